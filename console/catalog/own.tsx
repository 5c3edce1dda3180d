import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { citationText } from '../kit/citations.tsx';
import { cycleZh, formatZh, gradeZh, modeZh } from '../kit/codes.ts';
import { orDash } from '../kit/formats.ts';
import { ItemsTable, type ItemLine } from '../kit/items-table.tsx';
import { ErrorState } from '../kit/states.tsx';
import { ArticleTag, AttributeTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { CauseRightSheet } from './cause-sheet.tsx';
import { causeLine, DifferenceTable } from './differences.tsx';
import { LikesNote } from './likes-note.tsx';
import { changeZh, ownOf } from './shapes.ts';
import './catalog.css';

/** The entry as this case has it: nine fields of 13 ¶2, what changed, why, and the assessments. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const { body } = own;
  const wrong = own.problems.filter((p) => p.level === 'error');
  return (
    <>
      {own.editable && <section className="notice acc"><p><b>草稿</b>：{wrong.length === 0 ? '可以提交。' : `还有 ${wrong.length} 处要改。`} <Link to="/cases/catalog/$ref/edit" params={{ ref: view.ref }}>编辑目录</Link></p></section>}
      {own.points.length > 0 && <section className="notice near"><p><b>主管部门列出的修改之处</b></p><ol>{own.points.map((p, n) => <li key={n}>{n + 1}. {p.text}{p.round > 1 ? `（第 ${p.round} 次）` : ''}</li>)}</ol></section>}
      {own.causes.length > 0 && <Causes view={view} />}
      {own.reason && <p className="pre">理由：{own.reason}</p>}
      {own.differences.length > 0 && <section><div className="section-head"><h2>与 v{own.against} 对照</h2></div><DifferenceTable differences={own.differences} caption="改动" /></section>}
      {own.likes.length > 0 && <LikesNote likes={own.likes} reason={own.repeatedReason} />}
      <Assessments view={view} />
      <section>
        <div className="section-head"><h2>目录内容</h2><ArticleTag>第十三条第二款</ArticleTag><AttributeTag value={body.sharing?.attribute} />{own.entry.code && <span className="second">{own.entry.code}</span>}</div>
        <dl className="pairs">
          <dt>名称</dt><dd>{orDash(body.name)}</dd><dt>更新频率</dt><dd>{body.updateCycle ? cycleZh(body.updateCycle) : '—'}</dd>
          <dt>摘要</dt><dd className="wide">{orDash(body.summary)}</dd>
          <dt>数据格式</dt><dd>{body.formatClass ? `${formatZh(body.formatClass)} ${body.formatType ?? ''}` : '—'}</dd><dt>共享方式</dt><dd>{body.modes?.map(modeZh).join('、') || '—'}</dd>
          <dt>分类分级</dt><dd>{body.dataClass ?? ''} {body.grade ? gradeZh(body.grade) : '—'}</dd><dt>编制依据</dt><dd>{body.duty?.filter((d) => d.name).map((d) => <div key={citationText(d)}>{citationText(d)}</div>)}</dd>
          <dt>使用条件</dt><dd className="wide">{[...(body.sharing?.ranges ?? []).map((r) => `共享范围：${r}`), ...(body.sharing?.purposes ?? []).map((p) => `使用用途：${p}`), ...(body.sharing?.conditions ?? [])].map((t) => <div key={t}>{t}</div>)}{body.sharing?.attribute === 'unconditional' && '无'}{body.sharing?.attribute === 'not-shared' && <>{body.sharing.reason}{body.sharing.basis?.map((b) => <div key={citationText(b)}>{citationText(b)}：“{b.text}”</div>)}</>}</dd>
          <dt>联系</dt><dd>{[body.office, body.contact, body.phone].filter(Boolean).join('，') || '—'}</dd><dt>来源系统</dt><dd>{orDash(body.sourceSystem)}</dd>
        </dl>
      </section>
      <section><div className="section-head"><h2>数据项</h2><span className="second">{body.items?.length ?? 0}</span></div><ItemsTable caption="数据项" items={(body.items ?? []).map((i, n) => ({ n: i.n ?? n + 1, name: i.name ?? '', field: i.field ?? '', type: i.type ?? '', length: i.length ?? null, sensitivity: i.sensitivity ?? '', key: i.key, codeSet: i.codeSet ?? null, identifier: i.identifier ?? null, note: i.note }) as ItemLine)} /></section>
    </>
  );
}

/** Why it must change, each since its day; the authority's reviewer may set kind and day right while the case is open. */
function Causes({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const session = useSession();
  const [right, setRight] = useState<(typeof own.causes)[number] | null>(null);
  const may = view.open && holds(session, 'reviewer') && view.parties.some((p) => p.party === 'authority' && p.org === session.actor.org);
  return (
    <section>
      <div className="section-head"><h2>{changeZh[own.change]}原因</h2><ArticleTag>第十七条第二款</ArticleTag></div>
      <ul className="stack" style={{ gap: 4 }}>{own.causes.map((c) => <li key={c.n} className="row">{causeLine(c)}{c.requires ? '' : '（不计法定时限）'}{may && <Button size="small" aria-label={`更正原因 ${c.n}`} onClick={() => setRight(c)}>更正…</Button>}</li>)}</ul>
      {right && <CauseRightSheet caseRef={view.ref} cause={right} onClose={() => setRight(null)} />}
    </section>
  );
}

/** 13 ¶1: secrecy, and personal information where there is any; earlier ones stand while items, grade and attribute do. */
export function Assessments({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>(null);
  const needed = own.assessments.filter((a) => a.needed || a.ref);
  if (needed.length === 0) return null;
  const open = async (template: string) => {
    try {
      const { ref } = await api.post<{ ref: string }>(`/catalog/${view.ref}/assessments`, { template, answers: [] });
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'assessment', ref } });
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <section>
      <div className="section-head"><h2>评估</h2><ArticleTag>第十三条第一款</ArticleTag></div>
      {failure !== null && <ErrorState error={failure} />}
      <ul className="links-list">{needed.map((a) => <li key={a.template} className="row"><b>{a.zh}</b>{a.standing ? <Tag tone="ok">有效</Tag> : <Tag tone="near">{a.underWay ? '办理中' : '尚缺'}</Tag>}{!a.standing && <span className="second">{a.note}</span>}{a.ref ? <Link to="/cases/$kind/$ref" params={{ kind: 'assessment', ref: a.ref }}>{a.number ?? '查看'}</Link> : null}{!a.standing && !a.underWay && own.editable && <Button size="small" onClick={() => void open(a.template)}>开始评估</Button>}</li>)}</ul>
    </section>
  );
}
