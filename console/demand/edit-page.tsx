import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { ApiError, requestKey } from '../../sdk/client.ts';
import { useFreshCase } from '../case/fresh-case.ts';
import { Area } from '../kit/area.tsx';
import { useDraft } from '../kit/draft.ts';
import { ErrorSummary, FieldBox } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { SavedMark } from '../kit/saved.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api, queries, refreshAll } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { PurposePart, WantedPart, WayPart } from './edit-parts.tsx';
import { JoinSheet } from './join-sheet.tsx';
import { LikeList, useLikes } from './likes.tsx';
import { namesOf, ownOf, tidy, type Draft, type LikeDemand, type Saved } from './shapes.ts';
import '../case/case.css';
import '../application/application.css';
import './demand.css';

/** 需求登记: what no entry offers. What is like stands beside the name while one types. */
export function DemandPage() {
  const { ref } = useParams({ strict: false }) as { ref: string };
  const { data, error, refetch } = useFreshCase('demand', ref);
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Editor key={ref} view={data} />;
}

function Editor({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  usePlace('requester');
  const heading = usePage('登记需求');
  const [body, setBody] = useState<Draft>(() => ({ ...own.body }));
  const [joins, setJoins] = useState<LikeDemand | null>(null);
  const save = useCallback((draft: Draft, more: { readonly keepalive?: true }) => api.put<Saved>(`/demand/${view.ref}/draft`, { body: tidy(draft) }, more), [view.ref]);
  const saved = useDraft(body, save, own.savedAt);
  const sent = useRegister(view, body, saved.now);
  const likes = useLikes(body.title ?? '', namesOf(body), view.ref);
  const problems = saved.answer?.problems ?? own.problems;
  const rejected = Object.fromEntries((saved.error?.refusal.fields ?? []).map((f) => [f.path.replace(/^body\./, ''), f.message]));
  const set = (change: Partial<Draft>) => setBody((was) => ({ ...was, ...change }));
  const props = { body, set, errors: { ...rejected, ...sent.shown } };
  const fits = (likes?.entries.length ?? 0) > 0 || Boolean(body.whyNone);
  return (
    <div className="case">
      <header className="case-head">
        <nav className="crumb" aria-label="位置"><Link to="/cases/$kind" params={{ kind: 'demand' }} search={{ side: 'requester' } as never}>需求登记</Link><span aria-hidden="true">/</span><Link to="/cases/$kind/$ref" params={{ kind: 'demand', ref: view.ref }}>{view.number ?? '新需求'}</Link></nav>
        <div className="case-title"><h1 ref={heading} tabIndex={-1}>登记需求</h1><SavedMark saved={saved} /></div>
        <p className="second">目录中没有的数据，登记后由主管部门对接到有职责的部门。编号登记时取得。</p>
      </header>
      <aside className="case-side" aria-label="依据与检查"><div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
        <section><h2 style={{ marginBottom: 8 }}>依据</h2><LawNote basis="20.1" /></section>
        <section><h2>登记以后</h2>
          <ol className="after-list"><li>1. 主管部门对接到目录，或者分派给有职责的部门</li><li>2. 部门认领后编制目录，不认领的说明理由</li><li>3. 目录发布，平台通知本部门</li><li>4. 申请已按这里所填的内容填好</li></ol></section>
        {problems.length > 0 && own.editable && <section><h2>还差 {problems.length} 处</h2><ul className="after-list">{problems.map((p) => <li key={p.path + p.message}>{p.message}</li>)}</ul></section>}
      </div></aside>
      <main id="main" className="case-main" tabIndex={-1}>
        {!own.editable && <p className="notice near">现在不能编辑：{view.stateZh}。</p>}
        <fieldset disabled={!own.editable} className="form"><legend className="hidden-text">需求内容</legend>
          <ErrorSummary errors={sent.shown} idOf={(path) => `demand-${path === 'responsible.phone' ? 'phone' : path.split('.')[0]}`} />
          {sent.failure !== null && <ErrorState error={sent.failure} onRetry={() => void sent.register()} onReload={() => refreshAll()} />}
          <WantedPart {...props} />
          {likes && <section className="like-box" aria-label="相近的目录和需求" aria-live="polite"><h2>相近的目录和需求</h2><LikeList likes={likes} {...(own.editable ? { onJoin: setJoins } : {})} /></section>}
          {fits && <FieldBox id="demand-whyNone" label="现有目录为什么不能满足" hint="目录已有半数以上所需数据项的，须写明后才能登记。" error={sent.shown['whyNone']}><Area id="demand-whyNone" value={body.whyNone ?? ''} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(e) => set({ whyNone: e.target.value })} /></FieldBox>}
          <PurposePart {...props} />
          <WayPart {...props} />
        </fieldset>
        <div className="form-foot">
          <Button type="primary" loading={sent.busy} disabled={!own.editable} onClick={() => void sent.register()}>登记需求</Button>
          <Button disabled={!own.editable} onClick={() => void saved.now()}>保存草稿</Button>
          <span className="second end">离开本页不会丢失</span>
        </div>
      </main>
      {joins && <JoinSheet view={view} joins={joins} saved={saved.now} onClose={() => setJoins(null)} />}
    </div>
  );
}

/** Saved, looked through, then registered; what is refused stands at its field. */
function useRegister(view: CaseView, body: Draft, saveNow: () => Promise<Saved | null>) {
  const navigate = useNavigate();
  const key = useRef({ text: '', key: requestKey() });
  const [shown, setShown] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const register = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await saveNow();
    const found = Object.fromEntries((answer?.problems ?? []).map((p) => [p.path, p.message]));
    setShown(found);
    if (answer && Object.keys(found).length === 0) {
      const text = JSON.stringify(tidy(body));
      if (key.current.text !== text) key.current = { text, key: requestKey() };
      try {
        await api.move({ kind: 'demand', ref: view.ref, version: view.version }, 'register', tidy(body) as Record<string, unknown>, key.current.key);
        refreshAll();
        await queries.invalidateQueries({ queryKey: ['case', 'demand', view.ref] });
        await navigate({ to: '/cases/$kind/$ref', params: { kind: 'demand', ref: view.ref } });
      } catch (thrown) {
        if (thrown instanceof ApiError && thrown.refusal.code === 'DEMAND_ENTRY_FITS') setShown({ whyNone: thrown.refusal.message });
        else tellRefusal(thrown, setShown, setFailure);
      }
    }
    setBusy(false);
  };
  return { register, shown, failure, busy };
}
