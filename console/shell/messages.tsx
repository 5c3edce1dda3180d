import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api, queries } from './api.ts';
import type { Notices } from './unread.ts';

/** 消息: number, matter and day; never the data itself. */
export function MessagesPage() {
  const heading = usePage('消息');
  const { unread } = useSearch({ strict: false }) as { unread?: string };
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    queryKey: ['notifications', 'list'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Notices>('/notifications', { after: pageParam }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = (list.data?.pages.flatMap((p) => p.rows) ?? []).filter((r) => !unread || r.readAt === null);
  const read = async (ids: readonly string[]) => { await api.post('/notifications/read', { ids }); void queries.invalidateQueries({ queryKey: ['notifications'] }); };
  const fresh = rows.filter((r) => r.readAt === null).map((r) => r.id);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>消息</h1><span className="end">{fresh.length > 0 && <Button onClick={() => void read(fresh)}>本页标为已读</Button>}</span></div>
      <div className="pills" role="group" aria-label="筛选"><button type="button" aria-pressed={!unread} onClick={() => void navigate({ to: '/messages', search: {} as never })}>全部</button><button type="button" aria-pressed={Boolean(unread)} onClick={() => void navigate({ to: '/messages', search: { unread: '1' } as never })}>未读</button></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : rows.length === 0 ? <EmptyState title={unread ? '没有未读的消息' : '还没有消息'} /> : (
        <ul className="links-list">
          {rows.map((r) => (
            <li key={r.id} className="row" style={{ flexWrap: 'nowrap', alignItems: 'baseline' }}>
              <span className="meta nowrap">{moment(r.at)}</span>{r.readAt === null && <Tag tone="acc">未读</Tag>}
              <span>{r.ref && r.kind ? <Link to="/cases/$kind/$ref" params={{ kind: r.kind, ref: r.ref }} onClick={() => { if (r.readAt === null) void read([r.id]); }}>{r.text}</Link> : r.href ? <a href={r.href}>{r.text}</a> : r.text}</span>
            </li>
          ))}
        </ul>
      )}
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </main>
  );
}
