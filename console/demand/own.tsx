import { Link } from '@tanstack/react-router';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { citationText } from '../kit/citations.tsx';
import { orDash } from '../kit/formats.ts';
import { ArticleTag, AttributeTag } from '../kit/tag.tsx';
import { LikeList } from './likes.tsx';
import { ApplyFromDemand } from './open-demand.tsx';
import { ownOf, type Own as Owns } from './shapes.ts';
import './demand.css';

/** What became of it, first: the entry, the answer of another platform, the demand that it joined. */
export function Above({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  return (
    <>
      {view.state === 'matched' && own.entry && (
        <section className="notice ok">
          <p><b>已对接到目录 <Link to="/catalog/$region/$entry" params={{ region: own.entry.region, entry: own.entry.id }}>{own.entry.name}</Link></b>　<AttributeTag value={own.entry.attribute} />　{own.entry.providerName}　{own.entry.code ?? ''}</p>
          {own.mayApply && own.entry.published && <p className="row"><ApplyFromDemand demand={view.ref} region={own.entry.region} entry={own.entry.id} /><span className="second">业务事项、依据、场景、范围和数据项已按需求填好，补齐其余各项即可提交。</span></p>}
          {!own.entry.published && <p>这一目录现在不在发布状态，暂不能申请。</p>}
        </section>
      )}
      {own.answer && <section className={`notice ${own.answer.answer === 'has' ? 'ok' : 'near'}`}><p><b>对方平台 {own.answer.on} 答复：{own.answer.answer === 'has' ? '有这类数据' : '没有这类数据'}</b></p><p className="pre">{own.answer.text}（{own.answer.document}）</p></section>}
      {own.joins && <section className="notice acc"><p>已并入需求“{own.joins.title}”{own.joins.number ? `（${own.joins.number}）` : ''}，现为“{own.joins.stateZh}”。它对接到目录时一并通知本部门。</p></section>}
    </>
  );
}

export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const { body } = own;
  return (
    <>
      {own.likes && view.state !== 'draft' && <section><div className="section-head"><h2>可能满足的目录与相近需求</h2><span className="second">按名称、数据项和同义词</span></div><LikeList likes={own.likes} /></section>}
      {own.declines.length > 0 && (
        <section><div className="section-head"><h2>未认领的部门</h2></div>
          <dl className="pairs one">{own.declines.map((one) => <Declined key={one.name + one.on} one={one} />)}</dl>
        </section>
      )}
      <section>
        <div className="section-head"><h2>需求</h2><ArticleTag>第二十条第一款</ArticleTag></div>
        <dl className="pairs one">
          <dt>业务事项</dt><dd>{orDash(body.purpose ?? '')}</dd>
          <dt>使用依据</dt><dd>{orDash((body.duty ?? []).map(citationText).join('；'))}</dd>
          <dt>使用场景</dt><dd className="pre">{orDash(body.description ?? '')}</dd>
          <dt>使用范围</dt><dd className="pre">{orDash(body.range ?? '')}</dd>
          <dt>期望方式</dt><dd>{own.modeZh ?? '不限'}{own.cycleZh ? `，${own.cycleZh}更新` : ''}{body.wantedBy ? `，期望 ${body.wantedBy} 前取得` : ''}</dd>
          <dt>估计掌握部门</dt><dd>{orDash(body.owner ?? '')}</dd>
          <dt>责任岗位</dt><dd>{orDash([body.responsible?.post, body.responsible?.phone].filter(Boolean).join('，'))}</dd>
          {body.whyNone && <><dt>现有目录</dt><dd className="pre">不能满足：{body.whyNone}</dd></>}
          {own.joinedCount > 0 && <><dt>并入的需求</dt><dd>{own.joinedCount} 件{own.joinedBy.length > 0 ? `：${own.joinedBy.join('、')}` : ''}</dd></>}
        </dl>
      </section>
      <section>
        <div className="section-head"><h2>所需数据项</h2><span className="second">{body.items?.length ?? 0} 个</span></div>
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">所需数据项</caption><thead><tr><th scope="col" style={{ width: 56 }}>序号</th><th scope="col">数据项</th><th scope="col">说明</th></tr></thead>
          <tbody>{(body.items ?? []).map((item, n) => <tr key={item.name + String(n)}><td className="second">{n + 1}</td><th scope="row">{item.name}</th><td className="second">{orDash(item.note)}</td></tr>)}</tbody></table></div>
      </section>
    </>
  );
}

function Declined({ one }: { readonly one: Owns['declines'][number] }) {
  return <><dt>{one.on}</dt><dd className="pre"><b>{one.name}</b>：{one.reasons}　应由：{one.whose}</dd></>;
}
