import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import type { ActView, CaseView } from '../../platform/procedures/contract.ts';
import { CaseCorrection } from '../correction/correction-link.tsx';
import { CaseDispute } from '../dispute/dispute-link.tsx';
import { casePapersQuery } from '../documents/case-papers.tsx';
import { kindZh } from '../documents/shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import type { ActForms } from './act-form.ts';
import { formsOf } from './act-forms.ts';
import { ActSheet, wordOf, type Done } from './act-sheet.tsx';

/** Acts that every case has stand as small links below the others. */
const SMALL = new Set(['hand-over', 'delegation', 'copy', 'comment', 'take-back']);

/** Open at many steps, the answer to none. */
const NEVER_LEADS = new Set(['withdraw', 'reminder', 'withdraw-key']);

/** The act that leads on, then the others in the table's order; under each the date it sets; what is looked at before (`children`); the law follows the act that has the focus. */
export function ActColumn({ view, onDone, children }: { readonly view: CaseView; readonly onDone: (done: Done) => void; readonly children?: ReactNode }) {
  const { data: papers } = useQuery(casePapersQuery(view.ref));
  const [forms, setForms] = useState<ActForms | null>(null);
  const [open, setOpen] = useState<ActView | null>(null);
  const navigate = useNavigate();
  useEffect(() => {
    let current = true;
    void formsOf(view.kind).then((found) => { if (current) setForms(found); });
    return () => { current = false; };
  }, [view.kind]);
  const large = view.acts.filter((a) => !SMALL.has(a.act));
  const small = view.acts.filter((a) => SMALL.has(a.act) && !a.disabledBecause);
  const primary = view.mine ? primaryOf(view, large) : undefined;
  const order = primary ? [primary, ...large.filter((a) => a !== primary)] : large;
  const [focused, setFocused] = useState<string | null>(null);
  const ground = (view.own as { ground?: string } | null)?.ground; // a finding stands on its own item of 39 to 42
  const basis = (view.kind === 'finding' ? ground : undefined) ?? focused ?? primary?.basis ?? large[0]?.basis ?? view.strips[0]?.basis ?? null;
  const start = (act: ActView) => {
    const page = forms?.[act.act]?.page?.(view);
    if (page) void navigate({ to: page });
    else setOpen(act);
  };
  return (
    <>
      <section aria-label="办理" id="acts" tabIndex={-1} className="acts">
        <h2>{heading(view, large.length > 0, primary)}</h2>
        {order.map((act) => <ActButton key={act.act} act={act} primary={act === primary} onStart={() => start(act)} onFocus={() => setFocused(act.basis)} ready={forms !== null} />)}
        <div className="act-links no-print">
          {small.map((act) => <button key={act.act} type="button" className="plain-button" onClick={() => start(act)}>{wordOf(act)}</button>)}
          {papers?.previews.map(({ kind }) => <Link key={kind} to="/cases/$kind/$ref/print/$document" params={{ kind: view.kind, ref: view.ref, document: kind }}>{kindZh(kind)}{kind === 'sheet' ? '' : '预览'}</Link>)}
          {papers && papers.kept.length > 0 && <a href="#papers">文书 {papers.kept.length} 份</a>}
          <CaseCorrection view={view} />
          <CaseDispute view={view} />
        </div>
      </section>
      <OnPaper acts={view.onPaper.filter((act) => !forms?.[act.act]?.page)} ready={forms !== null} onStart={setOpen} onFocus={setFocused} />
      {children}
      {basis && <LawNote basis={basis} />}
      {open && forms && <ActSheet key={`${open.act}${open.paper?.org ?? ''}${view.version}`} view={view} act={open} form={forms[open.act] ?? {}} onClose={() => setOpen(null)} onDone={(done) => { setOpen(null); onDone(done); }} />}
    </>
  );
}

/** 代录: parties of which nobody works here, and what may be entered for them from their paper. */
function OnPaper({ acts, ready, onStart, onFocus }: { readonly acts: readonly ActView[]; readonly ready: boolean; readonly onStart: (act: ActView) => void; readonly onFocus: (basis: string) => void }) {
  const orgs = [...new Map(acts.flatMap((act) => (act.paper ? [[act.paper.org, act.paper.name] as const] : [])))];
  return orgs.map(([org, name]) => (
    <section key={org} aria-label={`代录${name}来文`} className="acts no-print">
      <h2>代录：{name}不在本平台办理</h2>
      {acts.filter((act) => act.paper?.org === org).map((act) => <ActButton key={act.act} act={act} primary={false} ready={ready} onStart={() => onStart(act)} onFocus={() => onFocus(act.basis)} />)}
    </section>
  ));
}

/** The act that the step is named for, else the one that leads on along the main way; else the first of the table that sends nothing back. */
function primaryOf(view: CaseView, acts: readonly ActView[]): ActView | undefined {
  const open = (list: readonly ActView[]) => list.filter((a) => !a.disabledBecause && !NEVER_LEADS.has(a.act));
  const named = acts.findIndex((a) => wordOf(a) === view.turn);
  if (acts[named]?.disabledBecause) return open(acts.slice(named + 1))[0]; // what it lacks stands under it; only what comes after may lead on instead
  const may = open(acts);
  const here = view.flow.nodes.find((n) => n.mark === 'now')?.state;
  const onwards = view.flow.edges.find((e) => e.from === here && e.mark === 'ahead')?.zh;
  return may.find((a) => wordOf(a) === view.turn) ?? may.find((a) => wordOf(a) === onwards) ?? may.find((a) => a.act !== 'return') ?? may[0];
}

function heading(view: CaseView, can: boolean, primary: ActView | undefined): string {
  if (!view.open) return can ? '已办结，还可以' : '已办结';
  if (view.mine) return `轮到您：${view.turn ?? (primary ? wordOf(primary) : view.stateZh)}`;
  return view.waitsFor ?? (can ? '可以办理' : view.stateZh);
}

function ActButton({ act, primary, onStart, onFocus, ready }: { readonly act: ActView; readonly primary: boolean; readonly onStart: () => void; readonly onFocus: () => void; readonly ready: boolean }) {
  const disabled = act.disabledBecause !== null;
  const noteId = `note-${act.act}${act.paper?.org ?? ''}`;
  return (
    <div className="act">
      <button type="button" className={`act-button${primary ? ' primary' : ''}`} disabled={disabled || !ready} aria-describedby={act.effect || act.disabledBecause ? noteId : undefined} onClick={onStart} onFocus={onFocus}>
        <span>{act.zh}</span><span className="act-basis">{act.aside ?? act.basisZh}</span>
      </button>
      {(act.disabledBecause || act.effect) && <p className="act-note" id={noteId}>{act.disabledBecause ?? act.effect}</p>}
    </div>
  );
}
