import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { SandboxOffer, SandboxPage, SandboxRowView, SandboxWithKey } from '../../processes/grant/sandbox/contract.ts';
import { serviceKindZh } from '../kit/codes.ts';
import { count, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { keepKey } from './key-once.ts';

export const closedZh: Readonly<Record<string, string>> = { person: '已结束', term: '已到期', entry: '目录已下架' };

/** 接口沙箱: what this department tries before it applies; from an entry's page, what may be opened there. */
export function SandboxesPage() {
  const heading = usePage('接口沙箱');
  const { region, entry, show } = useSearch({ strict: false }) as { region?: string; entry?: string; show?: string };
  const { data, error, refetch } = useQuery({ queryKey: ['sandboxes', show], queryFn: ({ signal }) => api.get<z.infer<typeof SandboxPage>>('/sandboxes', { show: show === 'all' ? 'all' : 'open', size: 100 }, { signal }) });
  const navigate = useNavigate();
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>接口沙箱</h1><span className="second">申请之前先试接口：虚构数据，不计为使用</span><ArticleTag>第二十二条第二款</ArticleTag></div>
      {region && entry && <Offer region={region} entry={entry} />}
      <div className="filters"><Button size="small" onClick={() => void navigate({ to: '/sandboxes', search: (show === 'all' ? {} : { show: 'all' }) as never })}>{show === 'all' ? '只看在用' : '连同已结束'}</Button></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading />
        : <GovTable id="sandboxes" caption="本部门的接口沙箱" columns={columns} rows={data.rows} rowKey={(r) => r.ref} total={`共 ${data.rows.length} 个${data.after ? '以上' : ''}`}
            empty={<EmptyState title="本部门没有接口沙箱"><p>在目录详情中选择“接口沙箱”开通。</p></EmptyState>} />}
    </main>
  );
}

const columns: readonly Column<SandboxRowView>[] = [
  { key: 'name', title: '数据目录', cell: (r) => <><Link to="/sandboxes/$ref" params={{ ref: r.ref }}>{r.name}</Link><div className="meta">{r.code}</div></> },
  { key: 'kind', title: '服务', width: 90, cell: (r) => serviceKindZh(r.serviceKind) },
  { key: 'calls', title: '调用次数', align: 'right', width: 100, cell: (r) => count(r.calls) },
  { key: 'opened', title: '开通', width: 150, cell: (r) => moment(r.openedAt) },
  { key: 'ends', title: '到期', width: 150, cell: (r) => moment(r.endsAt) },
  { key: 'state', title: '状态', width: 110, cell: (r) => (r.open ? <Tag tone="ok">可用</Tag> : <Tag tone="pause">{closedZh[r.closedWhy ?? ''] ?? '已结束'}</Tag>) },
];

function Offer({ region, entry }: { readonly region: string; readonly entry: string }) {
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error } = useQuery({ queryKey: ['sandbox-offer', region, entry], retry: false, queryFn: ({ signal }) => api.get<z.infer<typeof SandboxOffer>>(`/sandboxes/offers/${region}/${entry}`, {}, { signal }) });
  const open = async (serviceKind: string) => {
    try {
      const answer = await api.post<z.infer<typeof SandboxWithKey>>('/sandboxes', { entryRegion: region, entry, serviceKind });
      keepKey(answer.sandbox.ref, answer.once);
      await navigate({ to: '/sandboxes/$ref', params: { ref: answer.sandbox.ref } });
    } catch (thrown) { setFailure(thrown); }
  };
  if (error || failure) return <ErrorState error={error ?? failure} />;
  if (!data) return <Loading />;
  return (
    <section className="panel" style={{ marginBottom: 16 }}><header><h2 style={{ fontSize: 15, margin: 0 }}>开通沙箱</h2><Link to="/catalog/$region/$entry" params={{ region, entry }}>返回目录</Link></header>
      <div className="stack">
        {data.why ? <p>{data.why}</p> : <p className="second">30 日后自行结束；每日 2,000 次，每分钟 60 次。数据按目录的类型、代码集虚构，与真实数据无关。密钥只显示一次。</p>}
        <div className="row">
          {data.kinds.filter((kind) => !data.open.some((one) => one.serviceKind === kind)).map((kind) => <Button key={kind} type="primary" onClick={() => void open(kind)}>开通{serviceKindZh(kind)}沙箱</Button>)}
          {data.open.map((one) => <Link key={one.ref} className="button-link quiet" to="/sandboxes/$ref" params={{ ref: one.ref }}>已开通的{serviceKindZh(one.serviceKind)}沙箱</Link>)}
        </div>
      </div>
    </section>
  );
}
