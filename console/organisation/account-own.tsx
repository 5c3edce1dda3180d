import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { AccountOwn } from '../../processes/organisation/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { OnceNotice } from '../case/once.tsx';
import { orDash } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { AfterConfirm } from '../shell/account-page.tsx';
import { holds, useSession } from '../shell/session.ts';

type What = 'link' | 'factor' | 'confirm';
const said = {
  link: { ask: '旧口令不再有效；链接只显示这一次，交给本人。账号曾经使用的，链接须系统管理员确认后才可用。', go: '生成链接', done: '已生成。' },
  factor: { ask: '手机遗失而恢复码也用尽时使用；本人会话全部结束，本人、单位负责人和审计管理员即时收到通知。', go: '解除', done: '已解除。本人下次登录时重新绑定。' },
  confirm: { ask: '请先向本人核实确曾要求重发。确认后，持有链接的人可以设置新口令。', go: '已核实，确认', done: '已确认，链接可以使用。' },
} as const;

type OwnShape = z.infer<typeof AccountOwn>;

export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as OwnShape;
  return (
    <section>
      <div className="section-head"><h2>账号</h2></div>
      <dl className="pairs"><dt>账号</dt><dd>{own.account}</dd><dt>称呼</dt><dd>{own.name}</dd><dt>单位</dt><dd>{own.orgName}</dd><dt>截止</dt><dd>{orDash(own.endsOn)}</dd>{own.entrusted && <><dt>受托方</dt><dd>{own.entrusted}</dd></>}</dl>
      {own.heldLink && <p className="notice near">重发的启用链接待系统管理员确认，确认前不能使用。</p>}
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

/** For the security officer: a new link for a forgotten password, and loosening a lost second factor. */
export function Aside({ view }: { readonly view: CaseView }) {
  const own = view.own as OwnShape;
  const session = useSession();
  const [open, setOpen] = useState<What | null>(null);
  const confirms = holds(session, 'platform-system') && own.heldLink !== null;
  if (confirms) return <><Button type="primary" onClick={() => setOpen('confirm')}>确认启用链接…</Button>{open && <Sheet title="确认启用链接" middle onClose={() => { setOpen(null); refreshAll(); }}><AfterConfirm><Once person={own.person} what="confirm" /></AfterConfirm></Sheet>}</>;
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
  const call = () => (what === 'factor' ? api.delete<Record<string, unknown>>(`/accounts/${person}/factor`) : api.post<Record<string, unknown>>(`/accounts/${person}/link${what === 'confirm' ? '/confirm' : ''}`));
  const go = () => void call().then((r) => setOnce(r ?? {}), setError);
  if (once && what === 'link') return <>{once['held'] === true && <p className="notice near">待系统管理员确认，确认后链接才可用。</p>}<OnceNotice once={once} /></>;
  if (once) return <p className="notice ok">{said[what].done}</p>;
  return <>{error !== null && <ErrorState error={error} />}<p>{said[what].ask}</p><div><Button type="primary" onClick={go}>{said[what].go}</Button></div></>;
}
