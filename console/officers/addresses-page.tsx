import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConnectionView } from '../../processes/resource/contract.ts';
import { moment, orDash } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { DecideSheet, type Deciding } from './decide-sheet.tsx';

type Line = z.infer<typeof ConnectionView>;
interface Page { readonly rows: readonly Line[]; readonly after: string | null }
const moved = (r: Line): boolean => r.state === 'approved' && r.fault !== null;

/** 外部地址批准: the platform connects to no address that the security officer has not approved, and to none outside its configured networks. */
export function AddressesPage() {
  const heading = usePage('外部地址批准');
  const [decide, setDecide] = useState<Deciding | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['connections', 'waiting'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Page>('/resources/connections/proposed', { after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const waiting: Column<Line>[] = [...columns, { key: 'act', title: '办理', align: 'right', width: 160, cell: (r) => <WaitingActs line={r} onDecide={setDecide} /> }];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>外部地址批准</h1><span className="second">提供部门申请连接的数据库地址，主机名指向改变的须重新批准</span></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : <GovTable id="addresses" caption="待批准的外部地址" columns={waiting} rows={rows} rowKey={(r) => r.id} total={list.hasNextPage ? `${rows.length} 个以上` : `共 ${rows.length} 个`}
        more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} empty={<EmptyState title="没有待批准的地址"><p>提供部门登记数据库连接以后，地址列在这里；批准以前平台不连接（第三十五条第二款）。</p></EmptyState>} />}
      <Decided onDecide={setDecide} />
      {decide && <DecideSheet {...decide} onClose={() => setDecide(null)} />}
    </main>
  );
}

const columns: readonly Column<Line>[] = [
  { key: 'name', title: '连接', cell: (r) => <><b>{r.name}</b><div className="meta">{r.org}</div></> },
  { key: 'host', title: '地址', cell: (r) => <><span className="mono" style={{ overflowWrap: 'anywhere' }}>{r.host}:{r.port}</span><div className="meta">{r.address ?? ''}　{r.database}.{r.schema}{r.tls ? '　TLS' : ''}</div></> },
  { key: 'asked', title: '申请', width: 150, cell: (r) => moment(r.askedAt) },
  { key: 'state', title: '状态', width: 110, cell: (r) => <Tag tone={moved(r) || r.state === 'refused' ? 'red' : r.state === 'approved' ? 'ok' : 'near'}>{moved(r) ? '地址已变' : r.stateZh}</Tag> },
  { key: 'why', title: '理由', optional: true, cell: (r) => orDash(r.fault ?? r.decision) },
];

function WaitingActs({ line, onDecide }: { readonly line: Line; readonly onDecide: (next: Deciding) => void }) {
  return (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <Button size="small" type="primary" onClick={() => onDecide({ line, act: moved(line) ? 'approve-address' : 'approve' })}>{moved(line) ? '批准新地址…' : '批准…'}</Button>
      <Button size="small" onClick={() => onDecide({ line, act: moved(line) ? 'withdraw' : 'refuse' })}>{moved(line) ? '撤回批准…' : '不批准…'}</Button>
    </span>
  );
}

/** What was decided: an approval may be taken back at any time, and given after all. */
function Decided({ onDecide }: { readonly onDecide: (next: Deciding) => void }) {
  const { q } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    queryKey: ['connections', 'decided', q ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/resources/connections/decided', { q, after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const decided: Column<Line>[] = [...columns, {
    key: 'act', title: '办理', align: 'right', width: 120,
    cell: (r) => <Button size="small" onClick={() => onDecide({ line: r, act: r.state === 'approved' ? 'withdraw' : 'approve' })}>{r.state === 'approved' ? '撤回批准…' : '改为批准…'}</Button>,
  }];
  return (
    <section aria-label="已决定的地址" style={{ marginTop: 24 }}>
      <h2>已决定的地址</h2>
      <div className="filters"><FindBox value={q ?? ''} onFind={(next) => void navigate({ to: '.', search: (next === '' ? {} : { q: next }) as never })} placeholder="连接、主机名、单位代码" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="addresses-decided" caption="已决定的外部地址" columns={decided} rows={rows} rowKey={(r) => r.id} total={`${rows.length} 个${list.hasNextPage ? '以上' : ''}`} empty={<EmptyState title={q ? '没有符合的地址' : '还没有决定过的地址'} />}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </section>
  );
}
