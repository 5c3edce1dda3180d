import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { postMay } from '../../law/permissions.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { Flow } from '../kit/flow.tsx';
import { CasePapers } from '../documents/case-papers.tsx';
import { usePage } from '../kit/head.ts';
import { Lamp } from '../kit/lamp.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { ClockStrip } from '../kit/strip.tsx';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { Timeline } from '../kit/timeline.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { useSession } from '../shell/session.ts';
import { ActColumn } from './act-column.tsx';
import { wordOf, type Done } from './act-sheet.tsx';
import { CalendarSheet } from './calendar-sheet.tsx';
import { listOf } from './kinds.ts';
import { OnceNotice } from './once.tsx';
import { ownParts } from './own-parts.tsx';
import { proofPath } from './proof.ts';
import './case.css';

const ArchiveSheet = lazy(() => import('./archive-sheet.tsx').then((module) => ({ default: module.ArchiveSheet })));

export const caseQuery = (kind: string, ref: string) => ({ queryKey: ['case', kind, ref], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<CaseView>(`/${kind}/${ref}`, {}, { signal }) });

/** The page that every procedure shares: lamp, 时限条, flow, its own part, timeline, acts. */
export function CasePage() {
  const { kind, ref } = useParams({ strict: false }) as { kind: string; ref: string };
  const { data, error, refetch } = useQuery(caseQuery(kind, ref));
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <CaseBody key={ref} view={data} />;
}

function CaseBody({ view }: { readonly view: CaseView }) {
  const session = useSession();
  const cache = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const [archive, setArchive] = useState(false);
  const [explain, setExplain] = useState<CaseView['strips'][number] | null>(null);
  const { Above, Own, Aside } = ownParts(view.kind);
  const list = listOf(view);
  usePlace(list.search['side'] ?? null);
  const [main, ended] = stripsOf(view);
  const partly = (view.own as { side?: string } | null)?.side === 'receiver'; // the whole case is not for who only received a record that was put right
  const grant = view.kind === 'grant'; // what was agreed stands before the way it came
  const flow = <Flow flow={view.flow} today={session.today.legal} />;
  const finish = (next: Done) => {
    setDone(next);
    void cache.invalidateQueries({ queryKey: ['case', view.kind, view.ref] });
    refreshAll(['case']);
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="case">
      <header className="case-head"><CaseHeader view={view} list={list} today={session.today.legal} /></header>
      <aside className="case-side" aria-label="办理与依据">
        <div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
          <ActColumn view={view} onDone={finish}>{Aside && <Suspense fallback={null}><Aside view={view} /></Suspense>}</ActColumn>
          <Related view={view} />
        </div>
      </aside>
      <main id="main" className="case-main" tabIndex={-1}>
        {done && <DoneNotice done={done} />}
        {Above && <Suspense fallback={null}><Above view={view} /></Suspense>}
        {main.map((strip, n) => <ClockStrip key={`${strip.clock}${strip.dueText}`} strip={strip} compact={n > 0} onExplain={() => setExplain(strip)} />)}
        {ended.length > 0 && <details><summary className="plain-button">其他时限 {ended.length} 个</summary><div className="stack" style={{ marginTop: 8 }}>{ended.map((strip) => <ClockStrip key={`${strip.clock}${strip.dueText}`} strip={strip} compact />)}</div></details>}
        {!grant && flow}
        {Own && <Suspense fallback={<Loading />}><Own view={view} /></Suspense>}
        {grant && flow}
        <CasePapers view={view} />
        <Timeline view={view} today={session.today.legal} proofHref={partly ? null : `/api${proofPath(view.ref)}`} onArchive={!partly && view.number !== null && postMay(session.actor.post, 'case.archive') ? () => setArchive(true) : null} />
      </main>
      {archive && <Suspense fallback={null}><ArchiveSheet view={view} onClose={() => setArchive(false)} /></Suspense>}
      {explain && <CalendarSheet strip={explain} onClose={() => setExplain(null)} />}
    </div>
  );
}

