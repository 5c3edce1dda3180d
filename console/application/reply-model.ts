import { filled, type CitationValue } from '../kit/citations.tsx';
import { filtersStated, type Filter } from '../kit/row-filters.tsx';
import type { Own } from './shapes.ts';

export type Decision = 'agree' | 'other-mode' | 'refuse';
export interface ItemState { readonly decision: Decision; readonly category: string; readonly reason: string; readonly basis: readonly CitationValue[] }
export interface Reply {
  readonly items: Readonly<Record<number, ItemState>>;
  readonly mode: string; readonly serviceKind: string;
  readonly otherWay: string; // of the items that are given in another way, as `waysOf` spells it; empty: not chosen
  readonly from: string; readonly to: string;
  readonly perDay: string; readonly perMinute: string;
  readonly masks: Readonly<Record<number, string>>;
  readonly filters: readonly Filter[];
  readonly conditions: readonly string[];
  readonly how: string; readonly days: string; readonly disposalBasis: string;
  readonly contact: string; readonly phone: string; readonly opinion: string;
  readonly lessCategory: string; readonly lessReason: string; readonly lessBasis: readonly CitationValue[];
}

const agreed: ItemState = { decision: 'agree', category: '', reason: '', basis: [] };
export const stateOf = (reply: Reply, n: number): ItemState => reply.items[n] ?? agreed;

/** The ways that an entry offers, a service by its kind: `service.query`, `service.verification`, `batch`, `file`. */
export const wayOf = (mode: string, serviceKind: string | null | undefined): string => (mode === 'service' ? `service.${serviceKind ?? 'query'}` : mode);
export const waysOf = (modes: readonly string[]): string[] => modes.flatMap((mode) => (mode === 'service' ? [wayOf('service', 'query'), wayOf('service', 'verification')] : [mode]));
export const isOtherwise = (reply: Reply, own: Own): boolean => (own.body.items ?? []).some((n) => stateOf(reply, n).decision === 'other-mode');

/** A reply begins as: everything as asked, with what was proposed before where it came back. */
export function startReply(own: Own, today: string): Reply {
  const was = own.proposal;
  const { body } = own;
  return {
    items: Object.fromEntries((was?.perItem ?? []).map((p) => [p.item, { decision: p.decision, category: p.category ?? '', reason: p.reason, basis: p.basis }])),
    mode: was?.mode ?? body.mode ?? own.entry.modes[0] ?? 'service', serviceKind: was?.serviceKind ?? body.serviceKind ?? 'query', otherWay: was?.otherWay ? wayOf(was.otherWay.mode, was.otherWay.serviceKind) : '',
    from: was?.term.from ?? body.term?.from ?? today, to: was?.term.to ?? body.term?.to ?? '',
    perDay: String(was?.quota.perDay ?? body.frequency?.perDay ?? ''), perMinute: String(was?.quota.perMinute ?? body.frequency?.perMinute ?? ''),
    masks: Object.fromEntries(Object.entries(was?.masks ?? {}).map(([n, m]) => [Number(n), m])),
    filters: (was?.rowFilter ?? []).map((f) => ({ item: f.item, op: f.op, values: f.values.join('、') })),
    conditions: was?.conditions ?? own.entry.sharing.conditions,
    how: was?.disposal.how ?? 'delete', days: String(was?.disposal.days ?? 30), disposalBasis: was?.disposal.basis ?? '',
    contact: was?.contact ?? own.entry.contact, phone: was?.phone ?? own.entry.phone, opinion: '',
    lessCategory: was?.less?.category ?? '', lessReason: was?.less?.reason ?? '', lessBasis: was?.less?.basis ?? [],
  };
}

/** What this reply gives less of than was asked (21 ¶2): it needs a reason, as a refusal does. */
export function lessIn(reply: Reply, own: Own): string[] {
  const { body } = own;
  const earlier = reply.to !== '' && (body.term?.to == null || reply.to < body.term.to);
  return [
    ...(wayOf(reply.mode, reply.serviceKind) !== wayOf(body.mode ?? '', body.serviceKind) ? ['共享方式'] : []),
    ...(isOtherwise(reply, own) && reply.otherWay !== '' && reply.otherWay !== wayOf(body.mode ?? '', body.serviceKind) ? ['部分数据项的共享方式'] : []),
    ...(earlier || (body.term?.from !== undefined && reply.from > body.term.from) ? ['使用时限'] : []),
    ...(Number(reply.perDay) < (body.frequency?.perDay ?? 0) || Number(reply.perMinute) < (body.frequency?.perMinute ?? 0) ? ['调用次数'] : []),
    ...(reply.filters.some((f) => f.values.trim() !== '') ? ['行范围'] : []),
  ];
}

