import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { Front as FrontShape } from '../../processes/organisation/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { FieldBox } from '../kit/fields.tsx';
import { setPlatformName, usePage } from '../kit/head.ts';
import { api, queries } from './api.ts';
import { EnrolFactor } from './enrol.tsx';
import { Mark } from './header.tsx';
import type { LoginAnswer } from './login-answer.ts';
import { NewPassword } from './new-password.tsx';
import { markLoggedIn, type PostChoice } from './session.ts';
import './outside.css';

export type Front = z.infer<typeof FrontShape>;
export const useFront = () => useQuery({ queryKey: ['front'], queryFn: ({ signal }) => api.get<Front>('/front', {}, { signal }), staleTime: 300_000 });

/** 09b: the law as the only ornament; no figures before the login. */
export function LoginPage() {
  const { data: front } = useFront();
  const heading = usePage('登录');
  const [next, setNext] = useState<LoginAnswer['next'] | 'start'>('start');
  const [posts, setPosts] = useState<readonly PostChoice[]>([]);
  const { why } = useSearch({ strict: false }) as { why?: string };
  const name = front?.name ?? '政务数据共享平台';
  useEffect(() => { setPlatformName(name); }, [name]);
  const advance = useAdvance(setNext, setPosts);
  return (
    <div className="login">
      <section className="login-left" aria-label="平台">
        <div className="name"><Mark size={28} />{name}</div>
        <blockquote>
          <p>政务数据需求部门应当根据履行职责需要，按照统一发布的政务数据目录，经本部门政务数据共享工作机构负责人同意后，依法提出政务数据共享申请。</p>
          <cite>《政务数据共享条例》第二十条第二款（节录）</cite>
        </blockquote>
        <footer>{front?.orgName && <>主管 {front.orgName}</>}</footer>
      </section>
      <main className="login-right" id="main">
        <div className="middle">
          <h1 ref={heading} tabIndex={-1}>{next === 'choose-post' ? '选择本次岗位' : next === 'password' ? '更换口令' : next === 'enrol' ? '绑定第二因子' : '登录'}</h1>
          {front && !front.setUp && <p className="notice near">本平台尚未设置。请在服务器上打开启动时给出的一次性设置地址。</p>}
          {why === 'idle' && next === 'start' && <p className="notice acc">长时间没有操作，已退出登录。填写中的内容已存为草稿，登录后回到原来的页面。</p>}
          {why === 'activated' && next === 'start' && <p className="notice ok" role="status">账号已启用，请用刚才设定的口令登录。</p>}
          {(next === 'start' || next === 'code') && <Credentials stage={next} onAnswer={advance} />}
          {next === 'password' && <NewPassword onDone={advance} />}
          {next === 'enrol' && <EnrolFactor onDone={advance} />}
          {next === 'choose-post' && <Posts posts={posts} onDone={advance} />}
        </div>
        <p className="notice near"><b>本系统禁止处理、传输国家秘密和工作秘密</b></p>
        <p className="meta row between" style={{ marginTop: 8 }}><a href="/developers">系统接入说明</a><span>{front && `版本 ${front.version}`}</span></p>
      </main>
    </div>
  );
}

/** After each step the server says what is still missing; when nothing is, back to where one came from. */
function useAdvance(setNext: (next: LoginAnswer['next']) => void, setPosts: (posts: readonly PostChoice[]) => void): (answer: LoginAnswer) => void {
  const navigate = useNavigate();
  const { next: wanted } = useSearch({ strict: false }) as { next?: string };
  return (answer) => {
    setPosts(answer.posts);
    setNext(answer.next);
    if (answer.next !== 'done') return;
    markLoggedIn();
    queries.clear();
    const inside = wanted && wanted.startsWith('/') && !wanted.startsWith('//') && !wanted.startsWith('/login') ? wanted : '/';
    void navigate({ href: inside } as never);
  };
}

function Credentials({ stage, onAnswer }: { readonly stage: 'start' | 'code'; readonly onAnswer: (answer: LoginAnswer) => void }) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (account.trim() === '' || password === '') { setError('请填写账号和口令。'); return; }
    setBusy(true);
    setError(null);
    try {
      onAnswer(await api.post<LoginAnswer>('/session', { account: account.trim(), password, ...(stage === 'code' ? { code } : {}) }));
    } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有登录成，请重试。'); }
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(e) => void send(e)} style={{ gap: 16 }}>
      {error && <p className="notice red" role="alert"><span>{error}</span></p>}
      {stage === 'start' ? (
        <>
          <div className="field"><label className="field-label" htmlFor="account">账号</label><Input id="account" size="large" value={account} autoComplete="username" maxLength={100} onChange={(e) => setAccount(e.target.value)} autoFocus /></div>
          <div className="field"><label className="field-label" htmlFor="password">口令</label><Input.Password id="password" size="large" value={password} autoComplete="current-password" maxLength={200} onChange={(e) => setPassword(e.target.value)} /></div>
        </>
      ) : (
        <FieldBox id="code" label="动态码" hint="动态码应用上的六位数字，或一个恢复码。" required><Input id="code" size="large" value={code} inputMode="text" autoComplete="one-time-code" maxLength={40} onChange={(e) => setCode(e.target.value.trim())} autoFocus /></FieldBox>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>{stage === 'code' ? '验证' : '登录'}</Button>
      <p className="meta">连续失败会逐次放慢。忘记口令请联系安全管理员。</p>
    </form>
  );
}

function Posts({ posts, onDone }: { readonly posts: readonly PostChoice[]; readonly onDone: (answer: LoginAnswer) => void }) {
  const [error, setError] = useState<string | null>(null);
  const choose = async (p: PostChoice) => {
    try { onDone(await api.post<LoginAnswer>('/session/post', { org: p.org, post: p.post, behalfOf: p.behalfOf })); }
    catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有选成，请重试。'); }
  };
  return (
    <div className="stack">
      {error && <p className="notice red" role="alert"><span>{error}</span></p>}
      <p className="second">您在几个岗位上任职。每次以一个岗位办理，随时可以在右上角更换，更换会留下记录。</p>
      {posts.map((p) => <Button key={p.org + p.post + (p.behalfOf ?? '')} size="large" onClick={() => void choose(p)}>{p.orgName}·{p.postZh}{p.behalf ? '（受托）' : ''}</Button>)}
    </div>
  );
}
