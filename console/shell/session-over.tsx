import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { ApiError } from '../../sdk/client.ts';
import { moment } from '../kit/formats.ts';
import { keepsTyped } from '../kit/keeper.ts';
import { Sheet } from '../kit/sheet.tsx';
import { loginHere } from './place.ts';
import { justLoggedIn, useSession } from './session.ts';

/**
 * The server has ended this session: replaced by a later log-in, ended by the security officer, over. What was typed stays; one may still read
 * and copy. A sheet that is open is told at its top: never one sheet above another, and one that says it itself, where its act was refused, is left.
 */
export function SessionOver({ error }: { readonly error: unknown }) {
  const [at, setAt] = useState<Element | 'page' | null>(null);
  const over = error instanceof ApiError && error.status === 401;
  useEffect(() => {
    const sheet = document.querySelector('dialog[open]');
    if (over && sheet?.querySelector('[data-kind=unauthenticated], .session-over') == null) setAt(sheet ?? 'page');
  }, [over, error]);
  if (at === null || !over) return null;
  if (at !== 'page') return createPortal(<div className="session-over" role="alert"><p><b>登录已结束</b>　{error.refusal.message}{keepsTyped() ? stays : '这张表单不存草稿，需要的内容请先复制，再重新登录。'}</p><Button size="small" onClick={() => location.assign(loginHere())}>重新登录</Button></div>, at);
  return (
    <Sheet title="登录已结束" middle onClose={() => setAt(null)} foot={<><Button type="primary" onClick={() => location.assign(loginHere())}>重新登录</Button><Button onClick={() => setAt(null)}>先看一看本页</Button></>}>
      <p>{error.refusal.message}</p>
      <p className="second">{stays}</p>
    </Sheet>
  );
}

const stays = '重新登录后回到这一页，填写中的内容还在。';

/** After a log-in: when and from where the one before was, and how often somebody failed meanwhile. */
export function LastLogin() {
  const { last } = useSession();
  const [shown, setShown] = useState(justLoggedIn);
  if (!shown || !last) return null;
  return (
    <div className={`last-login${last.failures > 0 ? ' near' : ''}`} role="status">
      <span>上次登录 {moment(last.at)}，来自 {last.address}。{last.failures > 0 ? <b>其间有 {last.failures} 次登录失败；不是本人的，请更换口令并告知安全管理员。</b> : '其间没有失败的登录。'}</span>
      <button type="button" className="plain-button" onClick={() => setShown(false)}>知道了</button>
    </div>
  );
}
