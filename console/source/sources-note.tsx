import { Link } from '@tanstack/react-router';

export interface Sourced { readonly item: string; readonly provider: string; readonly providerName: string; readonly entry: string | null }

/** 19 ¶2: items whose source is another department; who needs them is led there. */
export function SourcesNote({ sources, region }: { readonly sources: readonly Sourced[]; readonly region: string }) {
  const groups = new Map<string, Sourced[]>();
  for (const one of sources) groups.set(`${one.provider} ${one.entry ?? ''}`, [...(groups.get(`${one.provider} ${one.entry ?? ''}`) ?? []), one]);
  return (
    <section className="notice acc">
      <p><b>下列数据项另有数源部门</b>（第十九条第二款），请向数源部门申请：</p>
      <ul>{[...groups.entries()].map(([key, all]) => <li key={key}>{all.map((one) => one.item).join('、')}：{all[0]?.entry ? <Link to="/catalog/$region/$entry" params={{ region, entry: all[0].entry }}>{all[0].providerName}</Link> : `${all[0]?.providerName ?? ''}（目录尚未发布）`}</li>)}</ul>
    </section>
  );
}
