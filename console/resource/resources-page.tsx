import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { modeZh, serviceKindZh } from '../kit/codes.ts';
import { count, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { BindSheet } from './bind-sheet.tsx';
import { ConnectionSheet, RoleSheet } from './connection-sheet.tsx';
import { Hits } from './hits.tsx';
import { MaintenanceSheet } from './maintenance-sheet.tsx';
import type { Connection, Resource } from './shapes.ts';

/** 数据资源: where the data of each entry is, tested and watched; connections of this department. */
export function ResourcesPage() {
  const heading = usePage('数据资源');
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { entry?: string; region?: string; q?: string };
  const [sheet, setSheet] = useState<'connection' | 'bind' | { role: Connection } | { hits: Resource } | { maintain: Resource } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const mayBind = holds(session, 'cataloguer', 'operator');
  const resources = useInfiniteQuery({
    queryKey: ['resources', 'list', search.entry ?? '', search.q ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => (search.entry && search.region ? ofEntry(search.region, search.entry, signal) : api.get<ResourcePage>('/resources', { q: search.q, after: pageParam }, { signal })), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = resources.data?.pages.flatMap((page) => page.rows) ?? [];
  const approved = useQuery({ queryKey: ['connections', 'approved'], queryFn: ({ signal }) => api.get<{ rows: readonly Connection[] }>('/resources/connections', { state: 'approved', size: 1 }, { signal }) });
  const test = async (r: Resource) => { setFailure(null); try { await api.post(`/resources/${r.region}/${r.id}/test`); } catch (thrown) { setFailure(thrown); } refreshAll(); };
  const close = () => { setSheet(null); if (sheet === 'bind' && search.entry) void navigate({ to: '/resources', search: {} as never }); };
  const columns: Column<Resource>[] = [
    { key: 'entry', title: '目录', cell: (r) => <><Link to="/catalog/$region/$entry" params={{ region: r.entryRegion, entry: r.entry }}>{r.entryName}</Link><div className="meta">{r.connectionName}{r.binding ? `·${r.binding.table}` : ''}</div></> },
    { key: 'mode', title: '方式', width: 150, cell: (r) => <>{modeZh(r.mode)}<div className="meta">{r.binding?.services.map(serviceKindZh).join('、')}</div></> },
    { key: 'keys', title: '查询键', optional: true, cell: (r) => r.binding?.keys.map((k) => k.param).join('、') || '—' },
    { key: 'state', title: '状态', width: 130, cell: (r) => <>{r.state === 'live' ? r.up === false ? <Tag tone="red">中断</Tag> : <Tag tone="ok">{r.stateZh}</Tag> : <Tag tone="chip">{r.stateZh}</Tag>}{r.fault && <div className="meta">{r.fault}</div>}</> },
    { key: 'checked', title: '最近探测', optional: true, width: 150, cell: (r) => moment(r.checkedAt) },
    { key: 'act', title: '办理', align: 'right', width: 290, cell: (r) => <span className="row" style={{ justifyContent: 'flex-end', gap: 6 }}>{mayBind && <Button size="small" onClick={() => void test(r)}>探测</Button>}<Button size="small" onClick={() => setSheet({ hits: r })}>影响谁</Button>{!holds(session, 'security', 'reviewer', 'lead') && <Link className="button-link quiet small" to={'/quality/$region/$entry' as string} params={{ region: r.entryRegion, entry: r.entry } as never}>质量</Link>}{holds(session, 'operator') && <Button size="small" onClick={() => setSheet({ maintain: r })}>维护…</Button>}</span> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>数据资源</h1><span className="second">目录的数据在哪里；检验通过才算挂接，挂接后持续探测</span><ArticleTag>第十六条第二款、第二十二条</ArticleTag>
        <span className="end">{mayBind && <><Button onClick={() => setSheet('connection')}>登记数据库连接…</Button><Button type="primary" disabled={approved.data?.rows.length !== 1} onClick={() => setSheet('bind')}>挂接目录…</Button></>}</span></div>
      {failure !== null && <ErrorState error={failure} />}
      {!search.entry && <div className="filters"><FindBox value={search.q ?? ''} onFind={(q) => void navigate({ to: '/resources', search: (q ? { q } : {}) as never })} placeholder="连接名称" /></div>}
      {resources.error ? <ErrorState error={resources.error} onRetry={() => void resources.refetch()} /> : !resources.data ? <Loading /> : <GovTable id="resources" caption="数据资源" columns={columns} rows={rows} rowKey={(r) => r.id} total={search.q ? `${rows.length} 个${resources.hasNextPage ? '以上' : ''}` : `共 ${count(resources.data.pages[0]?.total ?? 0)} 个`}
        more={<MoreRows has={resources.hasNextPage} loading={resources.isFetchingNextPage} onMore={() => void resources.fetchNextPage()} />} empty={<EmptyState title={search.q ? '没有符合的资源' : search.entry ? '这个目录还没有挂接资源' : '还没有挂接的资源'}><p>先登记数据库连接，由安全管理员批准地址，再把目录的数据项对应到列。没有资源不能作为迟延答复、提供的理由。</p></EmptyState>} />}
      <Connections onRole={(role) => setSheet({ role })} />
      {sheet === 'connection' && <ConnectionSheet onClose={close} />}
      {sheet === 'bind' && <BindSheet entry={search.entry && search.region ? { region: search.region, entry: search.entry } : null} onClose={close} />}
      {sheet && typeof sheet === 'object' && 'role' in sheet && <RoleSheet connection={sheet.role} onClose={close} />}
      {sheet && typeof sheet === 'object' && 'hits' in sheet && <Sheet title="变更会影响谁" lead={<p className="second">{sheet.hits.entryName}</p>} onClose={close}><p>无正当理由不得终止或者变更共享服务；确需变更的，与使用部门协商并报备案（第二十七条第三款）。</p><Hits at={{ region: sheet.hits.entryRegion, entry: sheet.hits.entry }} /></Sheet>}
      {sheet && typeof sheet === 'object' && 'maintain' in sheet && <MaintenanceSheet resource={sheet.maintain} onClose={close} />}
    </main>
  );
}

interface ResourcePage { readonly rows: readonly Resource[]; readonly after: string | null; readonly total: number }

/** An entry has a handful. */
async function ofEntry(region: string, entry: string, signal: AbortSignal): Promise<ResourcePage> {
  const rows = await api.get<readonly Resource[]>(`/resources/of-entry/${region}/${entry}`, {}, { signal });
  return { rows, after: null, total: rows.length };
}

function Connections({ onRole }: { readonly onRole: (connection: Connection) => void }) {
  const list = useInfiniteQuery({
    queryKey: ['connections', 'list'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<{ rows: readonly Connection[]; after: string | null }>('/resources/connections', { after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const lines: Column<Connection>[] = [
    { key: 'name', title: '连接', cell: (c) => <><b>{c.name}</b><div className="meta mono">{c.host}:{c.port} {c.database}.{c.schema}</div></> },
    { key: 'state', title: '地址批准', width: 130, cell: (c) => <Tag tone={c.state === 'approved' ? 'ok' : c.state === 'refused' ? 'red' : c.state === 'proposed' ? 'near' : 'chip'}>{c.stateZh}</Tag> },
    { key: 'up', title: '连通', width: 150, cell: (c) => (c.up === null ? <span className="second">还没有挂接</span> : c.up ? <Tag tone="ok">可连</Tag> : <><Tag tone="red">连不上</Tag><div className="meta">{c.fault ?? '原因见所挂接的数据资源'}</div></>) },
    { key: 'act', title: '办理', align: 'right', width: 150, cell: (c) => <Button size="small" onClick={() => onRole(c)}>只读账号语句</Button> },
  ];
  return (
    <section style={{ marginTop: 24 }}><div className="section-head"><h2>数据库连接</h2></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="connections" caption="数据库连接" columns={lines} rows={list.data.pages.flatMap((page) => page.rows)} rowKey={(c) => c.id} tools={false} empty={<p className="second">没有登记的连接。</p>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </section>
  );
}
