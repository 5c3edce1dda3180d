import type { CaseView } from '../../platform/procedures/contract.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { ownOf, type Own } from './shapes.ts';

type Once = Own['legacy'][number];
/** What is taken beyond the usual, in one sentence. */
export const weakZh = (one: Pick<Once, 'secretAsSign'>): string => (one.secretAsSign ? '同一时间、签名可以重复使用；以密钥代替签名的也放行' : '同一时间、签名可以重复使用');

/** 放宽的签名校验: before everything else while weak signatures are taken. */
export function LegacyNotice({ view }: { readonly view: CaseView }) {
  const one = ownOf(view).legacy.find((each) => each.running);
  if (one === undefined) return null;
  return (
    <section className="notice near">
      <p><b>签名校验已放宽</b>，至 {one.until}：{weakZh(one)}，只限约定的来源地址、经 TLS 的调用；靠放宽才放行的，在调用记录中标为弱签名。　<ArticleTag>第三十五条第二款</ArticleTag></p>
      <p className="pre second">{one.by}，{one.from}：{one.reason}</p>
    </section>
  );
}

/** Of the agreement: how signatures are judged, and when they were judged otherwise. */
export function Signing({ own }: { readonly own: Own }) {
  const running = own.legacy.find((each) => each.running);
  return (
    <>
      {running ? <Tag tone="near">放宽至 {running.until}</Tag> : own.signedOnce ? '签名时间与平台相差半小时以内，一个签名只用一次' : '签名时间与平台相差半小时以内'}
      {own.legacy.filter((each) => !each.running).map((each) => <div key={`${each.from} ${each.until}`} className="meta">{each.from} 起曾放宽至 {each.until}，{each.endedOn ?? ''} {each.endedZh}：{each.reason}</div>)}
    </>
  );
}
