import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { ActSheet } from '../case/act-sheet.tsx';
import { useFreshCase } from '../case/fresh-case.ts';
import { useDraft } from '../kit/draft.ts';
import { ErrorSummary } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { SavedMark } from '../kit/saved.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { acts } from './acts.tsx';
import { BasicPart, ItemsPart, SharingPart } from './edit-parts.tsx';
import { partOf, parts, tidy } from './edit-model.ts';
import { LikesNote } from './likes-note.tsx';
import { Assessments } from './own.tsx';
import { changeZh, ownOf, type Draft, type Saved } from './shapes.ts';
import '../case/case.css';
import '../application/application.css';
import './catalog.css';

/** 目录编制 by form: nine fields of 13 ¶2 and the items; saved as one goes, checked as one goes. */
export function EditPage() {
  const { ref } = useParams({ strict: false }) as { ref: string };
  const { data, error, refetch } = useFreshCase('catalog', ref);
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Editor key={ref} view={data} />;
}

function Editor({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { part?: string };
  const at = Math.max(0, parts.findIndex((p) => p.key === search.part));
  const heading = usePage(`编制目录：${own.body.name ?? view.title}`, at);
  const [body, setBody] = useState<Draft>(() => ({ ...own.body }));
  const [sheet, setSheet] = useState(false);
  const save = useCallback((draft: Draft, more: { readonly keepalive?: true }) => api.put<Saved>(`/catalog/${view.ref}/draft`, { body: tidy(draft) }, more), [view.ref]);
  const saved = useDraft(body, save, own.savedAt);
  const problems = saved.answer?.problems ?? own.problems;
  const likes = saved.answer?.likes ?? own.likes;
  const wrong = problems.filter((p) => p.level === 'error');
  // What is still empty is no fault of somebody who has just come: a part says what it lacks once he has gone on from it, or asked to submit.
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set(at === parts.length - 1 ? parts.map((p) => p.key) : []));
  const told = (part: string): boolean => passed.has(part);
  const here = Object.fromEntries(wrong.filter((p) => partOf(p.path) === parts[at]?.key && told(partOf(p.path))).map((p) => [p.path, p.message]));
  const rejected = useMemo(() => Object.fromEntries((saved.error?.refusal.fields ?? []).map((f) => [f.path.replace(/^body\./, ''), f.message])), [saved.error]);
  const set = (change: Partial<Draft>) => setBody((was) => ({ ...was, ...change }));
  const go = (part: string) => {
    setPassed((was) => new Set(part === 'check' ? parts.map((p) => p.key) : [...was, parts[at]?.key ?? '']));
    if (part === 'check') void saved.now().then(() => refreshed(view.ref)); // which assessments are needed follows from what was entered
    void navigate({ to: '/cases/catalog/$ref/edit', params: { ref: view.ref }, search: { part } as never });
  };
  const lacking = own.assessments.filter((a) => a.needed && !a.standing);
  const submit = view.acts.find((a) => a.act === 'submit');
  const props = { body, set, errors: { ...here, ...rejected } };
  const finish = async () => { await saved.now(); await refreshed(view.ref); setSheet(true); };
  return (
    <div className="case form-case">
      <header className="case-head">
        <nav className="crumb" aria-label="位置"><Link to="/department-catalog">本部门目录</Link><span aria-hidden="true">/</span><Link to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: view.ref }}>{view.number ?? '新目录'}</Link><span aria-hidden="true">/</span>{changeZh[own.change]}</nav>
        <div className="case-title"><h1 ref={heading} tabIndex={-1}>{body.name || view.title}</h1><SavedMark saved={saved} /></div>
      </header>
      <aside className="case-side" aria-label="依据与检查"><div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
        <section><h2>检查</h2>
          <ul className="statement-list">{parts.map((p) => { const n = wrong.filter((w) => partOf(w.path) === p.key).length; return <li key={p.key}><button type="button" className="plain-button" onClick={() => go(p.key)}>{p.zh}</button>{p.key === 'check' && lacking.length > 0 ? <Tag tone="near">缺评估</Tag> : n === 0 ? <Tag tone="ok">齐</Tag> : told(p.key) ? <Tag tone="red">还差 {n} 处</Tag> : <Tag tone="chip">待填 {n} 处</Tag>}</li>; })}</ul>
        </section>
        {problems.some((p) => p.level === 'warning') && <section className="notice near"><p><b>请留意</b></p><ul>{problems.filter((p) => p.level === 'warning').map((p) => <li key={p.path + p.message}>{p.message}</li>)}</ul></section>}
        {likes.length > 0 && <LikesNote likes={likes} />}
        <LawNote basis={likes.length > 0 ? '19.1' : at === 1 ? '15.2' : '13.2'} />
      </div></aside>
      <main id="main" className="case-main" tabIndex={-1}>
        <ol className="wizard-steps" aria-label="部分">{parts.map((p, n) => <li key={p.key} className={n === at ? 'here' : n < at ? 'past' : ''} aria-current={n === at ? 'step' : undefined}><button type="button" onClick={() => go(p.key)}><i aria-hidden="true">{n + 1}</i><span>{p.zh}{p.key === 'items' && <small>{body.items?.length ?? 0} 项</small>}</span></button></li>)}</ol>
        {!own.editable && <p className="notice near">现在不能编辑：{view.stateZh}。</p>}
        <fieldset disabled={!own.editable} className="form" style={{ marginTop: 18 }}><legend className="hidden-text">{parts[at]?.zh}</legend>
          {Object.keys(rejected).length > 0 && <ErrorSummary errors={rejected} idOf={(p) => `edit-${p.split('.')[0]}`} quiet />}
          {at === 0 ? <BasicPart {...props} /> : at === 1 ? <SharingPart {...props} /> : at === 2 ? <ItemsPart {...props} /> : (
            <><Assessments view={view} />{wrong.length > 0 ? <section className="notice red"><p>还差 {wrong.length} 处，改好后可以提交</p><ul>{wrong.map((p) => <li key={p.path + p.message}><button type="button" className="plain-button error-link" onClick={() => go(partOf(p.path))}>{p.message}</button></li>)}</ul></section>  : lacking.length > 0 ? <p className="notice near">内容齐全；还缺{lacking.map((a) => `“${a.zh}”`).join('、')}，有结论以后才能提交部门负责人（第十三条第一款）。</p> : <p className="notice ok">内容齐全，可以提交部门负责人。</p>}</>
          )}
        </fieldset>
        <div className="form-foot">
          {at > 0 && <Button onClick={() => go(parts[at - 1]?.key ?? 'basic')}>上一步</Button>}
          {at < parts.length - 1 ? <Button type="primary" onClick={() => { void saved.now(); go(parts[at + 1]?.key ?? 'check'); window.scrollTo({ top: 0 }); }}>下一步：{parts[at + 1]?.zh}</Button> : <Button type="primary" disabled={!submit || submit.disabledBecause !== null} onClick={() => void finish()}>提交</Button>}
          <Button onClick={() => void saved.now()}>保存草稿</Button>
          <span className="second end">离开本页不会丢失</span>
        </div>
      </main>
      {sheet && submit && <ActSheet view={view} act={submit} form={acts['submit'] ?? {}} onClose={() => setSheet(false)} onDone={() => { refreshAll(); void navigate({ to: '/cases/$kind/$ref', params: { kind: 'catalog', ref: view.ref } }); }} />}
    </div>
  );
}

async function refreshed(ref: string): Promise<void> {
  const { queries } = await import('../shell/api.ts');
  await queries.refetchQueries({ queryKey: ['case', 'catalog', ref] });
}
