import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { articles, chapters } from '../../law/articles.ts';
import { basisZh, numberZh } from '../../law/basis.ts';
import { basisOf, dutiesByArticle, type Duty } from '../../law/duties.ts';
import { findProcedure } from '../../law/procedures/index.ts';
import type { Worklist } from '../../platform/procedures/contract.ts';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { isOfficer, useSession } from '../shell/session.ts';
import { procedureZh } from './words.ts';
import '../worklist/worklist.css';
import './law.css';

type Show = '' | 'carried' | 'notYet' | 'otherPlatform' | 'principle';
const counters: readonly { readonly key: Show; readonly zh: string }[] = [{ key: '', zh: '全部义务' }, { key: 'carried', zh: '由程序落实，检验通过' }, { key: 'notYet', zh: '尚未实现' }, { key: 'otherPlatform', zh: '对方为其他平台' }, { key: 'principle', zh: '原则，无程序' }];
const stateTag: Readonly<Record<Duty['status'], readonly [string, 'ok' | 'near' | 'chip' | 'acc']>> = { carried: ['落实', 'ok'], notYet: ['尚未', 'near'], otherPlatform: ['他平台', 'acc'], principle: ['原则', 'chip'] };

/** 第一条, where the article has one paragraph only. */
function placeZh(duty: Duty): string {
  const basis = basisOf(duty);
  const number = Number(basis.split('.')[0]);
  return basisZh(articles.find((a) => a.number === number)?.paragraphs.length === 1 ? String(number) : basis);
}

/** 1／10 + 10: of each class, and what an extension adds; 所定日期 where an act states the day. */
function limitZh(duty: Duty): string {
  const clock = duty.procedure === null || duty.clock === null ? undefined : findProcedure(duty.procedure)?.clocks[duty.clock];
  if (clock === undefined) return '—';
  if (!('workingDays' in clock.limit)) return 'stated' in clock.limit ? '所定日期' : 'years' in clock.limit ? `${clock.limit.years} 年` : `${clock.limit.days} 日`;
  const latest = Object.entries(clock.limit.workingDays).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, days]) => days).pop() ?? {};
  return `${[...new Set(Object.values(latest))].join('／')}${clock.extension ? ` + ${clock.extension.workingDays}` : ''}`;
}

/** 07 条例对照: each duty of the 44 articles with the procedure, the clock and the tests that carry it; what is not carried says so. */
export function LawPage() {
  const heading = usePage('条例对照');
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { article?: string; show?: Show };
  const { data: counts } = useQuery({ queryKey: ['worklist', 'counts'], queryFn: ({ signal }) => api.get<Worklist>('/worklist', { size: 1 }, { signal }).then((w) => w.counts), enabled: !isOfficer(session) });
  const all = dutiesByArticle();
  const duties = all.flatMap((a) => a.duties);
  const show = search.show ?? '';
  const at = search.article && /^\d+(-\d+)?(-[a-z])?$/.test(search.article) ? search.article : '21';
  const chosen = duties.find((d) => d.id === at);
  const go = (next: { article?: string; show?: string }) => void navigate({ to: '/law', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never, resetScroll: false } as never);
  const tests = new Set(duties.flatMap((d) => d.tests)).size;
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>条例对照</h1><span className="second">《政务数据共享条例》44 条，{duties.length} 项义务，逐项对应程序、时限与检验</span><span className="end no-print"><Button onClick={() => window.print()}>打印对照表</Button></span></div>
      <div className="counters" role="group" aria-label="按落实情况筛选">
        {counters.map((c) => <button key={c.key} type="button" aria-pressed={show === c.key} onClick={() => go({ show: c.key })}><b>{c.key === '' ? duties.length : duties.filter((d) => d.status === c.key).length}</b><span>{c.zh}</span></button>)}
        <div><b>{count(tests)}</b><span>检验</span></div>
        <div className={(counts?.late ?? 0) > 0 ? 'late' : 'zero'}><b>{counts?.late ?? 0}</b><span>本岗位此刻超期</span></div>
      </div>
      <div className="with-rail wide">
        <table className="gov law-table"><caption className="hidden-text">条例对照表</caption>
          <thead><tr><th scope="col" style={{ width: 150 }}>条款</th><th scope="col">要求</th><th scope="col" style={{ width: 110 }}>程序</th><th scope="col" style={{ width: 120 }}>时限（工作日）</th><th scope="col" className="num" style={{ width: 56 }}>检验</th><th scope="col" className="num" style={{ width: 64 }}>轮到我</th><th scope="col" style={{ width: 80 }}>情况</th></tr></thead>
          {chapters.map((chapter) => {
            const rows = all.filter((a) => articles.find((x) => x.number === a.number)?.chapter === chapter.number).flatMap((a) => a.duties).filter((d) => show === '' || d.status === show);
            if (rows.length === 0) return null;
            return (
              <tbody key={chapter.number}>
                <tr className="group"><th colSpan={7} scope="colgroup"><b>第{numberZh(chapter.number)}章 {chapter.title}</b></th></tr>
                {rows.map((d) => (
                  <tr key={d.id} className={d.id === at ? 'on' : ''}>
                    <th scope="row"><button type="button" className="plain-button" onClick={() => go({ article: d.id })}><b>{placeZh(d)}</b></button></th>
                    <td>{d.text}</td><td className="second">{d.procedure ? procedureZh(d.procedure) : '—'}</td><td className="second">{limitZh(d)}</td><td className="num">{d.tests.length > 0 ? <span className="law-ok">✓ {d.tests.length}</span> : '—'}</td><td className="num">{d.clock && d.procedure && counts ? count(counts.byKind[d.procedure] ?? 0) : '—'}</td>
                    <td><Tag tone={stateTag[d.status][1]}>{stateTag[d.status][0]}</Tag></td>
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
        <aside className="rail law-rail" aria-label="条文与检验">
          <LawNote basis={chosen ? basisOf(chosen) : at.split('-')[0] ?? '21'} />
          {chosen && (
            <section><h2>检验 {chosen.tests.length}</h2>
              {chosen.tests.length === 0 ? <p className="second">{chosen.status === 'principle' ? '原则性规定，没有可由平台执行的行为。' : chosen.status === 'otherPlatform' ? '义务的另一方在其他平台。' : '尚未实现，没有检验。'}</p>
                : <ul className="links-list" lang="en">{chosen.tests.map((t) => <li key={t}>✓ {t}</li>)}</ul>}
            </section>
          )}
        </aside>
      </div>
    </main>
  );
}
