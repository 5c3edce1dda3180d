import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import type { DraftSaved } from '../../processes/application/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { useFreshCase } from '../case/fresh-case.ts';
import { useDraft } from '../kit/draft.ts';
import { ErrorSummary } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { tellRefusal } from '../kit/refusal.ts';
import { SavedMark } from '../kit/saved.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { AttributeTag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { useSession } from '../shell/session.ts';
import { ApplyAside } from './apply-aside.tsx';
import { patternOf, stepOf, steps, tidy } from './apply-check.ts';
import { BasisStep, ItemsStep, ModeStep, SendStep } from './apply-steps.tsx';
import { ownOf, type Draft } from './shapes.ts';
import '../case/case.css';
import './application.css';

type Answer = z.infer<typeof DraftSaved>;

/** 05: the application in four steps; every step is saved, nothing is lost by leaving. */
export function ApplyPage() {
  const { ref } = useParams({ strict: false }) as { ref: string };
  const { data, error, refetch } = useFreshCase('application', ref);
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Wizard key={ref} view={data} />;
}

function Wizard({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { step?: string };
  const at = Math.min(3, Math.max(0, Number(search.step ?? '1') - 1));
  usePlace('requester');
  const heading = usePage(`申请：${own.entry.name}`, at);
  const [body, setBody] = useState<Draft>(() => ({ ...own.body }));
  const [shown, setShown] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef({ text: '', key: requestKey() });
  const save = useCallback((draft: Draft, more: { readonly keepalive?: true }) => api.put<Answer>(`/application/${view.ref}/draft`, { body: tidy(draft) }, more), [view.ref]);
  const saved = useDraft(body, save, own.savedAt);
  const problems = saved.answer?.problems ?? own.problems;
  const linkage = saved.answer?.linkage ?? own.linkage;
  const set = (change: Partial<Draft>) => setBody((was) => ({ ...was, ...change }));
  const provider = view.parties.find((p) => p.party === 'provider')?.name ?? '';
  const step = (to: number) => void navigate({ to: '/cases/application/$ref/edit', params: { ref: view.ref }, search: { step: String(to + 1) } as never });
  const forward = async () => {
    const answer = await saved.now();
    const found = (answer?.problems ?? problems).filter((p) => stepOf(p.path) === at);
    setShown(Object.fromEntries(found.map((p) => [p.path, p.message])));
    if (found.length === 0) { setShown({}); step(at + 1); window.scrollTo({ top: 0 }); }
  };
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await saved.now();
    if (answer && answer.problems.length > 0) { setShown(Object.fromEntries(answer.problems.map((p) => [p.path, p.message]))); setBusy(false); return; }
    const text = JSON.stringify(tidy(body));
    if (key.current.text !== text) key.current = { text, key: requestKey() };
    try {
      await api.move({ kind: 'application', ref: view.ref, version: view.version }, 'submit', tidy(body) as Record<string, unknown>, key.current.key);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'application', ref: view.ref } });
    } catch (thrown) {
      tellRefusal(thrown, setShown, setFailure);
    }
    setBusy(false);
  };
  const elsewhere = (path: string) => { const to = stepOf(path); if (to !== at) step(to); return to !== at; };
  const said = useMemo(() => Object.fromEntries(Object.entries(shown).map(([path, message]) => [path, stepOf(path) === at ? message : `${steps[stepOf(path)]?.zh}：${message}`])), [shown, at]);
  const editable = own.editable;
  const props = { own, body, set, errors: shown, linkage };
  return (
    <div className="case form-case">
      <header className="case-head">
        <nav className="crumb" aria-label="位置"><Link to="/cases/$kind" params={{ kind: 'application' }} search={{ side: 'requester' } as never}>我的申请</Link><span aria-hidden="true">/</span><Link to="/cases/$kind/$ref" params={{ kind: 'application', ref: view.ref }}>{view.number ?? '新申请'}</Link><span aria-hidden="true">/</span>{steps[at]?.zh}</nav>
        <div className="case-title"><span className="row"><h1 ref={heading} tabIndex={-1}>申请：{own.entry.name}</h1><AttributeTag value={own.entry.attribute} /></span><SavedMark saved={saved} /></div>
        <p className="second">提供部门 {provider}·所依目录 v{own.entry.version}·编号提交时取得</p>
      </header>
      <ApplyAside body={body} problems={problems} linkage={linkage} precedents={own.precedents} onPattern={(was) => { const taken = patternOf(body, was); set(taken); return Object.keys(taken).length; }} provider={provider} requester={session.actor.orgName} ifToday={own.ifToday} {...(own.editable ? { onLeaveOut: (items: readonly number[]) => set({ items: (body.items ?? []).filter((n) => !items.includes(n)) }) } : {})} />
      <main id="main" className="case-main" tabIndex={-1}>
        <StepLine at={at} body={body} onStep={step} />
        {!editable && <p className="notice near">这份申请已经提交，内容只读。</p>}
        <div className="form">
          <ErrorSummary errors={said} idOf={(path) => `apply-${path.split('.')[0]}`} elsewhere={elsewhere} />
          {failure !== null && <ErrorState error={failure} onRetry={() => void submit()} onReload={() => refreshAll()} />}
          <fieldset disabled={!editable} className="form"><legend className="hidden-text">{steps[at]?.zh}</legend>
            {at === 0 ? <ItemsStep {...props} /> : at === 1 ? <BasisStep {...props} /> : at === 2 ? <ModeStep {...props} /> : <SendStep {...props} view={view} problems={problems} onStep={step} />}
          </fieldset>
        </div>
        <div className="form-foot">
          {at > 0 && <Button onClick={() => step(at - 1)}>上一步</Button>}
          {at < 3 ? <Button type="primary" loading={saved.busy} onClick={() => void forward()}>下一步：{steps[at + 1]?.zh}</Button> : <Button type="primary" loading={busy} disabled={!editable} onClick={() => void submit()}>提交，请负责人同意</Button>}
          <Button onClick={() => void saved.now()}>保存草稿</Button>
          <span className="second end">离开本页不会丢失</span>
        </div>
      </main>
    </div>
  );
}

function StepLine({ at, body, onStep }: { readonly at: number; readonly body: Draft; readonly onStep: (to: number) => void }) {
  const notes = [body.items?.length ? `${body.items.length} 项` : '未选', at === 1 ? '填写中' : '', at === 2 ? '填写中' : '', ''];
  return (
    <ol className="wizard-steps" aria-label="步骤">
      {steps.map((s, n) => (
        <li key={s.zh} className={n === at ? 'here' : n < at ? 'past' : ''} aria-current={n === at ? 'step' : undefined}>
          <button type="button" onClick={() => onStep(n)}><i aria-hidden="true">{n < at ? '✓' : n + 1}</i><span>{s.zh}{notes[n] && <small>{notes[n]}</small>}</span></button>
        </li>
      ))}
    </ol>
  );
}