/** Clocks that run or stand first; of a case where none does, the one that its lamp tells of. The others fold. */
function stripsOf(view: CaseView): readonly [CaseView['strips'], CaseView['strips']] {
  const running = view.strips.filter((s) => !s.lamp.kind.startsWith('done') && !['unused', 'term'].includes(s.clock));
  const done = view.strips.filter((s) => s.lamp.kind.startsWith('done'));
  const first = [done.find((s) => s.lamp.text === view.lamp.text && s.lamp.dueOn === view.lamp.dueOn) ?? done[0]].filter((s) => s !== undefined);
  const main = running.length > 0 ? running : view.open && (view.kind === 'grant' || view.state === 'running') ? [] : first;
  return [main, view.strips.filter((s) => !main.includes(s))];
}

/** A grant in use says until when; that nobody used it for half a year is no deadline of anybody today. */
function lampOf(view: CaseView, today: string): CaseView['lamp'] {
  const { from = '', to = null } = (view.own as { term?: { from: string; to: string | null } } | null)?.term ?? {};
  if (view.kind !== 'grant' || !['active', 'delivered'].includes(view.state) || ['late', 'due'].includes(view.lamp.kind)) return view.lamp;
  return { kind: 'normal', text: [view.stateZh, from > today && `自 ${from} 起`, to && `至 ${to}`].filter(Boolean).join('，'), dueOn: to, provisional: false, local: false, cells: [] };
}

/** Title = the thing, not the procedure; whose it is, in full names; the lamp large at the right. Nothing else. */
function CaseHeader({ view, list, today }: { readonly view: CaseView; readonly today: string; readonly list: { readonly zh: string; readonly to: string; readonly search: Record<string, string> } }) {
  const heading = usePage(view.title);
  const requester = view.parties.find((p) => p.party === 'requester');
  const provider = view.parties.find((p) => p.party === 'provider');
  const others = view.parties.filter((p) => p !== requester && p !== provider && !p.party.startsWith('authority') && !['upper', ...(view.kind === 'reflux' ? ['sender', 'receiver'] : [])].includes(p.party) && (p.party !== 'receiver' || view.kind !== 'correction')); // who received a record that was put right stands in a list of its own
  return (
    <>
      <nav className="crumb" aria-label="位置"><Link to={list.to} search={list.search}>{list.zh}</Link><span aria-hidden="true">/</span><span className="keep">{view.number ?? '未编号'}</span></nav>
      <div className="case-title"><h1 ref={heading} tabIndex={-1}>{view.title}</h1><Lamp lamp={lampOf(view, today)} large /></div>
      <div className="case-facts">
        <Tag>{view.kindZh}</Tag>
        {view.number && <span className="keep">{view.number}</span>}
        {requester && <span>需求 <b>{requester.name}</b></span>}
        {requester && provider && <span aria-hidden="true">→</span>}
        {provider && <span>提供 <b>{provider.name}</b></span>}
        {others.map((p) => <span key={p.party + p.org}>{p.zh} <b>{p.name}</b></span>)}
        <AttributeTag value={view.facts['attribute']} />
      </div>
    </>
  );
}

/** Takes the focus: the button of the act may be gone with its step, and who works by keyboard or ear would be nowhere. */
export function DoneNotice({ done }: { readonly done: Done }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.focus({ preventScroll: true }); }, [done]);
  return (
    <div ref={box} tabIndex={-1} className="notice ok" role="status">
      <p><b>已办：{wordOf(done.act)}。</b>现为“{done.answer.stateZh}”{done.answer.number ? `，编号 ${done.answer.number}` : ''}。{done.answer.signed ? '已签，等对方签认。' : ''}</p>
      {done.answer.once && <OnceNotice once={done.answer.once} />}
      {done.answer.shown && <p>凭据已经显示过一次，不再显示；遗失的请更换密钥。</p>}
    </div>
  );
}

/** A link may name a page with what it is filtered by. */
function placeOf(href: string): { readonly to: string; readonly search?: never } {
  const [to = href, filter] = href.split('?');
  return filter === undefined ? { to } : { to, search: Object.fromEntries(new URLSearchParams(filter)) as never };
}

function Related({ view }: { readonly view: CaseView }) {
  if (view.links.length === 0) return null;
  return (
    <section>
      <h3>关联事项</h3>
      <ul className="links-list">{view.links.map((l) => <li key={l.href + l.number}><Link {...placeOf(l.href)}>{l.number}</Link><div>{l.zh}</div></li>)}</ul>
    </section>
  );
}
