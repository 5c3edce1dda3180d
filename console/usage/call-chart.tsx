import { Link } from '@tanstack/react-router';
import { count, percent } from '../kit/formats.ts';
import type { DayCalls } from './usage-queries.ts';

const W = 860;
const H = 190;
const LEFT = 56;
const TOP = 14;
const BOTTOM = 28;

/** Calls of 30 days as bars from 0, rest days shaded, the granted limit as a dashed line, red only over it; the table stands behind. */
export function CallChart({ days, limit, suspendedFrom, grant }: { readonly days: readonly DayCalls[]; readonly limit: number; readonly suspendedFrom: string | null; readonly grant: string }) {
  const all = days.reduce((n, d) => n + d.calls, 0);
  const refused = days.reduce((n, d) => n + d.refused, 0);
  const top = niceTop(Math.max(limit, ...days.map((d) => d.calls), 1));
  const step = (W - LEFT - 8) / Math.max(1, days.length);
  const y = (n: number) => TOP + (H - TOP - BOTTOM) * (1 - n / top);
  return (
    <section>
      <div className="section-head"><h2>近 {days.length} 日调用</h2><span className="second">共 {count(all + refused)} 次{all + refused > 0 ? `，成功 ${percent(all, all + refused)}` : ''}</span>
        <span className="end no-print"><Link to="/usage" search={{ grant } as never}>逐次记录</Link></span></div>
      <div className="flow-box" style={{ padding: '8px 10px', overflowX: 'auto' }}>
        <svg viewBox={`0 0 ${W} ${H}`} className="flow chart" style={{ minWidth: 620 }} role="img" aria-label={`近 ${days.length} 日每日调用次数，共 ${all} 次，每日上限 ${limit} 次`}>
          {[0, 1, 2, 3].map((n) => { const v = (top / 3) * n; return <g key={n}><path d={`M${LEFT} ${y(v)}H${W - 6}`} stroke="#dfe4ea" /><text x={LEFT - 8} y={y(v) + 4} fontSize="12" textAnchor="end" fill="#465160">{count(v)}</text></g>; })}
          {days.map((d, n) => {
            const x = LEFT + n * step;
            const stopped = suspendedFrom !== null && d.on >= suspendedFrom;
            return (
              <g key={d.on}>
                {d.working === false && <rect x={x} y={TOP} width={step} height={H - TOP - BOTTOM} fill="#f5f7f9" />}
                {stopped && <rect x={x} y={TOP} width={step} height={H - TOP - BOTTOM} fill="#edf2f7" />}
                <rect x={x + step * 0.15} y={y(d.calls)} width={step * 0.7} height={Math.max(0, H - BOTTOM - y(d.calls))} rx="1" fill={d.calls > limit ? '#a8161c' : '#5c6b80'}><title>{`${d.on} ${d.calls} 次`}</title></rect>
                {(n === 0 || n === days.length - 1 || n % 7 === 0) && n < days.length - 3 || n === days.length - 1 ? <text x={x + step / 2} y={H - 10} fontSize="12" textAnchor="middle" fill="#465160">{d.on.slice(5)}</text> : null}
              </g>
            );
          })}
          <path d={`M${LEFT} ${y(limit)}H${W - 6}`} stroke="#a8161c" strokeDasharray="5 3" />
          <text x={LEFT + 6} y={y(limit) - 5} fontSize="12" fill="#a8161c">授权上限 每日 {count(limit)}</text>
          {suspendedFrom && days.some((d) => d.on >= suspendedFrom) && <text x={W - 10} y={TOP + 16} fontSize="12" textAnchor="end" fill="#33506b">已暂停</text>}
        </svg>
        <details><summary className="plain-button second">以表格看</summary>
          <table className="gov dense"><caption className="hidden-text">每日调用</caption><thead><tr><th scope="col">日期</th><th scope="col" className="num">调用</th><th scope="col" className="num">返回行</th><th scope="col" className="num">被拒</th></tr></thead>
            <tbody>{[...days].reverse().map((d) => <tr key={d.on}><th scope="row">{d.on}</th><td className="num">{count(d.calls)}</td><td className="num">{count(d.rows)}</td><td className="num">{count(d.refused)}</td></tr>)}</tbody></table>
        </details>
      </div>
    </section>
  );
}

function niceTop(n: number): number {
  const unit = 10 ** Math.floor(Math.log10(n));
  const steps = [1.5, 3, 6, 9, 15];
  return (steps.find((s) => s * unit >= n * 1.05) ?? 15) * unit;
}
