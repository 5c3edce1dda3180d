import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import type { Subscriptions } from '../../processes/catalog/contract.ts';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { stateZh, type Entry } from './shapes.ts';
import { SubscribeButton } from './subscribe-button.tsx';

type Page = z.infer<typeof Subscriptions>;
type Row = Page['rows'][number];

/** 目录订阅: entries of whose changes my department is told. */
export function SubscriptionsPage() {
  const session = useSession();
  const heading = usePage('目录订阅');
  const [ended, setEnded] = useState('');
  const list = useInfiniteQuery({
    queryKey: ['subscriptions'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Page>('/catalog/subscriptions', { after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const columns: Column<Row>[] = [
    { key: 'name', title: '数据目录', cell: (r) => <><Link to="/catalog/$region/$entry" params={{ region: r.region, entry: r.entry }}>{r.name}</Link><div className="meta">{r.code ?? '未赋码'}</div></> },
    { key: 'provider', title: '提供部门', cell: (r) => r.providerName },
    { key: 'version', title: '现行版', width: 200, cell: (r) => <>v{r.version}　{r.publishedOn} {r.state !== 'published' && <Tag tone="pause">{stateZh[r.state] ?? r.state}</Tag>}</> },
    { key: 'since', title: '订阅于', width: 110, cell: (r) => r.since },
    { key: 'act', title: '办理', align: 'right', width: 120, cell: (r) => <SubscribeButton it={{ ...r, subscribed: true } as Pick<Entry, 'region' | 'entry' | 'name' | 'subscribed'>} small onDone={() => setEnded(r.name)} /> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>目录订阅</h1><span className="second">{session.actor.orgName}订阅的目录，更新、下架时收到消息</span><ArticleTag>第十七条第一款</ArticleTag></div>
      {ended && <p className="notice ok" role="status" style={{ marginBottom: 12 }}>不再订阅“{ended}”。</p>}
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : <GovTable id="subscriptions" caption="目录订阅" columns={columns} rows={list.data.pages.flatMap((page) => page.rows)} rowKey={(r) => r.region + r.entry} total={`共 ${count(list.data.pages[0]?.total ?? 0)} 项`}
        more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} empty={<EmptyState title="本单位没有订阅目录" actions={<Link className="button-link" to="/catalog">去检索目录</Link>}><p>在目录的页面上点“订阅变更”。正在使用的目录不必订阅，变更照常通知。</p></EmptyState>} />}
    </main>
  );
}
