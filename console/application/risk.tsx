import { ArticleTag, Tag } from '../kit/tag.tsx';
import type { Linkage } from './shapes.ts';

/** 汇聚、关联风险: what the requester would hold, together with what it has; and what to leave out so that the risk falls. */
export function RiskPanel({ linkage, requester, title, narrow }: { readonly linkage: Linkage; readonly requester: string; readonly title?: string; readonly narrow?: boolean }) {
  const high = linkage.level === 'high';
  return (
    <section className={`panel risk${high ? ' high' : ''}`}>
      <header><h2>{high && <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><path d="M7 .8 13.6 12.6H.4z" fill="currentColor" /><path d="M6.4 4.6h1.2v4H6.4zM6.4 9.6h1.2v1.2H6.4z" fill="#fff" /></svg>} 汇聚、关联风险：{linkage.zh}</h2><ArticleTag>第二十五条第二款</ArticleTag></header>
      <div className="stack" style={{ gap: 8 }}>
        {title && <p>{title}</p>}
        {linkage.reasons.map((r) => <p key={r}>{r}</p>)}
        {linkage.held.length > 0 && narrow && <ul className="after-list">{linkage.held.map((h, n) => <li key={n}>{h.entry}{h.identifiers.length > 0 && `，标识：${h.identifiers.join('、')}`}{h.sensitive.length > 0 && `，敏感：${h.sensitive.join('、')}`}</li>)}</ul>}
        {linkage.held.length > 0 && !narrow && (
          <table className="gov dense"><caption className="hidden-text">{requester}已有的在用授权</caption>
            <thead><tr><th scope="col">已有授权</th><th scope="col">提供部门</th><th scope="col">标识</th><th scope="col">敏感项</th></tr></thead>
            <tbody>{linkage.held.map((h, n) => <tr key={n}><th scope="row">{h.entry}</th><td>{h.provider}</td><td>{h.identifiers.join('、') || '—'}</td><td>{h.sensitive.length > 0 ? <Tag tone="near">{h.sensitive.join('、')}</Tag> : '—'}</td></tr>)}</tbody>
          </table>
        )}
        {high && linkage.leaveOut.length > 0 && <p>去掉{linkage.leaveOut.map((l) => `“${l.name}”`).join('、')}后，风险降为<b className="good">一般</b>。风险高的，须先有提供部门安全员的意见。</p>}
        {!high && linkage.held.length === 0 && linkage.reasons.length === 0 && <p className="second">没有以同一标识相关联的在用授权。</p>}
      </div>
    </section>
  );
}
