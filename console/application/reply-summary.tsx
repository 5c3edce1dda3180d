import { disposalZh, modeZh, refusalZh, serviceKindZh } from '../kit/codes.ts';
import { count } from '../kit/formats.ts';
import { decisionZh, termText, type Own } from './shapes.ts';

/** What was proposed, item by item, as the head sees it before consenting. */
export function ItemTally({ own }: { readonly own: Own }) {
  const { proposal, entry } = own;
  if (!proposal) return null;
  const name = (n: number) => entry.items.find((i) => i.n === n)?.name ?? `第 ${n} 项`;
  const by = (decision: string) => proposal.perItem.filter((p) => p.decision === decision);
  return (
    <dl className="pairs one">
      {(['agree', 'other-mode', 'refuse'] as const).map((d) => by(d).length > 0 && (
        <div key={d} style={{ display: 'contents' }}>
          <dt>{decisionZh[d]} {by(d).length} 项</dt>
          <dd>{d === 'agree' ? by(d).map((p) => name(p.item)).join('、') : by(d).map((p) => <div key={p.item}>{name(p.item)}：{p.category ? `${refusalZh(p.category)}。` : ''}{p.reason}</div>)}</dd>
        </div>
      ))}
      <dt>共享方式</dt><dd>{modeZh(proposal.mode)}{proposal.serviceKind ? `·${serviceKindZh(proposal.serviceKind)}` : ''}，每日 {count(proposal.quota.perDay)} 次，每分钟 {count(proposal.quota.perMinute)} 次</dd>
      {proposal.otherWay && <><dt>改方式的项</dt><dd>{modeZh(proposal.otherWay.mode)}{proposal.otherWay.serviceKind ? `·${serviceKindZh(proposal.otherWay.serviceKind)}` : ''}，另立一份授权</dd></>}
      <dt>使用时限</dt><dd>{termText(proposal.term)}</dd>
      <dt>用后处置</dt><dd>{disposalZh(proposal.disposal.how)}，{proposal.disposal.days} 日内报告{proposal.disposal.basis ? `，依据${proposal.disposal.basis}` : ''}</dd>
      {proposal.less && <><dt>少于申请</dt><dd>{proposal.less.category ? `${refusalZh(proposal.less.category)}。` : ''}{proposal.less.reason}</dd></>}
      <dt>联系</dt><dd>{proposal.contact}，{proposal.phone}</dd>
    </dl>
  );
}
