import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HeldSum, HeldView } from '../../processes/grant/contract.ts';
import { queryText } from '../../sdk/client.ts';
import { identifierZh } from '../kit/codes.ts';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { OrgChoice } from '../organisation/org-choice.tsx';
import { api } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';

type Row = HeldView['rows'][number];

/** 各部门持有: departments one after the other with what each would hold together, and one of them grant by grant (25 ¶2). */
export function HeldPage() {
  const heading = usePage('各部门持有');
  const navigate = useNavigate();
  const { org, q } = useSearch({ strict: false }) as { org?: string; q?: string };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>各部门持有</h1><span className="second">依现行授权合计持有的数据，与汇聚、关联的风险</span><ArticleTag>第二十五条第二款</ArticleTag></div>
      <div className="filters"><span style={{ width: 320 }}><OrgChoice label="部门" value={org ?? ''} onChange={(to) => void navigate({ to: '/held', search: (to ? { org: to } : {}) as never })} /></span>
        {!org && <FindBox value={q ?? ''} onFind={(next) => void navigate({ to: '/held', search: (next ? { q: next } : {}) as never })} placeholder="部门名称" />}</div>
      {org ? <OneDepartment key={org} org={org} /> : <Departments q={q ?? ''} />}
    </main>
  );
}

const levelTone = (level: HeldSum['level']) => (level === 'low' ? 'ok' : level === 'high' ? 'red' : 'near');

const sums: readonly Column<HeldSum>[] = [
  { key: 'org', title: '部门', cell: (r) => <Link to="/held" search={{ org: r.org } as never}>{r.orgName}</Link> },
  { key: 'grants', title: '在用授权', align: 'right', width: 90, cell: (r) => count(r.grants) },
  { key: 'entries', title: '目录', align: 'right', width: 80, cell: (r) => count(r.entries) },
  { key: 'items', title: '数据项', align: 'right', width: 80, cell: (r) => count(r.items) },
  { key: 'sensitive', title: '其中敏感', align: 'right', width: 90, cell: (r) => count(r.sensitive) },
  { key: 'identifiers', title: '可关联的标识', cell: (r) => r.identifiers.join('、') || '—' },
  { key: 'level', title: '关联风险', width: 100, cell: (r) => (r.grants === 0 ? '—' : <Tag tone={levelTone(r.level)}>{r.levelZh}</Tag>) },
];

/** The sum of each department of this authority, a page by key. */
function Departments({ q }: { readonly q: string }) {
  const list = useInfiniteQuery({
    queryKey: ['held', 'departments', q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<{ rows: readonly HeldSum[]; after: string | null }>('/grant/held/departments', { q, after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  return (
    <GovTable id="held-departments" caption="各部门持有的数据" columns={sums} rows={rows} rowKey={(r) => r.org} total={`${rows.length} 个部门${list.hasNextPage ? '，还有更多' : ''}`} onExport={() => location.assign(`/api/grant/held/departments.csv${queryText({ q })}`)}
      empty={<EmptyState title={q ? '没有这个部门' : '本级还没有部门'}><p>只列本级主管的部门。持有的是授权，不是数据本身；主管部门在此看不到数据内容。</p></EmptyState>}
      more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
  );
}

function OneDepartment({ org }: { readonly org: string }) {
  const list = useInfiniteQuery({
    queryKey: ['held', org], initialPageParam: '', retry: false,
    queryFn: ({ pageParam, signal }) => api.get<HeldView>('/grant/held', { org, after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const first = list.data?.pages[0];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!first) return <Loading />;
  return <Held held={first} rows={list.data?.pages.flatMap((page) => page.rows) ?? []} more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />;
}

const columns: readonly Column<Row>[] = [
  { key: 'entry', title: '数据目录', cell: (r) => <><Link to="/catalog/$region/$entry" params={{ region: r.entryRegion, entry: r.entryId }}>{r.entry}</Link><div className="meta">{r.providerName}</div></> },
  { key: 'purpose', title: '业务事项', cell: (r) => r.purpose },
  { key: 'items', title: '数据项', align: 'right', width: 70, cell: (r) => count(r.items) },
  { key: 'identifiers', title: '标识', width: 170, cell: (r) => r.identifiers.map(identifierZh).join('、') || '—' },
  { key: 'sensitive', title: '敏感数据项', cell: (r) => r.sensitive.join('、') || '—' },
  { key: 'grant', title: '授权', align: 'right', width: 80, cell: (r) => <Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>查看<span className="hidden-text">{r.entry}的授权</span></Link> },
];

function Held({ held, rows, more }: { readonly held: HeldView; readonly rows: HeldView['rows']; readonly more: ReactNode }) {
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p className="row"><b>{held.orgName}</b><span>授权 {count(held.grants)} 件，数据项 {count(held.items)} 项</span><Tag tone={levelTone(held.level)}>{`关联风险${held.levelZh}`}</Tag></p>
      {held.joins.length > 0 && (
        <section>
          <div className="section-head"><h2>可以关联的目录</h2><span className="second">同一种标识出现在两个以上目录</span></div>
          <table className="gov"><caption className="hidden-text">可以关联的目录</caption><thead><tr><th scope="col" style={{ width: 150 }}>标识</th><th scope="col">目录</th><th scope="col">其中敏感的数据项</th></tr></thead>
            <tbody>{held.joins.map((j) => <tr key={j.identifier}><th scope="row">{j.zh}</th><td>{j.entries.join('、')}</td><td>{j.sensitive.join('；') || '—'}</td></tr>)}</tbody></table>
        </section>
      )}
      <section><h2>逐件</h2>
        <GovTable id="held" caption="持有的授权" columns={columns} rows={rows} rowKey={(r) => r.ref} total={`共 ${count(held.grants)} 件`} more={more} empty={<EmptyState title="这个部门现在没有持有其他部门的数据"><p>持有以在用的授权为准；授权结束、处置妥善后不再列出。</p></EmptyState>} />
      </section>
    </div>
  );
}
