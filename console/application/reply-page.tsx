import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import type { ActForm } from '../case/act-form.ts';
import { formsOf } from '../case/act-forms.ts';
import { ActSheet, wordOf } from '../case/act-sheet.tsx';
import { caseQuery } from '../case/case-page.tsx';
import { Area } from '../kit/area.tsx';
import { ErrorSummary, FieldBox } from '../kit/fields.tsx';
import { clockTime, dayShort, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Lamp, MiniStrip } from '../kit/lamp.tsx';
import { Phrases } from '../kit/phrases.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Restored } from '../kit/restored.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { useTyped, type Typed } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { useSession } from '../shell/session.ts';
import { Statements } from './own.tsx';
import { AgreementFields, ItemReplies } from './reply-form.tsx';
import { phrasesOf, proposalBody, startReply, stateOf, type Reply as ReplyState } from './reply-model.ts';
import { ReplyRisk } from './reply-risk.tsx';
import { ownOf } from './shapes.ts';
import './application.css';

/** 04 受理: the application at the left, read only; the reply at the right, item by item, given once. */
export function ReplyPage() {
  const { ref } = useParams({ strict: false }) as { ref: string };
  const { data, error, refetch } = useQuery(caseQuery('application', ref));
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Reply key={ref} view={data} />;
}

/** What was typed of it before, here or elsewhere, is known before anything is typed. */
function Reply({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const session = useSession();
  const typed = useTyped<ReplyState>({ kind: 'application', form: 'propose', about: view.ref }, startReply(own, session.today.legal));
  if (!typed.ready) return <main id="main" className="page"><Loading /></main>;
  return <ReplyForm view={view} typed={typed} />;
}

function ReplyForm({ view, typed }: { readonly view: CaseView; readonly typed: Typed<ReplyState> }) {
  const own = ownOf(view);
  const session = useSession();
  const navigate = useNavigate();
  const heading = usePage(`拟答复：${view.title}`);
  usePlace('provider');
  const reply = typed.value;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [sheet, setSheet] = useState<{ act: CaseView['acts'][number]; form: ActForm } | null>(null);
  const key = useRef(requestKey());
  const set = (change: Partial<ReplyState>) => { key.current = requestKey(); typed.change(change); };
  const propose = view.acts.find((a) => a.act === 'propose');
  const others = view.acts.filter((a) => ['ask', 'ask-extension', 'assess'].includes(a.act));
  const requester = view.parties.find((p) => p.party === 'requester')?.name ?? '';
  const send = async () => {
    const { body, wrong } = proposalBody(reply, own);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await typed.flush();
      await api.move({ kind: 'application', ref: view.ref, version: view.version }, 'propose', { ...body, ...(reply.opinion.trim() ? { opinion: reply.opinion.trim() } : {}) }, key.current);
      typed.sent();
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'application', ref: view.ref } });
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure);
    }
    setBusy(false);
  };
  const openSheet = async (act: CaseView['acts'][number]) => setSheet({ act, form: (await formsOf('application'))[act.act] ?? {} });
  return (
    <div className="split">
      <section className="left" aria-label="共享申请表">
        <nav className="crumb" aria-label="位置"><Link to="/cases/$kind" params={{ kind: 'application' }} search={{ side: 'provider' } as never}>申请受理</Link><span aria-hidden="true">/</span><Link to="/cases/$kind/$ref" params={{ kind: 'application', ref: view.ref }}>{view.number}</Link><span aria-hidden="true">/</span>拟答复</nav>
        <div className="row between"><span className="row"><h1>共享申请表</h1><Tag>只读</Tag></span><Link to="/cases/$kind/$ref/print/$document" params={{ kind: 'application', ref: view.ref, document: 'form' }}>打印</Link></div>
        <p className="second row">{came(view, requester)}<AttributeTag value={own.entry.attribute} /></p>
        <div className="panel"><div><Statements own={own} one /></div></div>
        <ReplyRisk view={view} own={own} reply={reply} requester={requester} onLeaveOut={(items) => set({ items: { ...reply.items, ...Object.fromEntries(items.map((n) => [n, { ...stateOf(reply, n), decision: 'refuse' as const }])) } })} />
      </section>
      <main id="main" className="right" tabIndex={-1}>
        <div className="row between"><span className="row"><h1 ref={heading} tabIndex={-1}>答复</h1><span className="second">逐项作出，一次答复</span></span>
          <span className="row"><Lamp lamp={view.lamp} /><MiniStrip cells={view.lamp.cells} kind={view.lamp.kind} />{view.lamp.dueOn && <span className="second nowrap">{dayShort(view.lamp.dueOn, session.today.legal)} 止</span>}</span></div>
        {!propose && <p className="notice near">现在不由您拟答复：{view.waitsFor ?? view.stateZh}。</p>}
        {propose?.disabledBecause && <p className="notice near">{propose.disabledBecause}</p>}
        <ErrorSummary errors={errors} idOf={(p) => `reply-${p.split('.').slice(0, 2).join('-')}`} />
        {failure !== null && <ErrorState error={failure} onRetry={() => void send()} onReload={() => refreshAll()}><p>您填的内容没有丢。</p></ErrorState>}
        <Restored typed={typed} />
        <ItemReplies own={own} reply={reply} set={set} errors={errors} />
        <AgreementFields own={own} reply={reply} set={set} errors={errors} />
        <FieldBox id="reply-opinion" label="意见" beside={<Phrases label="意见" phrases={phrasesOf(reply, own)} value={reply.opinion} onPick={(opinion) => set({ opinion })} />}><Area id="reply-opinion" value={reply.opinion} maxLength={4000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => set({ opinion: e.target.value })} /></FieldBox>
        <div className="form-foot">
          <Button type="primary" loading={busy} disabled={!propose || propose.disabledBecause !== null} onClick={() => void send()}>报负责人审定</Button>
          {others.map((a) => <Button key={a.act} disabled={a.disabledBecause !== null} onClick={() => void openSheet(a)}>{a.disabledBecause ? `${wordOf(a)}，${a.aside ?? a.disabledBecause}` : a.zh}</Button>)}
          <span className="second end">{view.lamp.dueOn && view.open && `须于 ${view.lamp.dueOn} 24:00 前答复　`}{typed.savedAt ? `草稿已存 ${clockTime(typed.savedAt)}` : '填写的内容自动存为草稿'}</span>
        </div>
      </main>
      {sheet && <ActSheet view={view} act={sheet.act} form={sheet.form} onClose={() => setSheet(null)} onDone={() => { setSheet(null); refreshAll(); void navigate({ to: '/cases/$kind/$ref', params: { kind: 'application', ref: view.ref } }); }} />}
    </div>
  );
}

/** 市教育局·收到 2026-09-30 15:26·补正 2026-10-14: by whom, and when it came. */
function came(view: CaseView, requester: string): string {
  const at = (act: string) => view.timeline.find((m) => m.act === act);
  const [received, supplied] = [at('acknowledge'), at('supply')];
  return [requester, received && `收到 ${received.onDay} ${moment(received.at).slice(11)}`, supplied && `补正 ${supplied.onDay}`].filter(Boolean).join('·');
}
