import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { SecuritySettingsBody } from '../../processes/organisation/contract.ts';
import { Confirm, confirmAgain, confirmedLately, type Proof } from '../kit/confirm.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from '../shell/api.ts';

type Settings = z.infer<typeof SecuritySettingsBody>;
const rows: readonly { readonly key: keyof Settings; readonly zh: string; readonly hint: string }[] = [
  { key: 'idleMinutes', zh: '空闲退出', hint: '5 至 30 分钟' }, { key: 'absoluteHours', zh: '单次登录最长', hint: '1 至 12 小时' },
  { key: 'passwordLeast', zh: '口令最短', hint: '10 至 64 位' }, { key: 'passwordClasses', zh: '口令字符类别', hint: '3 或 4 类' },
  { key: 'passwordKept', zh: '不得与最近几次相同', hint: '5 至 24 次' }, { key: 'passwordDays', zh: '口令有效', hint: '30 至 180 日' },
];

/** 登录与口令策略: within the bounds that 等保 sets; changed by the security officer alone, each change recorded. */
export function SettingsPage() {
  const heading = usePage('登录与口令策略');
  const { data, error } = useQuery({ queryKey: ['security-settings'], queryFn: ({ signal }) => api.get<Settings>('/security/settings', {}, { signal }) });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>登录与口令策略</h1><span className="second">每次改动记入账本</span></div>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : <Form was={data} />}
    </main>
  );
}

function Form({ was }: { readonly was: Settings }) {
  const [now, setNow] = useState<Settings>(was);
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const [ask, setAsk] = useState(!confirmedLately());
  const [failure, setFailure] = useState<unknown>(null);
  const [done, setDone] = useState(false);
  const send = async () => {
    setFailure(null);
    setDone(false);
    try {
      if (ask) { await confirmAgain(proof); setAsk(false); }
      setNow(await api.put<Settings>('/security/settings', now));
      setDone(true);
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <form className="form" style={{ maxWidth: 680 }} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {failure !== null && <ErrorState error={failure} />}
      {done && <p className="notice ok" role="status">已调整，即时生效。</p>}
      <div className="two">{rows.map((r) => <FieldBox key={r.key} id={`set-${r.key}`} label={r.zh} hint={r.hint} required><Input id={`set-${r.key}`} inputMode="numeric" value={String(now[r.key])} maxLength={3} onChange={(e) => setNow({ ...now, [r.key]: Number(e.target.value.replace(/[^\d]/g, '')) })} /></FieldBox>)}</div>
      <label className="check"><input type="checkbox" checked={now.factorForAll} onChange={(e) => setNow({ ...now, factorForAll: e.target.checked })} /><span>全部账号都须第二因子（三员与主管部门始终须有）</span></label>
      {ask && <Confirm id="set" proof={proof} onChange={setProof} errors={{}} />}
      <div><Button type="primary" htmlType="submit">调整</Button></div>
    </form>
  );
}
