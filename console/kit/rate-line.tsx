const W = 860;
const H = 150;
const LEFT = 56;
const TOP = 14;
const BOTTOM = 26;
/** Rates near the whole are told apart on an axis from 80; one that falls below it shows the whole axis. */
const NEAR = 0.8;

export interface RatePoint { readonly label: string; /** 0 to 1. */ readonly rate: number }

const percentZh = (rate: number): string => `${(Math.floor(rate * 1_000) / 10).toFixed(1)}%`;

/** A rate over time as dots, oldest first, the last one marked; the table that stands beside it says the same. */
export function RateLine({ points, caption }: { readonly points: readonly RatePoint[]; readonly caption: string }) {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || points.length < 2) return null;
  const low = points.every((p) => p.rate >= NEAR) ? NEAR : 0;
  const x = (n: number) => LEFT + 12 + (n * (W - LEFT - 36)) / (points.length - 1);
  const y = (rate: number) => TOP + (H - TOP - BOTTOM) * (1 - (rate - low) / (1 - low));
  const every = Math.max(1, Math.ceil(points.length / 8));
  return (
    <div className="flow-box" style={{ padding: '8px 10px', marginBottom: 10 }}>
      <svg viewBox={`0 0 ${W} ${H}`} className="flow chart" style={{ minWidth: 560, maxWidth: W }} role="img" aria-label={`${caption}：${first.label} ${percentZh(first.rate)}，${last.label} ${percentZh(last.rate)}，共 ${points.length} 次`}>
        {[low, (low + 1) / 2, 1].map((rate) => <g key={rate}><path d={`M${LEFT} ${y(rate)}H${W - 6}`} stroke="#dfe4ea" /><text x={LEFT - 8} y={y(rate) + 4} fontSize="12" textAnchor="end" fill="#465160">{Math.round(rate * 100)}%</text></g>)}
        <path d={points.map((p, n) => `${n === 0 ? 'M' : 'L'}${x(n)} ${y(p.rate)}`).join('')} fill="none" stroke="#5c6b80" />
        {points.map((p, n) => (
          <g key={n}>
            <circle cx={x(n)} cy={y(p.rate)} r={n === points.length - 1 ? 5 : 3.5} fill={n === points.length - 1 ? '#1b4b91' : '#5c6b80'}><title>{`${p.label} ${percentZh(p.rate)}`}</title></circle>
            {(n === points.length - 1 || (n % every === 0 && points.length - 1 - n >= every)) && <text x={x(n)} y={H - 8} fontSize="12" textAnchor={n === 0 ? 'start' : n === points.length - 1 ? 'end' : 'middle'} fill="#465160">{p.label}</text>}
          </g>
        ))}
      </svg>
    </div>
  );
}
