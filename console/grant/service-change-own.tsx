import { Link } from '@tanstack/react-router';
import type { ServiceChangeOwn } from '../../processes/grant/service-change/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { orDash } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';

/** What changes or ends, why, from when; which grants it touches; what each requester thinks of it. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as ServiceChangeOwn;
  return (
    <>
      <section>
        <div className="section-head"><h2>{own.kindZh}</h2><ArticleTag>第二十七条第三款</ArticleTag></div>
        {view.state === 'draft' ? <p className="second">还没有发起协商。理由、内容、意见期限和生效日在“发起协商…”里填写；此前各授权照常执行。</p> : <dl className="pairs one">
          <dt>正当理由</dt><dd className="pre">{orDash(own.reason)}</dd>
          <dt>内容</dt><dd className="pre">{orDash(own.what)}</dd>
          <dt>替代</dt><dd className="pre">{orDash(own.instead)}</dd>
          <dt>意见期限</dt><dd>{own.opinionsBy ? `${own.opinionsBy} 24:00` : '—'}</dd>
          <dt>生效日</dt><dd>{own.effectOn ? `${own.effectOn}，此前各授权照常执行` : '—'}</dd>
          {own.filedOn && <><dt>备案</dt><dd>{own.filedOn} 报同级主管部门备案</dd></>}
        </dl>}
      </section>
      <table className="gov"><caption>所涉授权 {own.grants.length} 个</caption>
        <thead><tr><th scope="col">授权</th><th scope="col">需求部门</th><th scope="col" style={{ width: 120 }}>状态</th></tr></thead>
        <tbody>{own.grants.map((one) => <tr key={one.ref}><th scope="row"><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: one.ref }}>{one.number ?? ''} {one.title}</Link></th><td>{one.requesterName}</td><td>{one.stateZh}</td></tr>)}</tbody>
      </table>
      {(own.opinions.length > 0 || own.awaited.length > 0) && (
        <table className="gov"><caption>需求部门的意见</caption>
          <thead><tr><th scope="col">部门</th><th scope="col" style={{ width: 110 }}>意见</th><th scope="col">说明</th><th scope="col" style={{ width: 110 }}>日期</th></tr></thead>
          <tbody>
            {own.opinions.map((one) => <tr key={one.org}><th scope="row">{one.orgName}</th><td><Tag tone={one.stand === 'agree' ? 'ok' : 'red'}>{one.standZh}</Tag></td><td className="pre">{one.text || '—'}</td><td>{one.on}</td></tr>)}
            {own.awaited.map((name) => <tr key={name}><th scope="row">{name}</th><td><span className="second">待提出</span></td><td>—</td><td>—</td></tr>)}
          </tbody>
        </table>
      )}
    </>
  );
}
