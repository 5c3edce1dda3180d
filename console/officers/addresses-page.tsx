import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConnectionView } from '../../processes/resource/contract.ts';
import { Area } from '../kit/area.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { moment, orDash } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';

type Line = z.infer<typeof ConnectionView>;

/** 外部地址批准: the platform connects to no address that the security officer has not approved, and to none outside its configured networks. */
export function AddressesPage() {
  const heading = usePage('外部地址批准');
  const [decide, setDecide] = useState<{ line: Line; approve: boolean } | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['connections', 'all'], queryFn: ({ signal }) => api.get<readonly Line[]>('/resources/connections/proposed', {}, { signal }) });
  const columns: Column<Line>[] = [
    { key: 'name', title: '连接', cell: (r) => <><b>{r.name}</b><div className="meta">{r.org}</div></> },
    { key: 'host', title: '地址', cell: (r) => <><span className="keep mono">{r.host}:{r.port}</span><div className="meta">{r.address ?? ''}　{r.database}.{r.schema}{r.tls ? '　TLS' : ''}</div></> },
    { key: 'asked', title: '申请', width: 150, cell: (r) => moment(r.askedAt) },
    { key: 'state', title: '状态', width: 110, cell: (r) => <Tag tone={r.state === 'approved' && r.fault !== null ? 'red' : r.state === 'approved' ? 'ok' : r.state === 'refused' ? 'red' : r.state === 'proposed' ? 'near' : 'chip'}>{r.state === 'approved' && r.fault !== null ? '地址已变' : r.stateZh}</Tag> },
    { key: 'why', title: '理由', optional: true, cell: (r) => orDash(r.fault ?? r.decision) },
    { key: 'act', title: '办理', align: 'right', width: 160, cell: (r) => (r.state === 'proposed' ? <span className="row" style={{ justifyContent: 'flex-end' }}><Button size="small" type="primary" onClick={() => setDecide({ line: r, approve: true })}>批准…</Button><Button size="small" onClick={() => setDecide({ line: r, approve: false })}>不批准…</Button></span> : r.state === 'approved' && r.fault !== null ? <Button size="small" type="primary" onClick={() => setDecide({ line: r, approve: true })}>批准新地址…</Button> : '—') },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>外部地址批准</h1><span className="second">提供部门申请连接的数据库地址，主机名指向改变的须重新批准</span></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <GovTable id="addresses" caption="外部地址" columns={columns} rows={data} rowKey={(r) => r.id} total={`共 ${data.length} 个`} empty={<EmptyState title="没有待批准的地址" />} />}
      {decide && <DecideSheet {...decide} onClose={() => setDecide(null)} />}
    </main>
  );
}

function DecideSheet({ line, approve, onClose }: { readonly line: Line; readonly approve: boolean; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    try { await api.post(`/resources/connections/${line.region}/${line.id}/decision`, { approve, reason: reason.trim() }); refreshAll(); onClose(); } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title={approve ? '批准连接' : '不批准连接'} middle onClose={onClose} lead={<p className="second">{line.name}　{line.host}:{line.port}</p>} foot={<><Button type="primary" disabled={!approve && reason.trim() === ''} onClick={() => void send()}>{approve ? '批准' : '不批准'}</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <p>{approve ? `批准以后，平台可以连接 ${line.host}:${line.port} 的 ${line.database} 库。` : '不批准的连接不能使用，单位可以改地址后重新申请。'}</p>
      <FieldBox id="decide-reason" label="理由" required={!approve}><Area id="decide-reason" value={reason} maxLength={500} autoSize={{ minRows: 2 }} onChange={(e) => setReason(e.target.value)} /></FieldBox>
    </Sheet>
  );
}
