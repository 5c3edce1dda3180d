import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { setPlatformName } from '../kit/head.ts';
import { Watermark } from '../kit/watermark.tsx';
import { Header } from './header.tsx';
import { IdleWatch } from './idle.tsx';
import { Keys } from './keys.tsx';
import { LegalDate } from './legal-date.tsx';
import { useMenus } from './menus.ts';
import { Nav } from './nav.tsx';
import { PrintHead } from './print-head.tsx';
import { sessionQuery, useSession } from './session.ts';
import { LastLogin, SessionOver } from './session-over.tsx';

/** Header, menu, page. Skip links come first. */
export function Office() {
  const { error } = useQuery(sessionQuery); // keeps day and counts fresh
  const session = useSession();
  const [menu, setMenu] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  useHeightOf(top);
  useMenus();
  const { pathname } = useLocation();
  useEffect(() => { setPlatformName(session.platform.name); }, [session.platform.name]);
  useEffect(() => { setMenu(false); }, [pathname]);
  return (
    <>
      <nav className="skips" aria-label="跳转"><a href="#main">跳到正文</a><a href="#acts">跳到办理</a></nav>
      <div className="top-stack" ref={top}>
        <Header menu={menu} onMenu={() => setMenu(!menu)} />
        {session.mark && <div className="mark-banner">{session.mark === 'demo' ? '演示' : '测试'}环境，所存不是真实事项。<LegalDate /></div>}
        {session.insecure && <p className="mark-banner red">本平台以明文 HTTP 运行，请尽快配置证书。</p>}
        {session.alarms.map((alarm) => <p key={alarm} className="mark-banner red" role="alert">{alarm}</p>)}
      </div>
      <div className={`office${menu ? ' menu-open' : ''}`}>
        <Nav />
        <div className="office-page"><LastLogin /><PrintHead /><Outlet /><Footer /></div>
      </div>
      <SessionOver error={error} />
      <IdleWatch />
      <Keys />
      <Watermark />
    </>
  );
}

/** What stands below the header knows how high it is: notices of the platform may stand under the bar. */
function useHeightOf(box: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const put = () => document.documentElement.style.setProperty('--top-h', `${node.offsetHeight}px`);
    const watch = new ResizeObserver(put);
    watch.observe(node);
    put();
    return () => watch.disconnect();
  }, [box]);
}

function Footer() {
  const { platform } = useSession();
  return <footer className="office-foot no-print"><span>本系统禁止处理、传输国家秘密和工作秘密</span><span>主管 {platform.orgName}</span></footer>;
}
