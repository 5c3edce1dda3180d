import { lazy, Suspense, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { holds, useSession } from '../shell/session.ts';

const OpenCorrection = lazy(() => import('./open-correction.tsx').then((m) => ({ default: m.OpenCorrection })));

/** 提出校核 beside the acts of a grant: whoever uses the data found a fault in it. */
export function CaseCorrection({ view }: { readonly view: CaseView }) {
  const session = useSession();
  const entry = (view.own as { entry?: { region: string; id: string } } | null)?.entry;
  const mine = view.parties.some((party) => party.party === 'requester' && party.mine);
  if (view.kind !== 'grant' || !mine || !entry || !holds(session, 'clerk') || ['importing', 'preparing'].includes(view.state)) return null;
  return <CorrectionLink region={entry.region} entry={entry.id} />;
}

export function CorrectionLink({ region, entry }: { readonly region: string; readonly entry: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>提出校核</button>
      {open && <Suspense fallback={null}><OpenCorrection region={region} entry={entry} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
