import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { Waiting as WaitingShape } from '../../platform/procedures/contract.ts';
import { api } from './api.ts';
import { navOf, type Entry } from './nav-entries.ts';
import { useSide } from './place.ts';
import { useSession } from './session.ts';

type Sides = WaitingShape['sides'];
const waitingQuery = { queryKey: ['worklist', 'waiting'], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<WaitingShape>('/worklist/waiting', {}, { signal }), staleTime: 15_000 };

export function Nav() {
  const session = useSession();
  const { pathname, search } = useLocation();
  const { data } = useQuery(waitingQuery);
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
  return (
    <nav className="side-nav no-print" aria-label="主菜单">
      {navOf(session.actor.post).map((group) => (
        <div key={group.zh ?? 'home'}>
          {group.zh && <h2>{group.zh}</h2>}
          <ul>
            {group.entries.map((e) => (
              <li key={e.to + e.zh}>
                <Link to={e.to} search={e.search ?? {}} className={e === first ? 'here' : ''} aria-current={e === first ? 'page' : undefined} activeProps={{}} >
                  <span>{e.zh}</span>{data && e.counts && <Waiting sides={data.sides} of={e.counts} />}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="nav-foot">版本 {session.platform.version}<br />工作日历 {session.platform.regionName} {session.today.legal.slice(0, 4)}</p>
    </nav>
  );
}

/** How many wait for me there; red only where one of them is late, or due today or tomorrow. */
function Waiting({ sides, of }: { readonly sides: Sides; readonly of: readonly string[] }) {
  const sum = (what: 'all' | 'pressing') => of.reduce((n, side) => n + (sides[side]?.[what] ?? 0), 0);
  const all = sum('all');
  return all === 0 ? null : <b className={sum('pressing') > 0 ? 'urgent' : ''}>{all >= 1000 ? '999+' : all}<span className="hidden-text"> 件轮到您</span></b>;
}
