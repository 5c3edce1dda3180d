import { causeZh } from '../kit/codes.ts';
import { Tag } from '../kit/tag.tsx';
import type { Own } from './shapes.ts';

export const causeLine = (c: { readonly kind: string; readonly on: string; readonly document: string }): string => [causeZh(c.kind), c.on, c.document].filter(Boolean).join('，');

/** What differs from the version that stands; stricter things first and marked (39(二)). */
export function DifferenceTable({ differences, caption }: { readonly differences: Own['differences']; readonly caption: string }) {
  const rows = [...differences].sort((a, b) => Number(b.stricter) - Number(a.stricter));
  return (
    <div className="table-scroll" style={{ marginTop: 8 }}>
      <table className="gov dense diff"><caption className="hidden-text">{caption}</caption>
        <thead><tr><th scope="col" style={{ width: 200 }}>{caption}</th><th scope="col">原</th><th scope="col">现</th></tr></thead>
        <tbody>{rows.map((d) => <tr key={`${d.path}${d.before ?? ''}${d.after ?? ''}`} className={d.stricter ? 'stricter' : ''}><th scope="row">{d.zh} {d.stricter && <Tag tone="near">更严</Tag>}</th><td className="before pre">{d.before ?? '—'}</td><td className="after pre">{d.after ?? '—'}</td></tr>)}</tbody></table>
    </div>
  );
}
