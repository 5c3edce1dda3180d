import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Confirm, confirmAgain, confirmedLately, type Proof } from '../kit/confirm.tsx';
import { usePage } from '../kit/head.ts';
import { ErrorState } from '../kit/states.tsx';
import { moment } from '../kit/formats.ts';
import { api, queries } from './api.ts';
import { Codes, EnrolFactor } from './enrol.tsx';
import { NewPassword } from './new-password.tsx';
import { useSession } from './session.ts';

/** One's own password, second factor and recovery codes. */
export function AccountPage() {
  const session = useSession();
  const heading = usePage('口令与第二因子');
  const [part, setPart] = useState<'' | 'password' | 'factor' | 'codes'>('');
  const [done, setDone] = useState('');
  const finish = (text: string) => { setDone(text); setPart(''); void queries.invalidateQueries({ queryKey: ['session'] }); };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>口令与第二因子</h1></div>
      {done && <p className="notice ok" role="status">{done}</p>}
      <dl className="pairs one" style={{ maxWidth: 680, margin: '12px 0 20px' }}>
        <dt>账号</dt><dd>{session.person.account}</dd>
        <dt>口令有效至</dt><dd>{session.passwordEndsOn.slice(0, 10)}</dd>
        <dt>恢复码</dt><dd>余 {session.recoveryCodesLeft} 个</dd>
        <dt>上次登录</dt><dd>{session.last ? `${moment(session.last.at)}，${session.last.address}，其间失败 ${session.last.failures} 次` : '这是第一次'}</dd>
      </dl>
      <div className="row"><Button onClick={() => setPart('password')}>更换口令</Button><Button onClick={() => setPart('factor')}>绑定或更换动态码</Button>{session.recoveryCodesLeft > 0 && <Button onClick={() => setPart('codes')}>重新生成恢复码</Button>}{!session.actor.post.startsWith('platform-') && <Link className="button-link quiet" to="/delegations">委托代办</Link>}</div>
      <div style={{ maxWidth: 680, marginTop: 20 }}>
        {part === 'password' && <NewPassword onDone={() => finish('口令已更换。')} />}
        {part === 'factor' && <AfterConfirm><EnrolFactor onDone={() => finish('第二因子已绑定。')} /></AfterConfirm>}
        {part === 'codes' && <AfterConfirm><NewCodes onDone={() => finish('恢复码已更换，旧的不再有效。')} /></AfterConfirm>}
      </div>
    </main>
  );
}

function NewCodes({ onDone }: { readonly onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (codes) return <Codes codes={codes} onKept={onDone} />;
  return <>{error !== null && <ErrorState error={error} />}<Button type="primary" onClick={() => void api.post<{ recoveryCodes: string[] }>('/session/recovery-codes').then((r) => setCodes(r.recoveryCodes), setError)}>生成</Button></>;
}

/** Asks for the password again before what is grave. */
export function AfterConfirm({ children }: { readonly children: React.ReactNode }) {
  const session = useSession();
  const [ok, setOk] = useState(confirmedLately() || Date.parse(session.confirmedUntil) > Date.now());
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const [error, setError] = useState<unknown>(null);
  if (ok) return <>{children}</>;
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void confirmAgain(proof).then(() => setOk(true), setError); }}>
      {error !== null && <ErrorState error={error} />}
      <Confirm id="again" proof={proof} onChange={setProof} errors={{}} />
      <div><Button type="primary" htmlType="submit">继续</Button></div>
    </form>
  );
}
