import { count } from './formats.ts';

const W = 860;
const H = 180;
const LEFT = 56;
const TOP = 12;
const BOTTOM = 26;

export interface Bar { readonly label: string; readonly value: number; /** Of the value: over a limit, or failed. Red. */ readonly bad?: number }

/** Bars from 0, one a day or month; red only for what is past a limit or failed; the table stands behind. */
export function Bars({ bars, caption, unit, badZh }: { readonly bars: readonly Bar[]; readonly caption: string; readonly unit: string; readonly badZh?: string }) {
  const top = Math.max(3, ...bars.map((bar) => bar.value + (bar.bad ?? 0)));
  const step = (W - LEFT - 8) / Math.max(1, bars.length);
  const y = (n: number) => TOP + (H - TOP - BOTTOM) * (1 - n / top);
  const every = Math.max(1, Math.ceil(bars.length / 10));
  return (
    <div className="flow-box" style={{ padding: '8px 10px' }}>
      <svg viewBox={`0 0 ${W} ${H}`} className="flow chart" style={{ minWidth: 560 }} role="img" aria-label={`${caption}，共 ${count(bars.reduce((n, bar) => n + bar.value, 0))} ${unit}`}>
        {[0, 0.5, 1].map((n) => <g key={n}><path d={`M${LEFT} ${y(top * n)}H${W - 6}`} stroke="#dfe4ea" /><text x={LEFT - 8} y={y(top * n) + 4} fontSize="12" textAnchor="end" fill="#465160">{count(Math.round(top * n))}</text></g>)}
        {bars.map((bar, n) => (
          <g key={bar.label}>
            <rect x={LEFT + n * step + step * 0.15} y={y(bar.value)} width={step * 0.7} height={Math.max(0, H - BOTTOM - y(bar.value))} rx="1" fill="#5c6b80"><title>{`${bar.label} ${count(bar.value)} ${unit}`}</title></rect>
            {(bar.bad ?? 0) > 0 && <rect x={LEFT + n * step + step * 0.15} y={y(bar.value + (bar.bad ?? 0))} width={step * 0.7} height={y(bar.value) - y(bar.value + (bar.bad ?? 0))} fill="#a8161c"><title>{`${bar.label} ${badZh ?? ''} ${count(bar.bad ?? 0)}`}</title></rect>}
            {n % every === 0 && <text x={LEFT + (n + 0.5) * step} y={H - 8} fontSize="12" textAnchor="middle" fill="#465160">{bar.label.slice(bar.label.length > 7 ? 5 : 0)}</text>}
          </g>
        ))}
      </svg>
      <details><summary className="plain-button second">以表格看</summary>
        <table className="gov dense"><caption className="hidden-text">{caption}</caption><thead><tr><th scope="col">时间</th><th scope="col" className="num">{unit}</th>{badZh && <th scope="col" className="num">{badZh}</th>}</tr></thead>
          <tbody>{bars.map((bar) => <tr key={bar.label}><th scope="row">{bar.label}</th><td className="num">{count(bar.value)}</td>{badZh && <td className="num">{count(bar.bad ?? 0)}</td>}</tr>)}</tbody></table>
      </details>
    </div>
  );
}
