import { z } from 'zod';

/** 变更用途、范围 (Art. 25 ¶1): what its acts state and what its page shows. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);

/** 25 ¶1 knows three: 扩大使用范围, 用于其他目的, 提供给第三方. More items are a new application: there is no field for them. */
export const PointKind = z.enum(['range', 'purpose', 'third-party']);
export type PointKind = z.infer<typeof PointKind>;
export const Point = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), text: Text(1000).min(4, '请写明扩大到什么范围') }),
  z.strictObject({ kind: z.literal('purpose'), text: Text(100).min(2, '请写明用于什么目的'), why: Text(2000).min(4, '请写明在哪一步、怎样使用') }),
  z.strictObject({ kind: z.literal('third-party'), text: Text(200).min(2, '请写明提供给谁'), why: Text(2000).min(4, '请写明为何提供、怎样保护') }),
]);
export type Point = z.infer<typeof Point>;
export const PointAnswer = z.strictObject({ kind: PointKind, decision: z.enum(['agree', 'refuse']), reason: Text(1000).default('') });
export type PointAnswer = z.infer<typeof PointAnswer>;

export const acts = {
  create: z.strictObject({ grant: Ref }),
  submit: z.strictObject({ points: z.array(Point).min(1, '请至少写明一项变更').max(3), basis: Text(1000).min(4, '请写明法律依据或者职责') }),
  propose: z.strictObject({ perPoint: z.array(PointAnswer).min(1).max(3) }),
  agree: z.strictObject({}),
  refuse: z.strictObject({ reasons: Text(2000).min(4, '请说明理由') }),
  reconsider: z.strictObject({ replyBy: Day.optional() }),
  withdraw: z.strictObject({ reason: Text(500).min(2, '请写明撤回的原因').optional() }),
} as const;

export const UseChangeOwn = z.object({
  grant: z.object({ ref: Ref, number: z.string().nullable(), title: z.string(), stateZh: z.string() }),
  now: z.object({ purpose: z.string(), range: z.string(), thirdParties: z.array(z.string()) }), // as agreed today
  points: z.array(z.object({ kind: PointKind, kindZh: z.string(), text: z.string(), why: z.string(), decision: z.enum(['agree', 'refuse']).nullable(), reason: z.string() })),
  basis: z.string(), reasons: z.string(),
});
export type UseChangeOwn = z.infer<typeof UseChangeOwn>;
