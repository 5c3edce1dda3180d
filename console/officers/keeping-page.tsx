import { usePage } from '../kit/head.ts';
import { useSession } from '../shell/session.ts';
import { Disposals } from './disposals.tsx';
import { Restorations } from './restorations.tsx';

/** 恢复与处置: what two people decide together about what the platform keeps. Each post sees its own part; the head of the authority sees both. */
export function KeepingPage() {
  const { actor } = useSession();
  const title = actor.post === 'platform-security' ? '恢复确认' : actor.post === 'platform-audit' ? '到期处置' : '恢复与处置';
  const heading = usePage(title);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>{title}</h1><span className="second">每一步记入账本</span></div>
      {actor.post !== 'platform-audit' && <Restorations />}
      {actor.post !== 'platform-security' && <Disposals />}
    </main>
  );
}
