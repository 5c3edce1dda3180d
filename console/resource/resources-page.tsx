import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConnectionView, ResourceView } from '../../processes/resource/contract.ts';
import { modeZh, serviceKindZh } from '../kit/codes.ts';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { BindSheet } from './bind-sheet.tsx';
import { ConnectionSheet, RoleSheet } from './connection-sheet.tsx';
import { Hits } from './hits.tsx';
import { MaintenanceSheet } from './maintenance-sheet.tsx';

export type Connection = z.infer<typeof ConnectionView>;
export type Resource = z.infer<typeof ResourceView>;

/** 数据资源: where the data of each entry is, tested and watched; connections of this department. */
export function ResourcesPage() {
  const heading = usePage('数据资源');
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { entry?: string; region?: string };
  const [sheet, setSheet] = useState<'connection' | 'bind' | { role: Connection } | { hits: Resource } | { maintain: Resource } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const mayBind = holds(session, 'cataloguer', 'operator');
  const resources = useQuery({ queryKey: ['resources', search.entry ?? ''], queryFn: ({ signal }) => (search.entry && search.region ? api.get<readonly Resource[]>(`/resources/of-entry/${search.region}/${search.entry}`, {}, { signal }) : api.get<readonly Resource[]>('/resources', {}, { signal })) });
  const connections = useQuery({ queryKey: ['connections'], queryFn: ({ signal }) => api.get<readonly Connection[]>('/resources/connections', {}, { signal }) });
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
  const lines: Column<Connection>[] = [
    { key: 'name', title: '连接', cell: (c) => <><b>{c.name}</b><div className="meta mono">{c.host}:{c.port} {c.database}.{c.schema}</div></> },
    { key: 'state', title: '地址批准', width: 130, cell: (c) => <Tag tone={c.state === 'approved' ? 'ok' : c.state === 'refused' ? 'red' : c.state === 'proposed' ? 'near' : 'chip'}>{c.stateZh}</Tag> },
    { key: 'up', title: '连通', width: 150, cell: (c) => (c.up === null ? '—' : c.up ? <Tag tone="ok">可连</Tag> : <><Tag tone="red">连不上</Tag><div className="meta">{c.fault}</div></>) },
    { key: 'act', title: '办理', align: 'right', width: 150, cell: (c) => <Button size="small" onClick={() => setSheet({ role: c })}>只读账号语句</Button> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>数据资源</h1><span className="second">目录的数据在哪里；经检验才算挂接，时时看护</span><ArticleTag>第十六条第二款、第二十二条</ArticleTag>
        <span className="end">{mayBind && <><Button onClick={() => setSheet('connection')}>登记数据库连接…</Button><Button type="primary" disabled={!connections.data?.some((c) => c.state === 'approved')} onClick={() => setSheet('bind')}>挂接目录…</Button></>}</span></div>
      {failure !== null && <ErrorState error={failure} />}
      {resources.error ? <ErrorState error={resources.error} onRetry={() => void resources.refetch()} /> : !resources.data ? <Loading /> : <GovTable id="resources" caption="数据资源" columns={columns} rows={resources.data} rowKey={(r) => r.id} total={`共 ${resources.data.length} 个`} empty={<EmptyState title={search.entry ? '这个目录还没有挂接资源' : '还没有挂接的资源'}><p>先登记数据库连接，由安全管理员批准地址，再把目录的数据项对应到列。没有资源不能作为迟延答复、提供的理由。</p></EmptyState>} />}
      <section style={{ marginTop: 24 }}><h2>数据库连接</h2>
        {connections.error ? <ErrorState error={connections.error} /> : !connections.data ? <Loading /> : <GovTable id="connections" caption="数据库连接" columns={lines} rows={connections.data} rowKey={(c) => c.id} tools={false} empty={<p className="second">没有登记的连接。</p>} />}
      </section>
      {sheet === 'connection' && <ConnectionSheet onClose={close} />}
      {sheet === 'bind' && <BindSheet connections={connections.data?.filter((c) => c.state === 'approved') ?? []} entry={search.entry && search.region ? { region: search.region, entry: search.entry } : null} onClose={close} />}
      {sheet && typeof sheet === 'object' && 'role' in sheet && <RoleSheet connection={sheet.role} onClose={close} />}
      {sheet && typeof sheet === 'object' && 'hits' in sheet && <Sheet title="变更会影响谁" lead={<p className="second">{sheet.hits.entryName}</p>} onClose={close}><p>无正当理由不得终止或者变更共享服务；确需变更的，与使用部门协商并报备案（第二十七条第三款）。</p><Hits at={{ region: sheet.hits.entryRegion, entry: sheet.hits.entry }} /></Sheet>}
      {sheet && typeof sheet === 'object' && 'maintain' in sheet && <MaintenanceSheet resource={sheet.maintain} onClose={close} />}
    </main>
  );
}
