import { Link } from '@tanstack/react-router';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { citationText } from '../kit/citations.tsx';
import { isSensitive, modeZh, refusalZh, serviceKindZh } from '../kit/codes.ts';
import { count, orDash } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { ItemsTable } from '../kit/items-table.tsx';
import { ItemTally } from './reply-summary.tsx';
import { RiskPanel } from './risk.tsx';
import { ownOf, termText, tiedZh, type Own as OwnShape } from './shapes.ts';
import './application.css';

/** 申请内容: the five statements of 20 ¶2 and what belongs to them; then what was asked, proposed, answered. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const { entry, body } = own;
  return (
    <>
      <section>
        <div className="section-head"><h2>申请内容</h2><ArticleTag>第二十条第二款</ArticleTag><span className="second">五项</span>
          <span className="end"><Link to="/catalog/$region/$entry" params={{ region: entry.region, entry: entry.id }} search={{ version: String(entry.version) } as never}>与目录 v{entry.version} 的条件对照</Link></span></div>
        <Statements own={own} />
      </section>
      {own.points.length > 0 && <Points own={own} />}
      {own.securityOpinion && <section><div className="section-head"><h2>提供部门安全意见</h2></div><p className="pre">{own.securityOpinion.opinion}</p></section>}
      {own.proposal && <section><div className="section-head"><h2>{view.state === 'granted' ? '答复' : '拟答复'}</h2><ArticleTag>第二十条第三款</ArticleTag></div><ItemTally own={own} /></section>}
      {own.refusal && <section className="notice red"><p>不同意：{refusalZh(own.refusal.category)}</p><p className="pre">{own.refusal.reasons}</p>{own.refusal.basis.map((b) => <p key={citationText(b)}>{citationText(b)}：“{b.text}”</p>)}</section>}
      {own.rating && <section><div className="section-head"><h2>评价</h2></div><p>{own.rating.score} 分{own.rating.text && `：${own.rating.text}`}</p></section>}
      <details><summary className="plain-button">申请的数据项 {body.items?.length ?? 0} 项</summary><ItemsTable items={entry.items.filter((i) => body.items?.includes(i.n))} caption="申请的数据项" /></details>
      {own.linkage.level !== 'low' && <RiskPanel linkage={own.linkage} requester={view.parties.find((p) => p.party === 'requester')?.name ?? ''} />}
    </>
  );
}

export function Statements({ own, one }: { readonly own: OwnShape; readonly one?: boolean }) {
  const { body, entry } = own;
  const wanted = entry.items.filter((i) => body.items?.includes(i.n));
  const sensitive = wanted.filter((i) => isSensitive(i.sensitivity)).length;
  const supplied = (to: string) => own.points.some((p) => p.tiedTo === to && p.answer) && <> <Tag tone="ok">补正已补</Tag></>;
  return (
    <dl className={one ? 'pairs one' : 'pairs'}>
      {one && <><dt>目录</dt><dd>{entry.name} <Tag tone="chip">v{entry.version}</Tag></dd></>}
      <dt>业务事项</dt><dd>{orDash(body.purpose)}</dd>
      <dt>数据项</dt><dd>{wanted.length} 项{sensitive > 0 && `，含敏感个人信息 ${sensitive} 项`}</dd>
      <dt>使用依据</dt><dd>{(body.basis ?? []).filter((b) => b.name).map((b) => <div key={citationText(b)}>{citationText(b)}</div>)}{supplied('basis')}</dd>
      <dt>使用场景</dt><dd className="pre">{orDash(body.scenario)}{supplied('scenario')}</dd>
      <dt>使用范围</dt><dd className="pre">{orDash(body.range)}{supplied('range')}</dd>
      <dt>共享方式</dt><dd>{body.mode ? modeZh(body.mode) : '—'}{body.serviceKind ? `·${serviceKindZh(body.serviceKind)}` : ''}{body.frequency?.perDay ? `，日均 ${count(body.frequency.perDay)} 次` : ''}{body.frequency?.perMinute ? `，每分钟至多 ${count(body.frequency.perMinute)} 次` : ''}</dd>
      <dt>使用时限</dt><dd>{termText(body.term)}{supplied('term')}</dd>
      <dt>使用系统</dt><dd>{(body.systems ?? []).filter((s) => s.name).map((s) => <div key={s.name}>{s.name}{s.addresses?.length ? `（${s.addresses.join('、')}）` : ''}</div>)}{body.signedOnce && <div className="meta">签名一次有效</div>}</dd>
      <dt>责任岗位</dt><dd>{body.responsible?.post ? `${body.responsible.post}，${body.responsible.phone ?? ''}` : '—'}</dd>
      <dt>影响评估</dt><dd>{own.assessment.needed ? own.assessment.ref ? <Link to="/cases/$kind/$ref" params={{ kind: 'assessment', ref: own.assessment.ref }}>{own.assessment.standing ? '有效' : own.assessment.note}</Link> : own.assessment.note : '不需要'}</dd>
    </dl>
  );
}

function Points({ own }: { readonly own: OwnShape }) {
  return (
    <section>
      <div className="section-head"><h2>一次性告知</h2><ArticleTag>第二十一条第二款</ArticleTag>{own.supplyBy && <span className="second">限 {own.supplyBy} 前补正</span>}</div>
      <ol className="stack" style={{ gap: 6 }}>
        {own.points.map((p, n) => <li key={n}>{n + 1}. <Tag tone="chip">{p.tiedTo === 'condition' ? `目录条件 ${p.condition ?? ''}` : tiedZh[p.tiedTo]}</Tag> {p.text}{p.answer ? <p className="second pre">补正：{p.answer}</p> : <span className="second">　未补</span>}</li>)}
        {own.additions.map((a) => <li key={a.on + a.text} className="second pre">{a.on} 补充：{a.text}</li>)}
      </ol>
    </section>
  );
}

/** 审定前核对: ticks computed by the platform. */
export function Aside({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  if (own.checks.length === 0 && !own.grant) return null;
  return (
    <>
      {own.checks.length > 0 && (
        <section className="panel"><header><h3>审定前核对</h3></header>
          <div><ul className="ticks">{own.checks.map((c) => <li key={c.text}><span className={c.ok ? 'ok' : 'no'} aria-hidden="true">{c.ok ? '✓' : '✕'}</span><span className="hidden-text">{c.ok ? '符合' : '不符合'}</span><span>{c.text}{!c.ok && c.why && <span className="field-error" style={{ display: 'block' }}>{c.why}</span>}</span></li>)}</ul></div>
        </section>
      )}
      {[own.grant, own.otherGrant].map((grant) => grant && <p key={grant.ref} className="second">已生成授权 <Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: grant.ref }}>{grant.number ?? '查看'}</Link></p>)}
    </>
  );
}
