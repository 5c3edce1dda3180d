import { lazy, Suspense, useState } from 'react';
import { disputableWhen, type Disputable } from '../../law/dispute-effects.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { holds, useSession, type Session } from '../shell/session.ts';

const OpenDispute = lazy(() => import('./open-dispute.tsx').then((m) => ({ default: m.OpenDispute })));

/** 提出争议… beside the acts of a case that may be disputed: one's department is one of its two sides, and there is an answer or a clock ran out. */
export function CaseDispute({ view }: { readonly view: CaseView }) {
  const kind = disputableOf(view, useSession());
  return kind === null ? null : <DisputeLink kind={kind} subject={view.ref} title={`${view.title}${view.number ? `　${view.number}` : ''}`} />;
}

function disputableOf(view: CaseView, session: Session): Disputable | null {
  const kind = view.kind as Disputable;
  const when = disputableWhen[kind];
  const side = view.parties.some((p) => p.mine && ['requester', 'provider', 'sender', 'receiver'].includes(p.party));
  const overdue = view.strips.some((s) => when?.overdue.includes(s.clock) && s.lamp.kind === 'late');
  return when !== undefined && side && holds(session, 'head') && (when.states.includes(view.state) || overdue) ? kind : null;
}

export function DisputeLink({ kind, subject, title }: { readonly kind: Disputable; readonly subject: string; readonly title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>提出争议</button>
      {open && <Suspense fallback={null}><OpenDispute kind={kind} subject={subject} title={title} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
