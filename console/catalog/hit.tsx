import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cycleZh, gradeZh, modeZh } from '../kit/codes.ts';
import { count, percent } from '../kit/formats.ts';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { holds, useSession } from '../shell/session.ts';
import { BasketButton } from '../application/basket-button.tsx';
import { ApplyButton } from './apply-button.tsx';
import { limitOf, type Row } from './shapes.ts';

export function Hit({ row, words }: { readonly row: Row; readonly words: readonly string[] }) {
  const session = useSession();
  const to = { region: row.region, entry: row.entry };
  const f = row.figures;
  const limit = limitOf(row.attribute);
  return (
    <li className="hit">
      <div>
        <p className="hit-title row"><Link to="/catalog/$region/$entry" params={to}>{mark(row.name, words)}</Link> <AttributeTag value={row.attribute} />{row.state !== 'published' && <Tag tone="pause">已紧急下线</Tag>}</p>
        <p className="second">{row.providerName}　{row.code ?? ''}</p>
        <p className="hit-summary">{mark(row.summary, words)}</p>
        <p className="meta row" style={{ gap: '0 14px' }}><span>数据项 {row.itemCount}</span><span>{cycleZh(row.updateCycle)}更新</span><span>{row.modes.map(modeZh).join('·')}</span>{row.personal && <span>含个人信息</span>}<span>{gradeZh(row.grade)}</span></p>
        {row.matched.length > 0 && <p className="meta">数据项：{row.matched.map((m, n) => <span key={m}>{n > 0 && '、'}{mark(m, words)}</span>)}</p>}
      </div>
      <div className="hit-side">
        {row.attribute === 'not-shared' ? <><b>—</b><span className="meta">不予共享，不受理申请</span><Link className="button-link small quiet" to="/catalog/$region/$entry" params={to}>看理由与依据</Link></> : (
          <>
            <span className="row"><span className="mini" aria-hidden="true">{Array.from({ length: limit }, (_, n) => <i key={n} className={f.answeredP50 !== null && n < Math.max(1, f.answeredP50) ? 'used' : 'left'} />)}</span><b>{f.answeredP50 === null ? '尚无答复' : f.answeredP50 === 0 ? '当日' : `${f.answeredP50} 个工作日`}</b></span>
            <span className="meta">答复中位用时，法定 {limit} 日</span>
            <span className="meta">{f.onTime + f.late > 0 ? <>按期 <b>{percent(f.onTime, f.onTime + f.late)}</b>·</> : ''}在用部门 <b>{count(f.users)}</b></span>
            <span className="row">{holds(session, 'clerk') && row.provider !== session.actor.org && <ApplyButton region={row.region} entry={row.entry} small label="申请" />}{holds(session, 'clerk') && row.provider !== session.actor.org && <BasketButton it={row} small />}<Link className="button-link small quiet" to="/catalog/$region/$entry" params={to}>看条件与数据项</Link></span>
          </>
        )}
      </div>
    </li>
  );
}

/** The words that were searched for, marked where they stand. */
function mark(text: string, words: readonly string[]): ReactNode {
  const word = words.find((w) => text.includes(w));
  if (!word) return text;
  const at = text.indexOf(word);
  return <>{text.slice(0, at)}<mark>{word}</mark>{mark(text.slice(at + word.length), words)}</>;
}
