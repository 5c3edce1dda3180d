import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ActivateView } from '../../processes/organisation/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { FieldBox } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from './api.ts';
import { Outside } from './outside.tsx';

/** The holder sets the password himself, by the link of one officer and the code of another; a second factor follows at the login where it is required. */
export function ActivatePage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const navigate = useNavigate();
  const heading = usePage('启用账号');
  const view = useQuery({ queryKey: ['activate', token], queryFn: ({ signal }) => api.get<z.infer<typeof ActivateView>>(`/activate/${token}`, {}, { signal }), retry: false, refetchOnWindowFocus: false });
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<{ readonly at: 'code' | 'password'; readonly text: string } | undefined>();
  const [busy, setBusy] = useState(false);
  if (view.error) return <Outside name="政务数据共享平台" note="启用账号"><ErrorState page error={view.error} /></Outside>;
  if (!view.data) return <Outside name="政务数据共享平台" note="启用账号"><Loading /></Outside>;
  const send = async () => {
    if (code.trim() === '') { setError({ at: 'code', text: '请填写启用码' }); return; }
    if (password !== again) { setError({ at: 'password', text: '两次输入的口令不一致' }); return; }
    setBusy(true);
    try {
      await api.post(`/activate/${token}`, { code: code.trim(), password });
      await navigate({ to: '/login', search: { why: 'activated' } as never });
    } catch (thrown) {
      const refusal = thrown instanceof ApiError ? thrown.refusal : undefined;
      setError({ at: refusal?.code === 'ACTIVATION_CODE_WRONG' || refusal?.fields?.some((field) => field.path === 'code') ? 'code' : 'password', text: refusal?.message ?? '没有成，请重试。' });
    }
    setBusy(false);
  };
  return (
    <Outside name={view.data.platform} note={`至 ${moment(view.data.endsAt)} 有效`}>
      <h1 ref={heading} tabIndex={-1}>启用账号 {view.data.account}</h1>
      <p className="second">{view.data.orgName}。链接由安全管理员交给您，启用码由系统管理员另行交给您；口令由您本人设定，两样用过即失效。</p>
      <form className="card" style={{ marginTop: 16 }} onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <FieldBox id="code" label="启用码" hint="十二位字母和数字，形如 ABCD-EFGH-JKMN，不分大小写。" required error={error?.at === 'code' ? error.text : undefined}><Input id="code" className="mono" value={code} onChange={(e) => setCode(e.target.value)} maxLength={40} autoComplete="off" style={{ width: 220 }} /></FieldBox>
        <FieldBox id="password" label="口令" hint={view.data.policy} required error={error?.at === 'password' ? error.text : undefined}><Input.Password id="password" value={password} onChange={(e) => setPassword(e.target.value)} maxLength={200} autoComplete="new-password" /></FieldBox>
        <FieldBox id="again" label="口令再输一次" required><Input.Password id="again" value={again} onChange={(e) => setAgain(e.target.value)} maxLength={200} autoComplete="new-password" /></FieldBox>
        <div><Button type="primary" htmlType="submit" size="large" loading={busy}>启用</Button></div>
      </form>
    </Outside>
  );
}
