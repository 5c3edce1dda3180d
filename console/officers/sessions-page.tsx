import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { postNames, type Post } from '../../law/permissions.ts';
import type { OpenSessions } from '../../processes/organisation/contract.ts';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { api, poll } from '../shell/api.ts';

type Line = z.infer<typeof OpenSessions>['rows'][number];

/** 在线会话: who is in, from where, since when; the security officer may end one. */
export function SessionsPage() {
  const heading = usePage('在线会话');
  const cache = useQueryClient();
  const [end, setEnd] = useState<Line | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['open-sessions'], queryFn: ({ signal }) => poll<{ rows: readonly Line[] }>('/security/sessions', {}, signal), refetchInterval: 30_000 });
  const columns: Column<Line>[] = [
    { key: 'account', title: '账号', cell: (r) => <><b>{r.account}</b><div className="meta">{r.name}</div></> },
    { key: 'post', title: '岗位', cell: (r) => (r.post ? `${r.orgName ?? r.org ?? ''}·${postNames[r.post as Post] ?? r.post}` : '尚未选择') },
    { key: 'address', title: '来源地址', width: 150, cell: (r) => r.address },
    { key: 'made', title: '登录', width: 150, cell: (r) => moment(r.madeAt) },
    { key: 'seen', title: '最近操作', width: 150, cell: (r) => moment(r.seenAt) },
    { key: 'end', title: '办理', align: 'right', width: 90, cell: (r) => <Button size="small" onClick={() => setEnd(r)} aria-label={`使 ${r.account} 下线`}>下线…</Button> },
  ];
  const confirm = async () => {
    try { await api.delete(`/security/sessions/${end?.id ?? ''}`); setEnd(null); void cache.invalidateQueries({ queryKey: ['open-sessions'] }); } catch (thrown) { setFailure(thrown); }
  };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>在线会话</h1></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <GovTable id="sessions" caption="在线会话" columns={columns} rows={data.rows} rowKey={(r) => r.id} total={`共 ${data.rows.length} 个`} empty={<EmptyState title="没有在线会话" />} />}
      {end && <Sheet title={`使 ${end.account} 下线`} middle onClose={() => setEnd(null)} foot={<><Button type="primary" onClick={() => void confirm()}>下线</Button><Button onClick={() => setEnd(null)}>取消</Button></>}>{failure !== null && <ErrorState error={failure} />}<p>来源 {end.address}，{moment(end.madeAt)} 登录。下线以后须重新登录；填写中的草稿不丢。</p></Sheet>}
    </main>
  );
}
