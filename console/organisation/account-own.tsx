import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { AccountOwn } from '../../processes/organisation/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { OnceNotice } from '../case/once.tsx';
import { moment, orDash } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { AfterConfirm } from '../shell/account-page.tsx';
import { holds, useSession } from '../shell/session.ts';

type What = 'link' | 'factor' | 'code';
const said = {
  link: { ask: '链接只显示这一次，交给本人；本人凭链接和系统管理员另发的启用码设定新口令，旧口令随即失效。本人、单位负责人和审计管理员即时收到通知。', go: '生成链接', done: '已生成。' },
  factor: { ask: '手机遗失而恢复码也用尽时使用；本人会话全部结束，本人、单位负责人和审计管理员即时收到通知。', go: '解除', done: '已解除。本人下次登录时重新绑定。' },
  code: { ask: '请先向本人核实。启用码只显示这一次，请直接交给本人，不要经安全管理员转交；先前的启用码随即作废。', go: '已核实，签发', done: '已签发。' },
} as const;

type OwnShape = z.infer<typeof AccountOwn>;

export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as OwnShape;
  return (
    <section>
      <div className="section-head"><h2>账号</h2></div>
      <dl className="pairs"><dt>账号</dt><dd>{own.account}</dd><dt>称呼</dt><dd>{own.name}</dd><dt>单位</dt><dd>{own.orgName}</dd><dt>截止</dt><dd>{orDash(own.endsOn)}</dd>{own.entrusted && <><dt>受托方</dt><dd>{own.entrusted}</dd></>}</dl>
      {own.link && <p className={`notice ${own.code ? 'ok' : 'near'}`} style={{ marginTop: 10 }}>{own.code ? '启用链接和启用码均已发出，待本人使用。' : '启用链接已发出；尚无有效的启用码，须由系统管理员向本人核实后签发。'}</p>}
      {!own.link && own.code && <p className="notice acc" style={{ marginTop: 10 }}>启用码已发出，至 {moment(own.code.endsAt)} 有效；待安全管理员给出启用链接。</p>}
      <Posts zh="在任岗位" rows={own.posts} />
      {own.asked.length > 0 && view.state === 'inactive' && <Posts zh="申请的岗位" rows={own.asked} />}
    </section>
  );
}

function Posts({ zh, rows }: { readonly zh: string; readonly rows: OwnShape['posts'] }) {
  return (
    <>
      <h3 style={{ marginTop: 14 }}>{zh}</h3>
      {rows.length === 0 ? <p className="second">没有。</p> : <table className="gov dense"><caption className="hidden-text">{zh}</caption><thead><tr><th scope="col">单位</th><th scope="col">岗位</th><th scope="col">自</th><th scope="col">至</th></tr></thead><tbody>{rows.map((p) => <tr key={p.org + p.post + p.from}><th scope="row">{p.orgName}</th><td>{p.postZh}</td><td>{p.from}</td><td>{p.to ?? '—'}</td></tr>)}</tbody></table>}
    </>
  );
}

/** For the security officer: a new link for a forgotten password, and loosening a lost second factor; for the system officer: the code that goes with a link. */
export function Aside({ view }: { readonly view: CaseView }) {
  const own = view.own as OwnShape;
  const session = useSession();
  const [open, setOpen] = useState<What | null>(null);
  if (holds(session, 'platform-system') && ['inactive', 'active'].includes(view.state)) {
    return <><Button type={own.link && !own.code ? 'primary' : 'default'} onClick={() => setOpen('code')}>{own.code ? '重新签发启用码…' : '签发启用码…'}</Button>{open && <Sheet title="签发启用码" middle onClose={() => { setOpen(null); refreshAll(); }}><AfterConfirm><Once person={own.person} what="code" /></AfterConfirm></Sheet>}</>;
  }
  if (!holds(session, 'platform-security') || !['active', 'locked'].includes(view.state)) return null;
  return (
    <>
      <div className="stack" style={{ gap: 8 }}><Button onClick={() => setOpen('link')}>重发启用链接…</Button><Button onClick={() => setOpen('factor')}>解除第二因子…</Button></div>
      {open && <Sheet title={open === 'link' ? '重发启用链接' : '解除第二因子'} middle onClose={() => setOpen(null)}><AfterConfirm><Once person={own.person} what={open} /></AfterConfirm></Sheet>}
    </>
  );
}

function Once({ person, what }: { readonly person: string; readonly what: What }) {
  const [once, setOnce] = useState<Record<string, unknown> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const call = () => (what === 'factor' ? api.delete<Record<string, unknown>>(`/accounts/${person}/factor`) : api.post<Record<string, unknown>>(`/accounts/${person}/${what}`));
  const go = () => void call().then((r) => setOnce(r ?? {}), setError);
  if (once && what !== 'factor') return <OnceNotice once={once} />;
  if (once) return <p className="notice ok">{said[what].done}</p>;
  return <>{error !== null && <ErrorState error={error} />}<p>{said[what].ask}</p><div><Button type="primary" onClick={go}>{said[what].go}</Button></div></>;
}
