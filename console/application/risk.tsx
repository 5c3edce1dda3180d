import { ArticleTag, Tag } from '../kit/tag.tsx';
import { count } from '../kit/formats.ts';
import type { Linkage } from './shapes.ts';

interface Props {
  readonly linkage: Linkage;
  readonly requester: string;
  readonly title?: string;
  readonly narrow?: boolean;
  /** Takes these items out of what is chosen, where the reader may. */
  readonly onLeaveOut?: ((items: readonly number[]) => void) | undefined;
}

/** 汇聚、关联风险: what the requester would hold, together with what it has; and what to leave out so that the risk falls (25 ¶2). */
export function RiskPanel({ linkage, requester, title, narrow, onLeaveOut }: Props) {
  const joined = linkage.held.filter((h) => h.joined);
  const apart = linkage.heldTotal - joined.length;
  return (
    <section className={`panel risk ${linkage.level}`} aria-label="汇聚、关联风险">
      <header><h2>{linkage.level !== 'low' && <Mark />} 汇聚、关联风险：{linkage.zh}</h2><ArticleTag>第二十五条第二款</ArticleTag></header>
      <div className="stack" style={{ gap: 8 }}>
        {title && joined.length > 0 && <p>{title}</p>}
        {joined.length > 0 && (narrow ? <JoinedList linkage={linkage} /> : <JoinedTable linkage={linkage} requester={requester} />)}
        {linkage.reasons.map((r) => <p key={r} className={joined.length > 0 ? 'second' : undefined}>{r}。</p>)}
        {apart > 0 && <p className="second">另有 {count(apart)} 份在用授权，不能以同一标识关联。</p>}
        <WaysOut linkage={linkage} onLeaveOut={onLeaveOut} />
      </div>
    </section>
  );
}

function JoinedTable({ linkage, requester }: Pick<Props, 'linkage' | 'requester'>) {
  return (
    <table className="gov dense"><caption className="hidden-text">{requester}凭同一标识可以关联的在用授权</caption>
      <thead><tr><th scope="col">在用授权</th><th scope="col">提供部门</th><th scope="col">敏感项</th></tr></thead>
      <tbody>
        {linkage.held.filter((h) => h.joined).map((h, n) => <tr key={n}><th scope="row">{h.entry}</th><td>{h.provider}</td><td>{h.sensitive.length > 0 ? <Tag tone="near">{h.sensitive.join('、')}</Tag> : '同一标识'}</td></tr>)}
        <tr><th scope="row">本次申请</th><td>—</td><td>{linkage.adds.length > 0 ? <Tag tone="near">新增：{linkage.adds.join('、')}</Tag> : '没有新增敏感项'}</td></tr>
      </tbody>
    </table>
  );
}

function JoinedList({ linkage }: Pick<Props, 'linkage'>) {
  return (
    <ul className="after-list">
      {linkage.held.filter((h) => h.joined).map((h, n) => <li key={n}>{h.entry}，{h.provider}{h.sensitive.length > 0 && `，敏感：${h.sensitive.join('、')}`}</li>)}
      {linkage.adds.length > 0 && <li>本次新增：<b>{linkage.adds.join('、')}</b></li>}
    </ul>
  );
}

/** The smallest sets of items without which the level falls; the first of them can be taken out at once. */
function WaysOut({ linkage, onLeaveOut }: Pick<Props, 'linkage' | 'onLeaveOut'>) {
  const officer = linkage.level === 'high' ? '风险为“高”的，须先有提供部门安全员的意见，答复时限照走。' : linkage.level === 'medium' ? '达到“高”时须先有提供部门安全员的意见。' : '';
  if (linkage.level === 'low') return null;
  if (linkage.leaveOut.length === 0) return <p>所选数据项去掉一部分，风险也不降低：关联来自查询条件或者已经取得的数据项。{officer}</p>;
  return (
    <>
      {linkage.leaveOut.map((way, n) => (
        <p key={n}>{n > 0 && '或者'}去掉{way.items.map((l) => `“${l.name}”`).join('、')}后，风险降为<b className="good">{way.zh}</b>。
          {onLeaveOut && <button type="button" className="plain-button" onClick={() => onLeaveOut(way.items.map((l) => l.item))}>去掉{way.items.length > 1 ? `这 ${way.items.length} 项` : '这一项'}</button>}</p>
      ))}
      {officer && <p className="second">{officer}</p>}
    </>
  );
}

function Mark() {
  return <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><path d="M7 .8 13.6 12.6H.4z" fill="currentColor" /><path d="M6.4 4.6h1.2v4H6.4zM6.4 9.6h1.2v1.2H6.4z" fill="#fff" /></svg>;
}
