import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { EnrolledView, EnrolmentView } from '../../processes/organisation/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { copyText } from '../kit/clipboard.ts';
import { FieldBox } from '../kit/fields.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from './api.ts';
import type { LoginAnswer } from './login-answer.ts';

type Enrolment = z.infer<typeof EnrolmentView>;

/** The second factor: a QR code and its text, then one code to prove it, then the recovery codes, once. */
export function EnrolFactor({ onDone }: { readonly onDone: (answer: LoginAnswer) => void }) {
  const start = useQuery({ queryKey: ['totp'], queryFn: () => api.post<Enrolment>('/session/totp'), staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false });
  const [proved, setProved] = useState<z.infer<typeof EnrolledView> | null>(null);
  if (start.error) return <ErrorState error={start.error} onRetry={() => void start.refetch()} />;
  if (!start.data) return <Loading what="正在生成" />;
  if (proved) return <Codes codes={proved.recoveryCodes} onKept={() => onDone(proved)} />;
  return <FactorForm enrolment={start.data} send={async (code) => setProved(await api.post('/session/totp/confirm', { code }))} />;
}

export function FactorForm({ enrolment, send }: { readonly enrolment: Enrolment; readonly send: (code: string) => Promise<void> }) {
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try { await send(code); } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有成，请重试。'); }
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(e) => void submit(e)}>
      <p className="second">用动态码应用扫下面的图，或把文字密钥输入应用。</p>
      <div className="qr"><img alt="动态码绑定二维码，文字密钥见下" src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qr)}`} /></div>
      <p className="row"><span className="mono keep">{enrolment.secret}</span><button type="button" className="plain-button" onClick={() => copyText(enrolment.secret)}>复制密钥</button></p>
      <FieldBox id="factor-code" label="六位动态码" required error={error}><Input id="factor-code" value={code} inputMode="numeric" autoComplete="one-time-code" maxLength={8} style={{ width: 160 }} onChange={(e) => setCode(e.target.value.trim())} /></FieldBox>
      <div><Button type="primary" htmlType="submit" loading={busy}>确认绑定</Button></div>
    </form>
  );
}

export function Codes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  return (
    <div className="stack">
      <p className="notice near"><b>恢复码只显示这一次。</b>手机遗失时，每个可用一次。请抄下或打印后妥善保存。</p>
      <ul className="codes">{codes.map((c) => <li key={c} className="keep">{c}</li>)}</ul>
      <div className="row"><Button type="primary" onClick={onKept}>已妥善保存，继续</Button><Button onClick={() => copyText(codes.join('\n'))}>复制</Button><Button onClick={() => window.print()}>打印</Button></div>
    </div>
  );
}
