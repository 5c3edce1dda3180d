import { Link } from '@tanstack/react-router';
import type { UseChangeOwn } from '../../processes/grant/use-change/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { orDash } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';

const decisions = { agree: { zh: '同意', tone: 'ok' }, refuse: { zh: '不同意', tone: 'red' } } as const;

/** What is asked of which grant, beside what holds today; what was answered to each point. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as UseChangeOwn;
  return (
    <>
      <section>
        <div className="section-head"><h2>变更用途、范围</h2><ArticleTag>第二十五条第一款</ArticleTag></div>
        <dl className="pairs one">
          <dt>所变更的授权</dt><dd><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: own.grant.ref }}>{own.grant.number ?? ''} {own.grant.title}</Link>（{own.grant.stateZh}）</dd>
          <dt>现在的用途</dt><dd>{own.now.purpose}</dd>
          <dt>现在的使用范围</dt><dd className="pre">{own.now.range}</dd>
          {own.now.thirdParties.length > 0 && <><dt>已同意提供给</dt><dd>{own.now.thirdParties.join('、')}</dd></>}
          {view.state === 'draft' && own.points.length === 0 ? <><dt>申请的变更</dt><dd className="second">还没有填写，在“提交”里写明扩大到什么范围、用于什么目的或者提供给谁，及其依据</dd></> : <><dt>依据</dt><dd className="pre">{orDash(own.basis)}</dd></>}
          {own.reasons && <><dt>不同意的理由</dt><dd className="pre">{own.reasons}</dd></>}
        </dl>
      </section>
      {own.points.length > 0 && (
        <table className="gov"><caption className="hidden-text">申请变更的各项</caption>
          <thead><tr><th scope="col" style={{ width: 140 }}>变更</th><th scope="col">申请</th><th scope="col" style={{ width: 280 }}>答复</th></tr></thead>
          <tbody>{own.points.map((one) => (
            <tr key={one.kind}>
              <th scope="row">{one.kindZh}</th>
              <td>{one.text}{one.why && <div className="meta pre">{one.why}</div>}</td>
              <td>{one.decision ? <><Tag tone={decisions[one.decision].tone}>{decisions[one.decision].zh}</Tag>{one.reason && <div className="meta pre">{one.reason}</div>}</> : <span className="second">尚未答复</span>}</td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </>
  );
}
