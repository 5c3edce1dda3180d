import { useQuery } from '@tanstack/react-query';
import type { Coming } from '../../platform/procedures/contract.ts';
import { elided } from '../kit/formats.ts';
import { ArticleTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

/** 时钟将自动做的事: what will happen by itself, and when, if nobody acts. */
export function Rail() {
  const { today } = useSession();
  const { data } = useQuery({ queryKey: ['worklist', 'coming'], queryFn: ({ signal }) => api.get<Coming>('/worklist/coming', {}, { signal }) });
  return (
    <aside className="rail no-print" aria-label="时钟将自动做的事">
      <section className="panel">
        <header><h2>时钟将自动做的事</h2></header>
        {data && data.rows.length === 0 ? <div className="second">近期没有。</div> : (
          <ul className="coming">
            {(data?.rows ?? []).slice(0, 8).map((row) => (
              <li key={row.ref + row.on + row.text}>
                <b>{row.on === today.legal ? '今日' : row.on.slice(0, 4) === today.legal.slice(0, 4) ? row.on.slice(5) : row.on} 24:00</b>
                <span>{elided(row.number)} {row.text}</span><br /><ArticleTag>{row.basisZh}</ArticleTag>
              </li>
            ))}
          </ul>
        )}
      </section>
    </aside>
  );
}
