import { Link } from '@tanstack/react-router';
import type { SourceOwn } from '../../processes/catalog/source/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { standZh } from '../../law/documents/source-naming.ts';
import { orDash } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { CompareButton, Values } from './values.tsx';
import { ownOf } from './shapes.ts';

/** Which items are like, in which entries and by what; who collects them; what was named; tasks. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const region = view.ref.slice(0, 6);
  return (
    <>
      {own.provider && (
        <section className="notice ok"><p><b>数源部门：{own.providerName}</b>（{own.document}，{own.namedOn} 明确）</p>
          {own.namedItems.length > 0 ? <p>{own.namedItems.join('、')}</p> : <p>已结束，这些数据项不再设数源部门。</p>}{view.state === 'consulting' && <p>正在调整；另行明确之前，原数源部门不变。</p>}</section>
      )}
      {own.tasks.length > 0 && <Tasks own={own} />}
      <section>
        <div className="section-head"><h2>同类数据项</h2><ArticleTag>第十九条第二款</ArticleTag><span className="second">名称去掉符号后相同</span></div>
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">同类数据项</caption>
          <thead><tr><th scope="col">数据项</th><th scope="col" style={{ width: 110 }}>收集的目录</th><th scope="col">相同之处</th><th scope="col">现数源部门</th>{own.mayCompare && <th scope="col" style={{ width: 110 }}>值</th>}</tr></thead>
          <tbody>{own.items.map((item) => (
            <tr key={item.name}><th scope="row">{item.name}</th><td className="second">{item.in.length} 个</td>
              <td><div className="row">{item.sameType && <Tag tone="chip">类型相同</Tag>}{item.sameCodeSet && <Tag tone="chip">值域相同</Tag>}{item.key && <Tag tone="chip">都是主键</Tag>}{!item.sameType && !item.sameCodeSet && !item.key && <span className="second">仅名称</span>}</div></td>
              <td className="second">{item.source?.providerName ?? '—'}</td>{own.mayCompare && <td><CompareButton view={view} item={item.name} /></td>}</tr>
          ))}</tbody></table></div>
      </section>
      <Values view={view} />
      <section>
        <div className="section-head"><h2>收集的部门与意见</h2>{own.opinionsBy && <span className="second">征求意见到 {own.opinionsBy}</span>}</div>
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">各部门的收集依据与意见</caption>
          <thead><tr><th scope="col">部门</th><th scope="col">目录</th><th scope="col">收集的职责依据</th><th scope="col">意见</th></tr></thead>
          <tbody>{own.departments.map((one) => (
            <tr key={one.org}><th scope="row">{one.name}</th>
              <td>{own.entries.filter((e) => e.org === one.org).map((e) => <div key={e.entry}><Link to="/catalog/$region/$entry" params={{ region, entry: e.entry }}>{e.name}</Link><div className="meta">{e.code ?? ''}</div></div>)}</td>
              <td className="second">{orDash(one.duty)}</td>
              <td>{one.stand ? <><Tag tone={one.stand === 'objects' ? 'near' : 'ok'}>{standZh[one.stand]}</Tag> <span className="second">{one.opinion}（{one.on}）</span></> : <span className="second">{view.state === 'consulting' ? '还没有提出' : '—'}</span>}</td></tr>
          ))}</tbody></table></div>
      </section>
    </>
  );
}

function Tasks({ own }: { readonly own: SourceOwn }) {
  return (
    <section>
      <div className="section-head"><h2>完善更新任务</h2></div>
      <div className="table-scroll"><table className="gov"><caption className="hidden-text">完善更新任务</caption>
        <thead><tr><th scope="col" style={{ width: 56 }}>序号</th><th scope="col">部门</th><th scope="col">任务</th><th scope="col" style={{ width: 110 }}>完成期限</th><th scope="col">完成情况</th></tr></thead>
        <tbody>{own.tasks.map((task) => (
          <tr key={task.nth}><td className="second">{task.nth}</td><th scope="row">{task.name}</th><td className="pre">{task.what}</td><td className="nowrap">{task.doneBy}</td>
            <td className="pre">{task.done ? `${task.done}（${task.doneOn}）` : task.late ? <Tag tone="red">已超期</Tag> : <span className="second">未报</span>}</td></tr>
        ))}</tbody></table></div>
    </section>
  );
}
