import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Entry } from '../catalog/shapes.ts';
import { ItemsTable } from '../kit/items-table.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { drop, type Line } from './basket.ts';

/** One entry of the basket: its conditions, which items are wanted, what became of its application. */
export function BasketLine({ line, entry, error, busy, wrong, onItems }: { readonly line: Line; readonly entry: Entry | undefined; readonly error: unknown; readonly busy: boolean; readonly wrong: string | undefined; readonly onItems: (items: readonly number[]) => void }) {
  const [unfold] = useState(line.items.length === 0); // stays as the reader has it while items are ticked
  const chosen = new Set(line.items);
  const toggle = (n: number) => { const next = new Set(chosen); if (next.has(n)) next.delete(n); else next.add(n); onItems([...next].sort((a, b) => a - b)); };
  const sharing = entry?.body.sharing;
  const problems = line.problems ?? [];
  return (
    <li className="panel" id={`line-${line.entry}-box`}>
      <header>
        <span className="row"><Link to="/catalog/$region/$entry" params={{ region: line.region, entry: line.entry }}>{line.name}</Link><span className="second">{line.providerName}</span><AttributeTag value={entry?.attribute} /></span>
        <span className="row">
          {line.filed ? <><Tag tone="ok">已提交</Tag>{line.ref && <Link to="/cases/$kind/$ref" params={{ kind: 'application', ref: line.ref }}>{line.number ?? '看申请'}</Link>}</>
            : <>{line.ref && <Link to="/cases/application/$ref/edit" params={{ ref: line.ref }}>到草稿中改</Link>}<Button size="small" disabled={busy} aria-label={`移出清单：${line.name}`} onClick={() => drop(line.entry)}>移出</Button></>}
        </span>
      </header>
      <div className="stack">
        {wrong && <p className="field-error">{wrong}</p>}
        {problems.length > 0 && <div className="notice red" role="alert"><p>没有提交，草稿已存</p><ul>{problems.map((p) => <li key={p}>{p}</li>)}</ul></div>}
        {sharing?.attribute === 'conditional' && !line.filed && <p className="second">使用条件：{[...sharing.ranges, ...sharing.purposes, ...sharing.conditions].join('；')}</p>}
        {error ? <ErrorState error={error} /> : !entry ? <Loading /> : line.filed ? <p className="second">数据项 {line.items.length} 项</p> : (
          <details open={unfold}>
            <summary className="plain-button">数据项：已选 {chosen.size} / {entry.body.items.length} 项</summary>
            <ItemsTable items={entry.body.items} caption={`${line.name}的数据项，勾选后申请`} chosen={chosen} onToggle={toggle} />
          </details>
        )}
      </div>
    </li>
  );
}
