import { z } from 'zod';

/** 服务变更、终止 (Art. 27 ¶3): what its acts state and what its page shows. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '请按“年-月-日”填写日期，如 2026-03-05');
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);

/** In one case; what touches more grants is filed in several. */
export const mostGrants = 200;
export const ChangeKind = z.enum(['change', 'end']);
export const Stand = z.enum(['agree', 'object']);

export const acts = {
  create: z.strictObject({ grants: z.array(Ref).min(1, '请至少选择一个授权').max(mostGrants, `一次至多 ${mostGrants} 个授权，更多的请分别办理`), kind: ChangeKind }),
  propose: z.strictObject({
    reason: Text(2000).min(4, '请写明正当理由'), what: Text(2000).min(4, '请写明变更、终止什么'), instead: Text(1000).default(''), effectOn: Day, opinionsBy: Day,
  }),
  opine: z.strictObject({ stand: Stand, text: Text(2000).default('') }),
  file: z.strictObject({}),
  drop: z.strictObject({ reason: Text(1000).min(4, '请说明撤销的理由').optional() }),
} as const;

export const ServiceChangeOwn = z.object({
  kind: ChangeKind, kindZh: z.string(),
  grants: z.array(z.object({ ref: Ref, number: z.string().nullable(), title: z.string(), requesterName: z.string(), stateZh: z.string() })), // a requester sees its own
  reason: z.string(), what: z.string(), instead: z.string(), effectOn: Day.nullable(), opinionsBy: Day.nullable(), filedOn: Day.nullable(),
  opinions: z.array(z.object({ org: z.string(), orgName: z.string(), stand: Stand, standZh: z.string(), text: z.string(), on: Day })), // a requester sees its own
  awaited: z.array(z.string()), // whose opinion is still out
});
export type ServiceChangeOwn = z.infer<typeof ServiceChangeOwn>;
