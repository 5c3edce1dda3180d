import { Link } from '@tanstack/react-router';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { count, orDash } from '../kit/formats.ts';
import { ArticleTag } from '../kit/tag.tsx';
import { Census } from './census.tsx';
import { Periods } from './periods.tsx';
import { ownOf } from './shapes.ts';

/** What flows back to whom, by which codes its rows are cut, and whether all of it arrived. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  return (
    <>
      {own.fault && <p className="notice near" role="status">平台没有能对账：{own.fault}。每小时重试一次。</p>}
      {own.ground && (
        <section className="notice near">
          <p><b>上级部门提出的安全理由</b></p><p className="pre">{own.ground}</p><p><b>采取下列措施即可回流{own.measures.length > 0 && `：${own.measures.join('、')}`}</b></p><p className="pre">{own.measure}</p>
        </section>
      )}
      <section>
        <div className="section-head"><h2>回流</h2><ArticleTag>第二十四条第一款</ArticleTag></div>
        <dl className="pairs one">
          <dt>目录</dt><dd><Link to="/catalog/$region/$entry" params={{ region: own.entry.region, entry: own.entry.id }}>{own.entry.name}</Link>{own.entry.code ? `　${own.entry.code}` : ''}</dd>
          <dt>履行的职责</dt><dd className="pre">{own.duty || (view.state === 'draft' ? '—' : '上级部门主动回流')}</dd>
          <dt>行政区域</dt><dd>{own.regions.map((one) => `${one.name}（${one.code}）`).join('、')}，含所辖下级区划</dd>
          <dt>数据项</dt><dd>{own.items.length === 0 ? '—' : `${own.items.length} 项：${own.items.map((item) => item.name).join('、')}`}</dd>
          <dt>限制条件</dt><dd>无。除安全外不得设置</dd>
          {own.below.length > 0 && <><dt>乡镇（街道）、村（社区）</dt><dd>由接收部门按需转供：{own.below.map((one) => `${one.name}（${one.code}）`).join('、')}</dd></>}
          {own.grant && <><dt>授权</dt><dd><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: own.grant.ref }}>{own.side === 'receiver' ? '领用凭据、调用服务' : '查看授权与调用'}</Link>　{own.connectedOn} 接通</dd></>}
        </dl>
      </section>
      {own.regionItem && <Cut view={view} />}
      {own.census && <Census census={own.census} mine={own.side === 'sender'} />}
      {own.connectedOn && <Periods view={view} />}
    </>
  );
}

/** Which codes make a row one of the area: those of former years are listed by name, since they look like elsewhere. */
function Cut({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  return (
    <section>
      <div className="section-head"><h2>按行政区域切分</h2><span className="second">按“{own.regionItem}”的前六位，{count(own.codes)} 个代码</span></div>
      {own.former.length === 0 ? <p className="second">本区域没有历年并入的原区划代码。</p> : (
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">一并计入的原区划代码</caption>
          <thead><tr><th scope="col" style={{ width: 110 }}>原代码</th><th scope="col">原名称</th><th scope="col">现属</th></tr></thead>
          <tbody>{own.former.map((one) => <tr key={one.code}><th scope="row">{one.code}</th><td>{one.name}</td><td>{orDash(one.now)}</td></tr>)}</tbody></table></div>
      )}
      <p className="second">按 2019、2021、2023 年区划对照。已划出本区域的原代码不计入；一个原代码分属几个区域的，不能判定，列在没有可用代码之中。</p>
    </section>
  );
}
