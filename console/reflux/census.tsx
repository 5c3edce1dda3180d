import type { Census as Counts } from '../../processes/reflux/contract.ts';
import { count, moment } from '../kit/formats.ts';

const why: Readonly<Record<Counts['codes'][number]['why'], string>> = { empty: '没有填写', unknown: '历年区划中没有', divided: '原区划已分属几处，不能判定' };

/** Rows by where their code belongs; codes and counts of those that reach nobody, never the rows. For the sender and its authority. */
export function Census({ census, mine }: { readonly census: Counts; readonly mine: boolean }) {
  const lost = census.unknown + census.divided;
  return (
    <section>
      <div className="section-head"><h2>来源数据的区划代码</h2><span className="second">{moment(census.at)} 清点</span></div>
      <p>共 {count(census.rows)} 条：属于本区域 {count(census.ours)} 条，属于其他区域 {count(census.elsewhere)} 条，没有可用代码 <b>{count(lost)}</b> 条。</p>
      {lost > 0 && <p className="notice near" style={{ margin: '8px 0 12px' }}>没有可用代码的，没有回流给任何地区。{mine ? '请核对补正来源数据，下一次对账时重新清点。' : ''}</p>}
      {census.codes.length > 0 && (
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">没有可用区划代码的代码与条数</caption>
          <thead><tr><th scope="col" style={{ width: 160 }}>代码</th><th scope="col" className="num" style={{ width: 110 }}>条数</th><th scope="col">原因</th></tr></thead>
          <tbody>{census.codes.map((one) => <tr key={one.code ?? ''}><th scope="row">{one.code === null || one.code.trim() === '' ? '（空）' : one.code}</th><td className="num">{count(one.rows)}</td><td>{why[one.why]}</td></tr>)}</tbody></table></div>
      )}
    </section>
  );
}
