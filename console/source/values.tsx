import { Button } from 'antd';
import { useState } from 'react';
import type { ItemValues, SourceOwn } from '../../processes/catalog/source/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { leastValues } from '../../law/likeness.ts';
import { count } from '../kit/formats.ts';
import { ArticleTag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { ownOf } from './shapes.ts';

type Side = ItemValues['sides'][number];
type Pair = ItemValues['pairs'][number];
const kindsZh = { digits: '数字', letters: '字母', han: '汉字', other: '其他字符' } as const;

/** Whether like items hold like values where both are bound, as evidence: counts and shares, never a value. */
export function Values({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  if (own.profiles.length === 0) return null;
  return (
    <section>
      <div className="section-head"><h2>值的比对</h2><ArticleTag>第十九条第二款</ArticleTag><span className="second">值不出提供部门的数据库，平台只留个数和比例</span></div>
      <div className="table-scroll"><table className="gov"><caption className="hidden-text">值的比对</caption>
        <thead><tr><th scope="col">数据项</th><th scope="col">各目录的值</th><th scope="col">相同的值</th><th scope="col" style={{ width: 110 }}>比对日期</th></tr></thead>
        <tbody>{own.profiles.map((one) => (
          <tr key={one.item}><th scope="row">{one.item}</th>
            <td>{one.sides.map((side) => <div key={side.entry}>{nameOf(own, side.entry)}<div className="meta">{sideZh(side)}</div></div>)}{one.left > 0 && <div className="meta">另有 {one.left} 个目录没有比对</div>}</td>
            <td>{one.pairs.length === 0 ? <span className="second">可读的不足两个，没有比对</span> : one.pairs.map((pair) => <div key={pair.a + pair.b}>{one.pairs.length > 1 && <div className="meta">{nameOf(own, pair.a)}、{nameOf(own, pair.b)}</div>}{pairZh(one, pair)}</div>)}</td>
            <td className="nowrap second">{one.on}</td></tr>
        ))}</tbody></table></div>
    </section>
  );
}

/** The reviewer asks of one item: each side is read once, within the provider's limits. */
export function CompareButton({ view, item }: { readonly view: CaseView; readonly item: string }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const compare = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.put<ItemValues>(`/source/${view.ref}/values`, { item });
      refreshAll();
    } catch (thrown) { setFailure(thrown instanceof Error ? thrown.message : String(thrown)); } finally { setBusy(false); }
  };
  return <><Button size="small" aria-label={`比对值：${item}`} loading={busy} onClick={() => void compare()}>比对值</Button>{failure !== null && <p className="field-error" role="alert">{failure}</p>}</>;
}

const nameOf = (own: SourceOwn, entry: string): string => {
  const found = own.entries.find((one) => one.entry === entry);
  return found === undefined ? '—' : `${found.orgName}“${found.name}”`;
};

function sideZh(side: Side): string {
  if (side.why !== null) return `没有读：${side.why}`;
  if (side.lengths === null) return '没有值';
  const [least, most] = side.lengths;
  return `${side.partial ? '读到的记录中 ' : ''}${count(side.values)} 个不同的值，长 ${least === most ? least : `${least}—${most}`}，${side.kinds.map((kind) => kindsZh[kind]).join('、')}${side.partial ? '（记录多，只读一部分）' : ''}`;
}

function pairZh(one: ItemValues, { a, b, compared, shares }: Pair): string {
  if (shares === null) return `可比的不同的值不足 ${leastValues} 个，不算比例`;
  const sides = one.sides.filter((side) => side.entry === a || side.entry === b);
  const both = (texts: readonly [string, string]) => (texts[0] === texts[1] ? texts[0] : texts.join(' 和 '));
  return `${sides.some((side) => side.sampled || side.partial) ? '抽样' : '全部'} ${both([count(compared[0]), count(compared[1])])} 个值，${both([`${shares[0]}%`, `${shares[1]}%`])} 相同`;
}
