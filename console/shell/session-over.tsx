import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { moment } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { loginHere } from './place.ts';
import { justLoggedIn, useSession } from './session.ts';

/** The server has ended this session: replaced by a later log-in, ended by the security officer, over. What was typed stays; one may still read and copy. */
export function SessionOver({ error }: { readonly error: unknown }) {
  const [shown, setShown] = useState(false);
  const over = error instanceof ApiError && error.status === 401;
  // Never one sheet above another: an open one says it itself, where its act was refused.
  useEffect(() => { if (over && !document.querySelector('dialog[open]')) setShown(true); }, [over, error]);
  if (!shown || !over) return null;
  return (
    <Sheet title="登录已结束" middle onClose={() => setShown(false)} foot={<><Button type="primary" onClick={() => location.assign(loginHere())}>重新登录</Button><Button onClick={() => setShown(false)}>先看一看本页</Button></>}>
      <p>{error.refusal.message}</p>
      <p className="second">重新登录后回到这一页，填写中的内容还在。</p>
    </Sheet>
  );
}

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
