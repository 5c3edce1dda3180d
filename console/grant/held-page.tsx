import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { HeldView } from '../../processes/grant/contract.ts';
import { identifierZh } from '../kit/codes.ts';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { OrgChoice } from '../organisation/org-choice.tsx';
import { api } from '../shell/api.ts';

type Row = HeldView['rows'][number];

/** 各部门持有: what one department holds in sum under grants that stand, and what of it can be joined (25 ¶2). */
export function HeldPage() {
  const heading = usePage('各部门持有');
  const navigate = useNavigate();
  const { org } = useSearch({ strict: false }) as { org?: string };
  const { data, error, refetch } = useQuery({ queryKey: ['held', org], enabled: Boolean(org), retry: false, queryFn: ({ signal }) => api.get<HeldView>('/grant/held', { org }, { signal }) });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>各部门持有</h1><span className="second">依现行授权合计持有的数据，与汇聚、关联的风险</span><ArticleTag>第二十五条第二款</ArticleTag></div>
      <div className="filters"><span style={{ width: 320 }}><OrgChoice label="部门" value={org ?? ''} onChange={(to) => void navigate({ to: '/held', search: (to ? { org: to } : {}) as never })} /></span></div>
      {!org ? <EmptyState title="请选择部门"><p>只列本级主管的部门。持有的是授权，不是数据本身；主管部门在此看不到数据内容。</p></EmptyState>
        : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <Held held={data} />}
    </main>
  );
}

const columns: readonly Column<Row>[] = [
  { key: 'entry', title: '数据目录', cell: (r) => <><Link to="/catalog/$region/$entry" params={{ region: r.entryRegion, entry: r.entryId }}>{r.entry}</Link><div className="meta">{r.providerName}</div></> },
  { key: 'purpose', title: '业务事项', cell: (r) => r.purpose },
  { key: 'items', title: '数据项', align: 'right', width: 70, cell: (r) => count(r.items) },
  { key: 'identifiers', title: '标识', width: 170, cell: (r) => r.identifiers.map(identifierZh).join('、') || '—' },
  { key: 'sensitive', title: '敏感数据项', cell: (r) => r.sensitive.join('、') || '—' },
  { key: 'grant', title: '授权', align: 'right', width: 80, cell: (r) => <Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>查看<span className="hidden-text">{r.entry}的授权</span></Link> },
];

function Held({ held }: { readonly held: HeldView }) {
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p className="row"><b>{held.orgName}</b><span>授权 {count(held.grants)} 件，数据项 {count(held.items)} 项</span><Tag tone={held.level === 'low' ? 'ok' : held.level === 'high' ? 'red' : 'near'}>{`关联风险${held.levelZh}`}</Tag></p>
      {held.joins.length > 0 && (
        <section>
          <div className="section-head"><h2>可以关联的目录</h2><span className="second">同一种标识出现在两个以上目录</span></div>
          <table className="gov"><caption className="hidden-text">可以关联的目录</caption><thead><tr><th scope="col" style={{ width: 150 }}>标识</th><th scope="col">目录</th><th scope="col">其中敏感的数据项</th></tr></thead>
            <tbody>{held.joins.map((j) => <tr key={j.identifier}><th scope="row">{j.zh}</th><td>{j.entries.join('、')}</td><td>{j.sensitive.join('；') || '—'}</td></tr>)}</tbody></table>
        </section>
      )}
      <section><h2>逐件</h2>
        <GovTable id="held" caption="持有的授权" columns={columns} rows={held.rows} rowKey={(r) => r.ref} total={`共 ${held.rows.length} 件`} empty={<EmptyState title="这个部门现在没有持有其他部门的数据"><p>持有以在用的授权为准；授权结束、处置妥善后不再列出。</p></EmptyState>} />
      </section>
    </div>
  );
}
