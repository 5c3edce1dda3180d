import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cycleZh, gradeZh, modeZh } from '../kit/codes.ts';
import { count, percent } from '../kit/formats.ts';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { holds, useSession } from '../shell/session.ts';
import { BasketButton } from '../application/basket-button.tsx';
import { DisputeLink } from '../dispute/dispute-link.tsx';
import { ApplyButton } from './apply-button.tsx';
import { limitOf, type Row } from './shapes.ts';

/** Why it is a hit, where the name does not show it by itself. */
const whyZh: Readonly<Record<string, string>> = { sound: '按拼音找到', items: '数据项里有', summary: '摘要里有', provider: '按提供部门找到', code: '按目录代码找到', together: '名称、数据项、摘要、部门合起来符合' };

export function Hit({ row }: { readonly row: Row }) {
  const session = useSession();
  const to = { region: row.region, entry: row.entry };
  const f = row.figures;
  const limit = limitOf(row.attribute);
  return (
    <li className="hit">
      <div>
        <p className="hit-title row"><Link to="/catalog/$region/$entry" params={to}>{marked(row.name, row.marks.name)}</Link> <AttributeTag value={row.attribute} />{row.state !== 'published' && <Tag tone="pause">已紧急下线</Tag>}</p>
        <p className="second">{marked(row.providerName, row.marks.provider)}　{marked(row.code ?? '', row.marks.code)}{row.by !== null && whyZh[row.by] && <span className="meta">　{whyZh[row.by]}</span>}</p>
        <p className="hit-summary">{marked(row.summary, row.marks.summary)}</p>
        <p className="meta row" style={{ gap: '0 14px' }}><span>数据项 {row.itemCount}</span><span>{cycleZh(row.updateCycle)}更新</span><span>{row.modes.map(modeZh).join('·')}</span>{row.personal && <span>含个人信息</span>}<span>{gradeZh(row.grade)}</span></p>
        {row.matched.length > 0 && <p className="meta">数据项：{row.matched.map((m, n) => <span key={m}>{n > 0 && '、'}{marked(m, row.marks.items[n] ?? [])}</span>)}</p>}
        <Terms row={row} />
      </div>
      <div className="hit-side">
        {row.attribute === 'not-shared' ? <><b>—</b><span className="meta">不予共享，不受理申请</span><Link className="button-link small quiet" to="/catalog/$region/$entry" params={to}>看理由与依据</Link></> : (
          <>
            <span className="row"><span className="mini" aria-hidden="true">{Array.from({ length: limit }, (_, n) => <i key={n} className={f.answeredP50 !== null && n < Math.max(1, f.answeredP50) ? 'used' : 'left'} />)}</span><b>{f.answeredP50 === null ? '尚无答复' : f.answeredP50 === 0 ? '当日' : `${f.answeredP50} 个工作日`}</b></span>
            <span className="meta">答复中位用时，法定 {limit} 日</span>
            <span className="meta">{f.onTime + f.late > 0 ? <>按期 <b>{percent(f.onTime, f.onTime + f.late)}</b>·</> : ''}在用部门 <b>{count(f.users)}</b></span>
            <span className="row">{holds(session, 'clerk') && row.provider !== session.actor.org && <ApplyButton region={row.region} entry={row.entry} small label="申请" />}{holds(session, 'clerk') && row.provider !== session.actor.org && <BasketButton it={row} small />}</span>
          </>
        )}
      </div>
    </li>
  );
}

/** 15 ¶2: the conditions, or why it is not shared, with the way on. */
function Terms({ row }: { readonly row: Row }) {
  const session = useSession();
  const { terms } = row;
  const to = { region: row.region, entry: row.entry };
  if (row.attribute === 'unconditional') return <p className="hit-terms">无使用条件{terms.standing && '，负责人已常设同意：提出申请即答复'}</p>;
  if (row.attribute === 'conditional') return <p className="hit-terms"><b>条件 {terms.count}</b>：{terms.said || '—'} <Link to="/catalog/$region/$entry" params={to}>看条件与依据</Link></p>;
  const mayDispute = row.provider !== session.actor.org && holds(session, 'head') && row.state === 'published';
  return (
    <div className="hit-terms"><p><b>理由</b>：{terms.reason || '—'}</p>
      <p><b>依据</b>：{terms.basis || '—'}{mayDispute && <>　有异议可<DisputeLink kind="entry" subject={`${row.region}-${row.entry}`} title={row.name} /></>}</p></div>
  );
}

/** What was asked for, marked where the server found it. */
export function marked(text: string, marks: readonly (readonly [number, number])[]): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return <>{parts}{text.slice(at)}</>;
}
