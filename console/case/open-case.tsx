import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { holds, useSession } from '../shell/session.ts';
import { lazy, Suspense } from 'react';

const OpenDemand = lazy(() => import('../demand/open-demand.tsx').then((m) => ({ default: m.OpenDemand })));
const CompileSheet = lazy(() => import('../catalog/compile-sheet.tsx').then((m) => ({ default: m.CompileSheet })));
const ReportIncident = lazy(() => import('../security/report-sheet.tsx').then((m) => ({ default: m.ReportSheet })));
const CorrectionRules = lazy(() => import('../correction/rules-sheet.tsx').then((m) => ({ default: m.RulesSheet })));
const ImportGrant = lazy(() => import('../grant/import-sheet.tsx').then((m) => ({ default: m.ImportSheet })));
const EnterFinding = lazy(() => import('../supervision/enter-sheet.tsx').then((m) => ({ default: m.EnterSheet })));
const NewAccount = lazy(() => import('../organisation/account-sheet.tsx').then((m) => ({ default: m.AccountSheet })));

/** What a post may open from a list: the row from `new` of that procedure. */
export function OpenCase({ kind }: { readonly kind: string }) {
  const session = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (kind === 'application' && holds(session, 'clerk')) return <Button type="primary" onClick={() => void navigate({ to: '/catalog' })}>提出共享申请</Button>;
  if (kind === 'demand' && holds(session, 'clerk')) return <Suspense fallback={null}><OpenDemand /></Suspense>;
  const words: Record<string, string | false> = {
    catalog: holds(session, 'cataloguer') && '编制目录…',
    incident: !session.actor.post.startsWith('platform-') && '报告安全事件…',
    correction: holds(session, 'head') && '校核规则与渠道…',
    grant: holds(session, 'clerk') && '登记存量共享…',
    finding: holds(session, 'reviewer') && '登记线索…',
    account: holds(session, 'platform-system') && '建立账号…',
  };
  const word = words[kind];
  if (!word) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{word}</Button>
      {open && <Suspense fallback={null}>{kind === 'catalog' ? <CompileSheet onClose={close} /> : kind === 'incident' ? <ReportIncident onClose={close} /> : kind === 'correction' ? <CorrectionRules onClose={close} /> : kind === 'grant' ? <ImportGrant onClose={close} /> : kind === 'finding' ? <EnterFinding onClose={close} /> : <NewAccount onClose={close} />}</Suspense>}
    </>
  );
}
