import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { DelegationView } from '../../processes/organisation/contract.ts';
import { ErrorSummary, Fields, Select } from '../kit/fields.tsx';
import type { Field } from '../kit/field-shapes.ts';
import { usePage } from '../kit/head.ts';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import '../case/case.css';

type Delegation = z.infer<typeof DelegationView>;
interface Posts { readonly posts: readonly { readonly person: string; readonly account: string; readonly postZh: string }[] }

/** 委托代办: who acts for whom in my organisation on which days; the giver alone ends it. */
export function DelegationsPage() {
  const session = useSession();
  const heading = usePage('委托代办');
  const [sheet, setSheet] = useState<'new' | Delegation | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['delegations'], queryFn: ({ signal }) => api.get<{ rows: readonly Delegation[] }>('/delegations', {}, { signal }) });
  const today = session.today.legal;
  const columns: Column<Delegation>[] = [
    { key: 'post', title: '岗位', cell: (r) => r.postZh },
    { key: 'giver', title: '委托人', cell: (r) => <>{r.giver}{r.giver === session.person.account && <> <Tag tone="acc">我</Tag></>}</> },
    { key: 'taker', title: '代办人', cell: (r) => <>{r.taker}{r.taker === session.person.account && <> <Tag tone="acc">我</Tag></>}</> },
    { key: 'term', title: '起止', width: 210, cell: (r) => `${r.from} 至 ${r.to}` },
    { key: 'state', title: '状态', width: 110, cell: (r) => (r.from > today ? <Tag tone="chip">未到日期</Tag> : <Tag tone="ok">代办中</Tag>) },
    { key: 'act', title: '办理', align: 'right', width: 100, cell: (r) => (r.giver === session.person.account ? <Button size="small" onClick={() => setSheet(r)}>结束…</Button> : '—') },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <nav className="crumb" aria-label="位置"><Link to="/account">口令与第二因子</Link><span aria-hidden="true">/</span>委托代办</nav>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>委托代办</h1><span className="second">不在岗的日子由同事代办；每一件都记明是受谁的委托</span><span className="end"><Button type="primary" onClick={() => setSheet('new')}>委托代办…</Button></span></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <GovTable id="delegations" caption="本单位的委托代办" columns={columns} rows={data.rows} rowKey={(r) => r.id} total={`共 ${data.rows.length} 项`} empty={<EmptyState title="本单位没有委托代办"><p>出差、休假前委托同事代办，时限不因无人在岗而停计。</p></EmptyState>} />}
      {sheet === 'new' && <GiveSheet onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && <EndSheet it={sheet} onClose={() => setSheet(null)} />}
    </main>
  );
}

/** Colleagues by account: what the route asks for. */
function Taker({ id, value, onChange }: { readonly id: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const session = useSession();
  const { data, isPending } = useQuery({ queryKey: ['organisation', session.actor.org], queryFn: ({ signal }) => api.get<Posts>(`/organisations/${session.actor.org}`, {}, { signal }) });
  const rows = (data?.posts ?? []).filter((p) => p.person !== session.person.id);
  const accounts = [...new Map(rows.map((p) => [p.account, rows.filter((r) => r.account === p.account).map((r) => r.postZh).join('、')]))];
  return <Select id={id} label="代办人" value={value} onChange={onChange} options={accounts.map(([account, zh]) => ({ value: account, zh: `${zh}（${account}）` }))} empty={isPending ? '正在载入…' : accounts.length === 0 ? '本单位没有其他人员' : '请选择'} />;
}

function GiveSheet({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const fields: readonly Field[] = [
    { name: 'taker', label: '代办人', hint: '本单位的同事。自己提交的事项，不能再以受托的岗位自己审定。', required: true, kind: 'own', draw: (v, set, _e, id) => <Taker id={id} value={String(v ?? '')} onChange={set} /> },
    { name: 'from', label: '自', required: true, kind: 'date' },
    { name: 'to', label: '至', hint: '当日仍可代办，次日自动结束。', required: true, kind: 'date' },
  ];
  const { values, set, errors, failure, busy, send } = useSending(fields, { from: session.today.legal }, ({ taker, from, to }) => api.post('/delegations', { taker, from, to }), onClose);
  return (
    <Sheet title="委托代办" onClose={onClose} lead={<p className="second">{session.actor.orgName}·{session.actor.postZh}</p>} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>委托</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `delegate-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <p>委托的是您现在的岗位。期间您自己仍可办理；委托和结束都记入账本。</p>
      <Fields fields={fields} values={values} errors={errors} set={set} prefix="delegate" />
    </Sheet>
  );
}

function EndSheet({ it, onClose }: { readonly it: Delegation; readonly onClose: () => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => { try { await api.delete(`/delegations/${it.id}`); refreshAll(); onClose(); } catch (thrown) { setFailure(thrown); } };
  return (
    <Sheet title="结束委托代办" middle onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>结束</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <p>{it.taker} 不再代办 {it.postZh}（{it.from} 至 {it.to}）。已经代办的事项不变。</p>
    </Sheet>
  );
}
