import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { Worklist } from '../../platform/procedures/contract.ts';
import { api } from './api.ts';
import { navOf, type Entry } from './nav-entries.ts';
import { useSide } from './place.ts';
import { isOfficer, useSession } from './session.ts';

/** The counts of 工作台, shared with its page; red only where one of them is late or due. */
export const countsQuery = { queryKey: ['worklist', 'counts'], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Worklist>('/worklist', { size: 1 }, { signal }).then((w) => w.counts), staleTime: 15_000 };

export function Nav() {
  const session = useSession();
  const { pathname, search } = useLocation();
  const { data: counts } = useQuery({ ...countsQuery, enabled: !isOfficer(session) });
  const at = search as Record<string, string>;
  const seenFrom = useSide();
  const isAt = (e: Entry) => {
    if (e.to === '/') return pathname === '/' && (at['why'] === 'extension') === (e.search?.['why'] === 'extension');
    if (pathname !== e.to && !pathname.startsWith(`${e.to}/`)) return false;
    const side = e.search?.['side'];
    const here = at['side'] ?? seenFrom;
    return side === undefined || here === null || here === undefined || here === side;
  };
  const first = navOf(session.actor.post).flatMap((g) => g.entries).find(isAt);
  const urgent = (counts?.late ?? 0) + (counts?.due ?? 0) > 0;
  return (
    <nav className="side-nav no-print" aria-label="主菜单">
      {navOf(session.actor.post).map((group) => (
        <div key={group.zh ?? 'home'}>
          {group.zh && <h2>{group.zh}</h2>}
          <ul>
            {group.entries.map((e) => (
              <li key={e.to + e.zh}>
                <Link to={e.to} search={e.search ?? {}} className={e === first ? 'here' : ''} aria-current={e === first ? 'page' : undefined} activeProps={{}} >
                  <span>{e.zh}</span>{e.badge === 'all' && counts && counts.all > 0 && <b className={urgent ? 'urgent' : ''}>{counts.all >= 1000 ? '999+' : counts.all}</b>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="nav-foot">工作日历 {session.platform.regionName} {session.today.legal.slice(0, 4)}</p>
    </nav>
  );
}
