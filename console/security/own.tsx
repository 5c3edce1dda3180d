import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { AssessmentOwn, IncidentOwn } from '../../processes/security/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { sensitivityZh, gradeZh } from '../kit/codes.ts';
import { count, orDash } from '../kit/formats.ts';
import { ArticleTag, attributeZh, Tag } from '../kit/tag.tsx';

type Assessment = z.infer<typeof AssessmentOwn>;
type Incident = z.infer<typeof IncidentOwn>;

/** Assessments (PG) and incidents (AQ) share a folder, as in the processes. */
export function Own({ view }: { readonly view: CaseView }) {
  return view.kind === 'incident' ? <IncidentPart own={view.own as Incident} /> : <AssessmentPart own={view.own as Assessment} />;
}

const answers: Readonly<Record<string, string>> = { yes: '是', no: '否', 'not-applicable': '不适用' };
const secrets: Readonly<Record<string, string>> = { none: '不涉密', 'work-secret': '工作秘密', 'state-secret': '国家秘密' };

function AssessmentPart({ own }: { readonly own: Assessment }) {
  return (
    <>
      <section>
        <div className="section-head"><h2>评估对象</h2></div>
        <dl className="pairs">
          <dt>评估</dt><dd>{own.templateZh}</dd>
          <dt>对象</dt><dd>{own.subject.kind === 'entry' ? `目录“${own.subject.name}”` : `申请“${own.subject.name}”`}</dd>
          <dt>数据项</dt><dd>{own.scope.items.length} 项：{own.scope.items.map((i) => i.name).join('、')}</dd>
          <dt>分级、属性</dt><dd>{gradeZh(own.scope.grade)}，{attributeZh(own.scope.attribute)}</dd>
          <dt>敏感项</dt><dd>{own.scope.items.filter((i) => i.sensitivity !== 'none').map((i) => `${i.name}（${sensitivityZh(i.sensitivity)}）`).join('、') || '无'}</dd>
          {own.scope.purpose && <><dt>用途</dt><dd>{own.scope.purpose}</dd></>}
        </dl>
      </section>
      <section>
        <div className="section-head"><h2>问题</h2></div>
        <table className="gov"><caption className="hidden-text">评估问题</caption><thead><tr><th scope="col">问题</th><th scope="col" style={{ width: 80 }}>回答</th><th scope="col">说明</th></tr></thead>
          <tbody>{own.questions.map((q) => <tr key={q.id}><th scope="row" style={{ fontWeight: 400 }}>{q.text}<div><ArticleTag>{q.basisZh}</ArticleTag></div></th><td>{q.answer ? answers[q.answer] : <Tag tone="chip">未答</Tag>}</td><td className="pre">{orDash(q.note)}</td></tr>)}</tbody></table>
      </section>
      {own.level && (
        <section><div className="section-head"><h2>结论</h2>{own.standing ? <Tag tone="ok">有效</Tag> : <Tag tone="chip">已失效</Tag>}</div>
          <dl className="pairs"><dt>风险</dt><dd>{own.levelZh}</dd><dt>涉密</dt><dd>{own.secret ? secrets[own.secret] : '—'}</dd><dt>措施</dt><dd className="pre">{orDash(own.measures)}</dd><dt>剩余风险</dt><dd className="pre">{orDash(own.remaining)}</dd><dt>作出之日</dt><dd>{orDash(own.concludedOn)}</dd><dt>保存至</dt><dd>{orDash(own.keepUntil)}</dd></dl>
        </section>
      )}
    </>
  );
}

function IncidentPart({ own }: { readonly own: Incident }) {
  return (
    <>
      <section>
        <div className="section-head"><h2>事件</h2><ArticleTag>第三十五条第三款</ArticleTag></div>
        <dl className="pairs">
          <dt>发生单位</dt><dd>{own.departmentName}</dd><dt>来源</dt><dd>{own.sourceZh}</dd>
          <dt>情况</dt><dd className="wide pre">{own.what}</dd>
          <dt>起于</dt><dd>{own.since}</dd><dt>涉及数据</dt><dd className="pre">{own.data}</dd>
          <dt>涉及人员</dt><dd>{own.persons.personal ? `${own.persons.number === null ? '人数尚不清楚' : `${count(own.persons.number)} 人`}，涉及个人信息${own.persons.text && `　${own.persons.text}`}` : '不涉及个人信息'}</dd>
          {own.entry && <><dt>目录</dt><dd><Link to="/catalog/$region/$entry" params={{ region: own.entry.region, entry: own.entry.id }}>{own.entry.name ?? '查看'}</Link>{own.entry.hidden && '（已紧急下线）'}</dd></>}
        </dl>
      </section>
      {own.grants.length > 0 && <section><div className="section-head"><h2>涉及的授权</h2></div><ul className="links-list">{own.grants.map((g) => <li key={g.ref}><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: g.ref }}>{g.number ?? ''} {g.title}</Link>　{g.stateZh}</li>)}</ul></section>}
      {(own.measures || own.cause || own.lessons) && (
        <section><div className="section-head"><h2>处置</h2></div>
          <dl className="pairs one"><dt>控制措施</dt><dd className="pre">{orDash(own.measures)}</dd><dt>原因</dt><dd className="pre">{orDash(own.cause)}</dd><dt>已改之处</dt><dd className="pre">{orDash(own.mended)}</dd><dt>总结</dt><dd className="pre">{orDash(own.lessons)}</dd></dl></section>
      )}
      {own.notices.length > 0 && <section><div className="section-head"><h2>已报告</h2></div><ul className="links-list">{own.notices.map((n) => <li key={n.to + n.on}><b>{n.to}</b>　{n.on}<div className="second pre">{n.content}　{n.personsTold}</div></li>)}</ul></section>}
      {own.stages.length > 0 && <section><div className="section-head"><h2>各环节责任</h2><ArticleTag>第三十四条</ArticleTag></div><dl className="pairs one">{own.stages.map((s) => <div key={s.stage} style={{ display: 'contents' }}><dt>{s.stage}</dt><dd>{s.responsible}</dd></div>)}</dl></section>}
    </>
  );
}
