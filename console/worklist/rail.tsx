import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CasePage, Coming } from '../../platform/procedures/contract.ts';
import { dayShort, elided } from '../kit/formats.ts';
import { Lamp } from '../kit/lamp.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

export const comingQuery = queryOptions({ queryKey: ['worklist', 'coming'], queryFn: ({ signal }) => api.get<Coming>('/worklist/coming', {}, { signal }) });

/** What nobody here has to do: what the clocks do by themselves, and where others are awaited. */
export function Rail() {
  return (
    <aside className="rail no-print" aria-label="时钟将自动做的事，等对方办理的事">
      <Clocks />
      <Standing />
    </aside>
  );
}

/** 时钟将自动做的事: what will happen by itself, and when, if nobody acts. */
function Clocks() {
  const { today } = useSession();
  const { data } = useQuery(comingQuery);
  return (
    <section className="panel">
      <header><h2>时钟将自动做的事</h2></header>
      {data && data.rows.length === 0 ? <p className="second rail-none">近期没有时限届满。</p> : (
        <ul className="coming">
          {(data?.rows ?? []).slice(0, 8).map((row) => (
            <li key={row.ref + row.on + row.text}>
              <b>{row.on === today.legal ? '今日' : dayShort(row.on, today.legal)} 24:00</b>
              <span>{elided(row.number)} {row.text}</span><br /><ArticleTag>{row.basisZh}</ArticleTag>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export const standingQuery = queryOptions({ queryKey: ['worklist', 'standing', 'rail'], queryFn: ({ signal }) => api.get<CasePage>('/worklist/standing', { size: 3 }, { signal }) });

/** 等对方办理（停计）: clocks that stand, since when, and for whom. */
function Standing() {
  const { today } = useSession();
  const { data } = useQuery(standingQuery);
  if (!data || data.rows.length === 0) return null;
  return (
    <section className="panel">
      <header><h2>等对方办理（停计）</h2></header>
      <ul className="coming">
        {data.rows.map((row) => (
          <li key={row.ref}>
            <Lamp lamp={row.lamp} />
            <div><Link to="/cases/$kind/$ref" params={{ kind: row.kind, ref: row.ref }}>{elided(row.number ?? row.title)}</Link> {row.otherName}</div>
            <div className="meta">{row.note && `${dayShort(row.note.slice(0, 10), today.legal)}${row.note.slice(10)}`}</div>
          </li>
        ))}
      </ul>
      {data.total > data.rows.length && <p className="rail-none"><Link to="/" search={{ tab: 'standing' }}>全部 {data.total} 件</Link></p>}
    </section>
  );
}
