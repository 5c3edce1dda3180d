import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { DisposalView } from '../../processes/organisation/contract.ts';
import { count, moment } from '../kit/formats.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { GraveSheet } from './grave-sheet.tsx';

type View = z.infer<typeof DisposalView>;
type Expired = View['expired'][number];
type Line = View['lists'][number];

const tables: Readonly<Record<string, string>> = { call_record: '数据调用记录、当日填报的使用记录和附件', access_log: '操作与访问日志', notification: '消息', outbox: '已发出的通知' };

/** `call_record_p20200101` as an official reads it; the name of the partition stands below it. */
function Records({ partition }: { readonly partition: string }) {
  const [, table = '', period = ''] = /^(.+)_p(\d+)$/.exec(partition) ?? [];
  const at = [period.slice(0, 4), period.slice(4, 6), period.slice(6, 8)].filter(Boolean).join('-');
  return <><b>{tables[table] ?? '记录'}</b>{at && `　${at}`}<div className="mono meta">{partition}</div></>;
}

/** Art. 29.2: kept for at least three years; then a list, seen by the audit officer and approved by the head of the authority, disposes of them. */
export function Disposals() {
  const { actor } = useSession();
  const approves = actor.post === 'lead';
  const [make, setMake] = useState<Expired | null>(null);
  const [approve, setApprove] = useState<Line | null>(null);
  const [said, setSaid] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['disposal', approves], queryFn: ({ signal }) => api.get<View>(approves ? '/disposal/lists' : '/disposal', {}, { signal }) });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const expired: Column<Expired>[] = [
    { key: 'partition', title: '记录', cell: (r) => <Records partition={r.partition} /> },
    { key: 'from', title: '记录起', width: 150, cell: (r) => moment(r.from) },
    { key: 'to', title: '记录止', width: 150, cell: (r) => moment(r.to) },
    { key: 'keep', title: '保存到', width: 110, cell: (r) => r.keepUntil },
    ...(approves ? [] : [{ key: 'act', title: '办理', align: 'right' as const, width: 120, cell: (r: Expired) => <Button size="small" onClick={() => { setSaid(''); setMake(r); }}>编制清单…</Button> }]),
  ];
  const lists: Column<Line>[] = [
    { key: 'partition', title: '记录', cell: (r) => <Records partition={r.partition} /> },
    { key: 'rows', title: '条数', align: 'right', width: 90, cell: (r) => <>{count(r.rows)}{r.files > 0 && <div className="meta nowrap">附件 {count(r.files)} 个</div>}</> },
    { key: 'reason', title: '理由', cell: (r) => r.reason },
    { key: 'state', title: '状态', width: 190, cell: (r) => (r.doneAt ? <><Tag tone="chip">已处置</Tag> <span className="meta">{moment(r.doneAt)}</span></> : <Tag tone="near">待主管部门负责人批准</Tag>) },
    ...(approves ? [{ key: 'act', title: '办理', align: 'right' as const, width: 120, cell: (r: Line) => (r.doneAt ? '—' : <Button size="small" type="primary" onClick={() => { setSaid(''); setApprove(r); }}>批准处置…</Button>) }] : []),
  ];
  return (
    <section aria-labelledby="disposals">
      <div className="section-head"><h2 id="disposals">处置清单</h2><ArticleTag>第二十九条第二款</ArticleTag></div>
      <p className="second prose" style={{ marginBottom: 10 }}>使用记录至少保存三年。期满的记录由审计管理员编制清单，主管部门负责人批准后销毁；清单本身和批准记入账本，长期保存。</p>
      {said && <p className="notice ok" role="status">{said}</p>}
      <GovTable id="disposal-lists" caption="处置清单" tools={false} columns={lists} rows={data.lists} rowKey={(r) => r.id} empty={<EmptyState title="没有处置清单"><p>有保存期满的记录时，由审计管理员编制。</p></EmptyState>} />
      <div className="section-head"><h2>期满未列入清单</h2></div>
      <GovTable id="disposal-expired" caption="保存期满的记录" tools={false} columns={expired} rows={data.expired} rowKey={(r) => r.partition} empty={<EmptyState title="没有保存期满的记录" />} />
      {make && (
        <GraveSheet title="编制处置清单" word="编制清单" basis="29.2" lead={`${make.partition}，保存到 ${make.keepUntil}`} says={<p className="notice acc">清单送主管部门负责人批准。批准以前，记录一条不动。</p>}
          text={{ label: '理由', hint: '保存期满的依据，有无尚未了结的争议、核查或者投诉牵涉这些记录。', missing: '请写明理由', max: 1000 }}
          send={(reason) => api.post('/disposal/lists', { partition: make.partition, reason })} onClose={() => setMake(null)} onDone={() => { setMake(null); setSaid('清单已编制，等主管部门负责人批准。'); }} />
      )}
      {approve && (
        <GraveSheet title="批准处置" word={`批准，销毁 ${count(approve.rows)} 条`} basis="29.2" lead={`${approve.partition}，${count(approve.rows)} 条${approve.files > 0 ? `、附件 ${count(approve.files)} 个` : ''}`} says={<p className="notice acc">批准后即行销毁，不能恢复。账本中的存证不受影响。</p>}
          send={() => api.post(`/disposal/lists/${approve.id}/approve`, {})} onClose={() => setApprove(null)} onDone={() => { setApprove(null); setSaid('已处置，记入账本。'); }} />
      )}
    </section>
  );
}