/** 常用语 of the reply: what is proposed, counted. */
export function phrasesOf(reply: Reply, own: Own): string[] {
  const wanted = own.body.items ?? [];
  const counted = (decision: string) => wanted.filter((n) => stateOf(reply, n).decision === decision).length;
  const words = [[counted('agree'), '同意'], [counted('other-mode'), '改方式'], [counted('refuse'), '不同意']].flatMap(([n, zh]) => (n === 0 ? [] : [`${zh} ${n} 项`])).join('，');
  const reasoned = counted('agree') < wanted.length;
  return [`${words}${reasoned ? '，理由如上' : ''}。请负责人审定。`, '申请符合目录列明的共享条件，材料齐全。', '所申请的数据项为办理该事项所必需。'];
}

/** From the form to what `propose` states, or what is still lacking. */
export function proposalBody(reply: Reply, own: Own): { body: Record<string, unknown>; wrong: Record<string, string> } {
  const wrong: Record<string, string> = {};
  const wanted = own.entry.items.filter((i) => own.body.items?.includes(i.n));
  const perItem = wanted.map((item) => {
    const state = stateOf(reply, item.n);
    if (state.decision === 'refuse' && state.category === '') wrong[`item.${item.n}.category`] = `${item.name}：请选择理由类别`;
    if (state.decision !== 'agree' && state.reason.trim().length < 2) wrong[`item.${item.n}.reason`] = `${item.name}：请写明理由`;
    return { item: item.n, decision: state.decision, category: state.category || null, reason: state.reason.trim(), basis: state.category === 'forbidden' ? filled(state.basis) : [] };
  });
  const otherwise = isOtherwise(reply, own);
  if (otherwise && (reply.otherWay === '' || reply.otherWay === wayOf(reply.mode, reply.serviceKind))) wrong['otherWay'] = '改方式的数据项，请选择改为哪一种方式';
  const [otherMode, otherKind = null] = reply.otherWay.split('.');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(reply.from)) wrong['term'] = '请填写使用时限的起日';
  if (Number(reply.perDay) < 1) wrong['perDay'] = '请填写每日上限';
  if (Number(reply.perMinute) < 1) wrong['perMinute'] = '请填写每分钟上限';
  if (Number(reply.days) < 1 || Number(reply.days) > 365) wrong['days'] = '用后处置须在 1 至 365 日内报告';
  if (reply.how === 'keep' && reply.disposalBasis.trim() === '') wrong['disposalBasis'] = '留存须写明依据';
  if (reply.contact.trim().length < 2) wrong['contact'] = '请填写本部门联系岗位';
  if (reply.phone.trim().length < 5) wrong['phone'] = '请填写联系电话';
  const less = lessIn(reply, own).length > 0;
  if (less && (reply.lessCategory === '' || reply.lessReason.trim().length < 4)) wrong['less'] = '少于申请的部分，请选择理由类别并写明理由';
  return {
    wrong,
    body: {
      perItem, mode: reply.mode, serviceKind: reply.mode === 'service' ? reply.serviceKind : null,
      otherWay: otherwise ? { mode: otherMode, serviceKind: otherKind } : null, term: { from: reply.from, to: reply.to === '' ? null : reply.to },
      quota: { perDay: Number(reply.perDay), perMinute: Number(reply.perMinute) }, rowFilter: filtersStated(reply.filters),
      masks: Object.fromEntries(Object.entries(reply.masks).filter(([, m]) => m !== 'none' && m !== '')), conditions: reply.conditions,
      disposal: { how: reply.how, days: Number(reply.days), basis: reply.disposalBasis.trim() }, contact: reply.contact.trim(), phone: reply.phone.trim(),
      less: less ? { category: reply.lessCategory, reason: reply.lessReason.trim(), basis: reply.lessCategory === 'forbidden' ? filled(reply.lessBasis) : [] } : null,
    },
  };
}
