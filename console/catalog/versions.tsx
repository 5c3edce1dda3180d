import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from '../kit/fields.tsx';
import { ErrorState } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { causeLine, DifferenceTable } from './differences.tsx';
import { changeZh, stateZh, type Entry, type Version } from './shapes.ts';

/** Versions of an entry with why each was made; any two are compared, which two stands in the address. */
export function Versions({ it }: { readonly it: Entry }) {
  const navigate = useNavigate();
  const { version, against } = useSearch({ strict: false }) as { version?: string; against?: string };
  const to = numberOf(version);
  const from = numberOf(against) ?? (to === null ? null : to - 1);
  const { data, error } = useQuery({
    queryKey: ['entry-compare', it.region, it.entry, from, to], enabled: from !== null && to !== null && from > 0 && from !== to,
    queryFn: ({ signal }) => api.get<Version['differences']>(`/catalog/entries/${it.region}/${it.entry}/compare`, { from: from ?? undefined, to: to ?? undefined }, { signal }),
  });
  const show = (next: { version?: number; against?: number }) => void navigate({ to: '/catalog/$region/$entry', params: { region: it.region, entry: it.entry }, search: Object.fromEntries(Object.entries(next).map(([name, n]) => [name, String(n)])) as never, resetScroll: false } as never);
  const options = it.versions.map((v) => ({ value: String(v.version), zh: `v${v.version}` }));
  return (
    <section>
      <div className="section-head"><h2>版本</h2></div>
      <table className="gov"><caption className="hidden-text">版本</caption>
        <tbody>{it.versions.map((v) => (
          <tr key={v.version} className={v.version === to ? 'on' : ''}><th scope="row" style={{ width: 120 }}>v{v.version} {v.state === 'published' ? <Tag tone="ok">现行</Tag> : <Tag tone="chip">{stateZh[v.state]}</Tag>}</th><td style={{ width: 110 }}>{v.publishedOn}</td>
            <td>{changeZh[v.change]}{v.causes.map((c) => <div key={c.document + c.on} className="second">{causeLine(c)}</div>)}</td>
            <td className="num" style={{ width: 210 }}>{v.ref && <Link to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: v.ref }}>{v.number ?? '办理过程'}</Link>}{v.version > 1 && <>　<button type="button" className="plain-button" onClick={() => show(v.version === to ? {} : { version: v.version })}>{v.version === to ? '收起对照' : '与上一版对照'}</button></>}</td></tr>
        ))}</tbody></table>
      {from !== null && to !== null && it.versions.length > 2 && (
        <p className="row" style={{ marginTop: 8 }}><span className="second">对照</span><Select small label="原版本" value={String(from)} options={options} onChange={(value) => show({ version: to, against: Number(value) })} /><span className="second">与</span><Select small label="新版本" value={String(to)} options={options} onChange={(value) => show({ version: Number(value), against: from })} /></p>
      )}
      {error ? <ErrorState error={error} /> : data && (data.length > 0 ? <DifferenceTable differences={data} caption={`v${to} 与 v${from} 对照`} /> : <p className="second" style={{ marginTop: 8 }}>v{to} 与 v{from} 的内容相同。</p>)}
      {it.changes.length > 0 && <p className="meta" style={{ marginTop: 8 }}>未立新版的改动：{it.changes.map((c) => `${c.on} ${c.zh}`).join('；')}</p>}
    </section>
  );
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
