import { z } from 'zod';
import { disputable, disputeEffectNames, entryMatters, type Disputable, type DisputeEffectName } from '../../law/dispute-effects.ts';
import { isPlainDate } from '../../law/plain-date.ts';

/** Disputes (争议, Art. 28): what their acts state, what their page shows. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

export const SubjectKind = z.enum(disputable as readonly [Disputable, ...Disputable[]]);
export const Effect = z.enum(disputeEffectNames as readonly [DisputeEffectName, ...DisputeEffectName[]]);
export const Matter = z.enum(Object.keys(entryMatters) as [keyof typeof entryMatters, ...(keyof typeof entryMatters)[]]);
export const boundZh = { requester: '需求部门', provider: '提供部门', both: '双方', none: '无须履行' } as const;
export const Bound = z.enum(Object.keys(boundZh) as [keyof typeof boundZh, ...(keyof typeof boundZh)[]]);

/** What is agreed or decided. `doneBy`: by when who is bound carries it out; `replyBy`: by when the disputed case is answered anew. */
const Outcome = z.strictObject({ text: Text(4000).min(4), effect: Effect, bound: Bound, doneBy: Day.optional(), replyBy: Day.optional() });
export type Outcome = z.infer<typeof Outcome>;

export const acts = {
  create: z.strictObject({ subject: z.strictObject({ kind: SubjectKind, ref: Ref }), matter: Matter.optional() }),
  open: z.strictObject({ claim: Text(1000).min(2), grounds: Text(4000).min(2) }),
  /** Both heads (in mediation the forum too) sign the same words; other words void what was signed. */
  settle: Outcome,
  /** What was tried, or how the other side kept silent. */
  escalate: z.strictObject({ record: Text(4000).min(2) }),
  'put-to-government': z.strictObject({ record: Text(4000).min(2) }),
  report: z.strictObject({ report: Text(4000).min(2) }),
  decide: Outcome.extend({ document: z.strictObject({ title: Text(200).min(2), number: Text(100).min(2), on: Day }) }),
  'carry-out': z.strictObject({ done: Text(4000).min(2) }),
  confirm: z.strictObject({}),
  deny: z.strictObject({ lacking: Text(2000).min(2), doneBy: Day }),
  withdraw: z.strictObject({ reason: Text(1000).min(2).optional() }),
} as const;

export const DisputeOwn = z.object({
  subject: z.object({ kind: SubjectKind, kindZh: z.string(), ref: Ref, href: z.string(), number: z.string().nullable(), title: z.string(), matterZh: z.string().nullable() }),
  claim: z.string(), grounds: z.string(),
  forum: z.object({ org: z.string().nullable(), name: z.string().nullable(), why: z.string() }),
  record: z.string().nullable(), report: z.string().nullable(),
  outcome: Outcome.extend({ by: z.enum(['settled', 'decided']), effectZh: z.string(), boundZh: z.string(), document: z.object({ title: z.string(), number: z.string(), on: Day }).nullable() }).nullable(),
  reports: z.array(z.object({ org: z.string(), name: z.string(), on: Day, done: z.string() })),
  effects: z.array(z.object({ value: Effect, zh: z.string(), again: z.boolean() })), // what may come of a dispute about this
});
export type DisputeOwn = z.infer<typeof DisputeOwn>;
