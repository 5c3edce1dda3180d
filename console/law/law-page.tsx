import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { basisOf, duties, type Duty } from '../../law/duties.ts';
import { readingsOf } from '../../law/readings.ts';
import type { Worklist } from '../../platform/procedures/contract.ts';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { isOfficer, useSession } from '../shell/session.ts';
import { chaptersWithDuties, ChapterRows, daily } from './chapter.tsx';
import '../worklist/worklist.css';
import './law.css';

type Show = '' | 'carried' | 'notYet' | 'otherPlatform' | 'principle';
const counters: readonly { readonly key: Show; readonly zh: string }[] = [{ key: '', zh: '全部义务' }, { key: 'carried', zh: '由程序落实，检验通过' }, { key: 'notYet', zh: '尚未实现' }, { key: 'otherPlatform', zh: '对方为其他平台' }, { key: 'principle', zh: '原则，无程序' }];

/** 07 条例对照: each duty of the 44 articles with the procedure, the clock and the tests that carry it; what is not carried says so. */
export function LawPage() {
  const heading = usePage('条例对照');
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { article?: string; show?: Show };
  const { data: counts } = useQuery({ queryKey: ['worklist', 'counts'], queryFn: ({ signal }) => api.get<Worklist>('/worklist', { size: 1 }, { signal }).then((w) => w.counts), enabled: !isOfficer(session) });
  const show = search.show ?? '';
  const chosen = duties.find((d) => d.id === search.article || basisOf(d).split('.')[0] === search.article) ?? duties.find((d) => d.id === '21-1-a');
  const [turned, setTurned] = useState<Readonly<Record<number, boolean>>>({});
  const go = (next: { article?: string; show?: string }) => void navigate({ to: '/law', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never, resetScroll: false } as never);
  const shown = chaptersWithDuties.map((c) => ({ ...c, duties: c.duties.filter((d) => show === '' || d.status === show) })).filter((c) => c.duties.length > 0);
  const isOpen = (c: (typeof shown)[number]): boolean => turned[c.number] ?? (show !== '' || daily.includes(c.number) || c.duties.some((d) => d === chosen));
  const allOpen = shown.every(isOpen);
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>条例对照</h1><span className="second">《政务数据共享条例》44 条，{duties.length} 项义务，逐项对应程序、时限与检验</span>
        <span className="end row no-print"><Button onClick={() => setTurned(Object.fromEntries(shown.map((c) => [c.number, !allOpen])))}>{allOpen ? '全部收起' : '全部展开'}</Button><Button onClick={() => window.print()}>打印对照表</Button></span></div>
      <div className="counters" role="group" aria-label="按落实情况筛选">
        {counters.map((c) => <button key={c.key} type="button" aria-pressed={show === c.key} onClick={() => go({ show: c.key })}><b>{c.key === '' ? duties.length : duties.filter((d) => d.status === c.key).length}</b><span>{c.zh}</span></button>)}
        <div><b>{count(new Set(duties.flatMap((d) => d.tests)).size)}</b><span>检验</span></div>
        {!isOfficer(session) && <div className={(counts?.late ?? 0) > 0 ? 'late' : 'zero'}><b>{counts?.late ?? 0}</b><span>本岗位此刻超期</span></div>}
      </div>
      <div className="with-rail wide">
        <div className="table-scroll">
          <table className="gov law-table"><caption className="hidden-text">条例对照表</caption>
            <thead><tr><th scope="col" style={{ width: 136 }}>条款</th><th scope="col">要求</th><th scope="col" style={{ width: 96 }}>程序</th><th scope="col" style={{ width: 118 }}>时限（工作日）</th><th scope="col" className="num" style={{ width: 56 }}>检验</th><th scope="col" className="num" style={{ width: 64 }}>轮到我</th><th scope="col" style={{ width: 72 }}>情况</th></tr></thead>
            {shown.map((c) => <ChapterRows key={c.number} it={c} at={chosen?.id ?? ''} open={isOpen(c)} waiting={counts?.byKind} onToggle={() => setTurned({ ...turned, [c.number]: !isOpen(c) })} onChoose={(id) => go({ article: id })} />)}
          </table>
        </div>
        {chosen && <Rail duty={chosen} />}
      </div>
    </main>
  );
}

/** The text of the law; apart from it, how the platform reads it; what proves the duty. */
function Rail({ duty }: { readonly duty: Duty }) {
  const readings = readingsOf(basisOf(duty));
  return (
    <aside className="rail law-rail no-print" aria-label="条文与检验">
      <LawNote basis={basisOf(duty)} />
      {readings.length > 0 && (
        <section className="reading"><h2>平台的理解 <Tag tone="chip">条文未明，已定</Tag></h2>
          <ul>{readings.map((zh) => <li key={zh}>{zh}</li>)}</ul>
        </section>
      )}
      <section><h2>检验 {duty.tests.length}</h2>
        {duty.tests.length === 0 ? <p className="second">{duty.status === 'principle' ? '原则性规定，没有可由平台执行的行为。' : duty.status === 'otherPlatform' ? '义务的另一方在其他平台。' : '尚未实现，没有检验。'}</p>
          : <><p className="second"><span className="law-ok">✓</span> 由程序自动检验，全部通过。</p><details><summary>检验的名称（程序中的英文原文）</summary><ul className="links-list" lang="en">{duty.tests.map((t) => <li key={t}>{t}</li>)}</ul></details></>}
      </section>
    </aside>
  );
}
