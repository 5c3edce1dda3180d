import { z } from 'zod';
import { gaps, type Gap } from '../../law/reflux-periods.ts';
import { securityMeasures, type SecurityMeasure } from '../../law/security-measures.ts';

/** Reflux (回流, Art. 24): what its acts state, what its page shows. No field for conditions exists. */

const Text = (max: number) => z.string().trim().max(max);
const Region = z.string().regex(/^\d{6}$/, '请选择行政区域');
const Org = Text(18).regex(/^[0-9A-Z]{18}$/, '请选择单位');
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);
const Digest = z.string().regex(/^[0-9a-f]{64}$/);
export const GapIn = z.enum(Object.keys(gaps) as [Gap, ...Gap[]]);

/** A township, street, village or community that the receiver serves under it (30 ¶3). */
export const Below = z.strictObject({ name: Text(60).min(2, '请填写名称'), code: Text(12).regex(/^\d{9}(?:\d{3})?$/, '请填写 9 位或者 12 位区划代码') });

export const Measure = z.enum(Object.keys(securityMeasures) as [SecurityMeasure, ...SecurityMeasure[]]);

export const acts = {
  /** `receiver`: where the department above begins it. */
  create: z.strictObject({ entryRegion: Region, entry: z.uuid(), receiver: Org.optional() }),
  /** `duty`: for which duty the department below needs it; stated by it alone. */
  request: z.strictObject({
    duty: Text(2000).min(4, '请写明履行哪项职责需要').optional(), items: z.array(z.int().min(1)).min(1, '请至少选择一个数据项').max(500),
    regions: z.array(Region).min(1, '请选择行政区域').max(200), below: z.array(Below).max(500).default([]),
  }),
  confirm: z.strictObject({}),
  /** A ground that names no measure is none. */
  'raise-security-ground': z.strictObject({ measures: z.array(Measure).min(1, '请选择安全措施的种类').max(7), ground: Text(2000).min(4, '请写明有什么安全风险'), measure: Text(2000).min(4, '请写明采取什么措施即可保证安全；没有措施的，不成其为理由') }),
  'drop-ground': z.strictObject({}),
  'accept-measure': z.strictObject({}),
  /** `regionItem`: number of the item whose column holds the region code. */
  connect: z.strictObject({ regionItem: z.int().min(1, '请选择区划代码所在的数据项') }),
  /** By the platform alone: counts and hashes of both sides. */
  reconcile: z.strictObject({
    period: z.string().regex(/^\d{4}-\d{2}$/), from: z.string(), to: z.string(), sourceRows: z.int().min(0), sourceHash: Digest, givenRows: z.int().min(0), givenHash: Digest, calls: z.int().min(0), gap: GapIn, gapSince: z.string().nullable(),
  }),
  withdraw: z.strictObject({ reason: Text(1000).optional() }),
  decline: z.strictObject({ reason: Text(1000).min(2, '请写明原因，如还需要哪些数据项、行政区域') }),
} as const;

/* ---- what is shown ---- */

/** How many rows carry a code of which kind, and the codes that no list has, or that were divided. */
export const Census = z.object({
  at: z.string(), rows: z.int(), ours: z.int(), elsewhere: z.int(), divided: z.int(), unknown: z.int(),
  codes: z.array(z.object({ code: z.string().nullable(), rows: z.int(), why: z.enum(['divided', 'unknown', 'empty']) })),
});
export type Census = z.infer<typeof Census>;

export const PeriodView = z.object({
  period: z.string(), from: z.string(), to: z.string(), at: z.string(), sourceRows: z.int(), sourceHash: z.string(), givenRows: z.int(), givenHash: z.string(), missing: z.int(), calls: z.int(), gap: GapIn, gapZh: z.string(),
});
export type PeriodView = z.infer<typeof PeriodView>;
export const PeriodPage = z.object({ rows: z.array(PeriodView), after: z.string().nullable() });
export type PeriodPage = z.infer<typeof PeriodPage>;
export const RefluxAt = z.object({ ref: Ref });
export const PeriodQuery = z.strictObject({ after: z.string().regex(/^\d{4}-\d{2}$/).optional(), size: z.coerce.number().int().min(1).max(60).default(12) });

export const EntryAt = z.object({ region: Region, entry: z.uuid() });
/** What one may begin at an entry: `sender` chooses whom it serves, `receiver` asks. `open`: asked for and not connected yet; `running`: what flows already, to which more may be asked for. */
export const BeginView = z.object({ side: z.enum(['sender', 'receiver']).nullable(), name: z.string(), provider: z.string(), providerName: z.string(), why: z.string().nullable(), open: z.object({ ref: Ref, number: z.string().nullable() }).nullable(), running: z.object({ ref: Ref, number: z.string().nullable() }).nullable() });
export type BeginView = z.infer<typeof BeginView>;

const Named = z.object({ code: z.string(), name: z.string() });
const ItemSeen = z.object({ n: z.int(), name: z.string(), field: z.string() });
export const RefluxOwn = z.object({
  entry: z.object({ region: Region, id: z.uuid(), name: z.string(), code: z.string().nullable() }), side: z.enum(['sender', 'receiver', 'authority']),
  duty: z.string(), items: z.array(ItemSeen), regions: z.array(Named), below: z.array(Below), ground: z.string().nullable(), measures: z.array(z.string()), measure: z.string().nullable(),
  /** While it is drafted: what may be chosen. */
  choices: z.object({ items: z.array(ItemSeen), regions: z.array(Named), villages: z.boolean(), townships: z.array(Named) }).nullable(),
  /** While it is being connected, for the sender: items that are bound to a column, the likely first. */
  columns: z.array(ItemSeen).nullable(),
  grant: z.object({ ref: Ref }).nullable(), connectedOn: z.string().nullable(), regionItem: z.string().nullable(), codes: z.int(),
  /** Codes of former years whose rows come too. */
  former: z.array(Named.extend({ now: z.string() })),
  census: Census.nullable(), nextOn: z.string().nullable(), fault: z.string().nullable(), periods: z.array(PeriodView),
});
export type RefluxOwn = z.infer<typeof RefluxOwn>;
