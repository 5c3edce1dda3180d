import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { moment, weekdayZh } from '../kit/formats.ts';
import type { Post } from '../../law/permissions.ts';
import { flushTyped } from '../kit/keeper.ts';
import { dropAllDrafts } from '../kit/memory.ts';
import { ApiError } from '../../sdk/client.ts';
import { api, queries } from './api.ts';
import { Find } from './find.tsx';
import { homeOf } from './nav-entries.ts';
import { useUnread } from './unread.ts';
import { isOfficer, useSession, type PostChoice } from './session.ts';

export const Mark = ({ size = 22 }: { readonly size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2"><path d="M1 19h22M4.5 19V6M19.5 19V6M4.5 8c2 5.3 13 5.3 15 0" /><path d="M9 19v-6.700M12 19v-6M15 19v-6.7" strokeWidth="1.5" /></svg>
);

export function Header({ menu, onMenu }: { readonly menu: boolean; readonly onMenu: () => void }) {
  const session = useSession();
  const { today, platform } = session;
  const unread = useUnread();
  return (
    <header className="top on-dark no-print">
      <button type="button" className="top-menu" aria-expanded={menu} onClick={onMenu}><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M1 2.500h10M1 6h10M1 9.500h10" stroke="currentColor" strokeWidth="1.2" /></svg>菜单</button>
      <Link to={homeOf(session.actor.post)} className="top-name" aria-label={`${platform.name}，首页`}><Mark /><span>{platform.name}</span></Link>
      {!isOfficer(session) && <Find />}
      <div className="top-end">
        <span className="top-date">{today.legal} {weekdayZh(today.weekday)}·{today.working ? '工作日' : today.name ?? '休息日'}</span>
        <Link to="/help" className="top-link"><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor"><circle cx="7" cy="7" r="6" /><path d="M5.3 5.500a1.7 1.7 0 1 1 2.5 1.500c-.6.4-.8.6-.8 1.3" /><circle cx="7" cy="10.3" r=".5" fill="currentColor" /></svg>帮助</Link>
        <Link to="/messages" className="top-link"><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor"><path d="M2 11h10l-1.2-1.800V6A3.8 3.8 0 0 0 7 2.2 3.8 3.8 0 0 0 3.2 6v3.200zM5.8 12.800h2.4" /></svg>消息{unread > 0 && <b className="top-count">{unread > 99 ? '99+' : unread}<span className="hidden-text"> 条未读</span></b>}</Link>
        <Who />
      </div>
    </header>
  );
}

function Who() {
  const session = useSession();
  const navigate = useNavigate();
  const [error, setError] = useState<string | null>(null);
  const others = session.posts.filter((p) => p.org !== session.actor.org || p.post !== session.actor.post || p.behalf !== session.actor.behalf);
  const choose = async (p: PostChoice) => {
    try {
      await flushTyped();
      await api.post('/session/post', { org: p.org, post: p.post, ...(p.behalfOf ? { behalfOf: p.behalfOf } : {}) });
      queries.clear();
      await navigate({ to: homeOf(p.post as Post) });
      location.reload();
    } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有换成，请重试。'); }
  };
  const leave = async () => {
    await flushTyped();
    try { await api.delete('/session'); } catch { /* the session is over either way */ }
    dropAllDrafts();
    queries.clear();
    location.assign('/login');
  };
  return (
    <details className="who">
      <summary><b>{session.actor.orgName}</b><span className="who-dot">·</span>{session.actor.postZh}<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="m2 4 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.3" /></svg></summary>
      <div className="who-list">
        <p className="meta">账号 {session.person.account}</p>
        {session.last && <p className="meta">上次登录 {moment(session.last.at)}，{session.last.address}{session.last.failures > 0 ? `，其间失败 ${session.last.failures} 次` : ''}</p>}
        {others.length > 0 && <><p className="meta">换一个岗位</p>{others.map((p) => <button key={p.org + p.post + (p.behalfOf ?? '')} type="button" onClick={() => void choose(p)}>{p.orgName}·{p.postZh}{p.behalf ? '（受托）' : ''}</button>)}</>}
        {error && <p className="field-error" role="alert">{error}</p>}
        <Link to="/account">口令与第二因子</Link>
        <button type="button" onClick={() => void leave()}>退出登录</button>
      </div>
    </details>
  );
}
