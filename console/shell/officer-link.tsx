import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { EnrolmentView, OfficerView } from '../../processes/organisation/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { FieldBox, ErrorSummary } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { fieldErrors } from '../kit/refusal.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from './api.ts';
import { Codes, FactorForm } from './enrol.tsx';
import { Outside, StepLine } from './outside.tsx';

type View = z.infer<typeof OfficerView>;
type Enrolment = z.infer<typeof EnrolmentView>;

/** One of the three officers sets his own password and second factor; nobody else ever knows them. */
export function OfficerPage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const navigate = useNavigate();
  const heading = usePage('三员账号');
  const view = useQuery({ queryKey: ['officer', token], queryFn: ({ signal }) => api.get<View>(`/officer/${token}`, {}, { signal }), retry: false, refetchOnWindowFocus: false });
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (view.error) return <Outside name="政务数据共享平台" note="三员账号"><ErrorState page error={view.error} /></Outside>;
  if (!view.data) return <Outside name="政务数据共享平台" note="三员账号"><Loading /></Outside>;
  const at = codes ? 2 : enrolment ? 1 : 0;
  return (
    <Outside name={view.data.platform} note={`至 ${moment(view.data.endsAt)} 有效`} aside={<LawNote basis="35.2" />}>
      <h1 ref={heading} tabIndex={-1}>{view.data.zh}</h1>
      <p className="second">口令和第二因子由您本人设定，只有您知道。三员互斥，不得由同一人兼任。</p>
      <StepLine steps={['账号与口令', '第二因子', '恢复码']} at={at} />
      <div className="card">
        {codes ? <Codes codes={codes} onKept={() => void navigate({ to: '/login', search: { why: 'activated' } as never })} />
          : enrolment ? <FactorForm enrolment={enrolment} send={async (code) => setCodes((await api.post<{ recoveryCodes: string[] }>(`/officer/${token}/confirm`, { code })).recoveryCodes)} />
            : <OfficerForm token={token} policy={view.data.policy} onDone={setEnrolment} />}
      </div>
    </Outside>
  );
}

function OfficerForm({ token, policy, onDone }: { readonly token: string; readonly policy: string; readonly onDone: (e: Enrolment) => void }) {
  const [values, setValues] = useState({ account: '', name: '', password: '', again: '' });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const set = (key: keyof typeof values) => (e: { target: { value: string } }) => setValues({ ...values, [key]: e.target.value });
  const send = async () => {
    if (values.password !== values.again) { setErrors({ again: '两次输入的口令不一致' }); return; }
    setBusy(true);
    setErrors({});
    try { onDone(await api.post<Enrolment>(`/officer/${token}`, { account: values.account.trim(), name: values.name.trim(), password: values.password })); }
    catch (thrown) { setErrors(fieldErrors(thrown) ?? { password: thrown instanceof ApiError ? thrown.refusal.message : '没有成，请重试。' }); }
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <ErrorSummary errors={errors} idOf={(p) => p} />
      <FieldBox id="account" label="账号" hint="3 至 40 位小写字母、数字、点、横线，以字母开头。" required error={errors['account']}><Input id="account" value={values.account} onChange={set('account')} maxLength={40} autoComplete="username" /></FieldBox>
      <FieldBox id="name" label="岗位称呼" hint="显示在日志里，如“系统管理员”。" required error={errors['name']}><Input id="name" value={values.name} onChange={set('name')} maxLength={60} /></FieldBox>
      <FieldBox id="password" label="口令" hint={policy} required error={errors['password']}><Input.Password id="password" value={values.password} onChange={set('password')} maxLength={200} autoComplete="new-password" /></FieldBox>
      <FieldBox id="again" label="口令再输一次" required error={errors['again']}><Input.Password id="again" value={values.again} onChange={set('again')} maxLength={200} autoComplete="new-password" /></FieldBox>
      <div><Button type="primary" htmlType="submit" size="large" loading={busy}>下一步：第二因子</Button></div>
    </form>
  );
}
