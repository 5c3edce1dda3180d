import { z } from 'zod';
import { isPlainDate } from '../../../law/plain-date.ts';

/** Named sources (数源部门, Art. 19 ¶2): what their acts state, what their page shows. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Org = Text(30).regex(/^[0-9A-Z]{18}$/, '请选择单位');
const Items = z.array(Text(100).min(1)).min(1, '请至少选择一个数据项').max(200).refine((all) => new Set(all).size === all.length, '同一个数据项只列一次');
const Departments = z.array(z.strictObject({ org: Org, duty: Text(500).min(2, '请写明按哪项职责收集') })).min(2, '请至少列出两个部门').max(50)
  .refine((all) => new Set(all.map((one) => one.org)).size === all.length, '同一个部门只列一次');
const reason = Text(2000).min(2, '请写明理由');

export const Stand = z.enum(['claims', 'agrees', 'objects']); // 愿牵头, 同意, 有异议

export const acts = {
  create: z.strictObject({ items: Items, entries: z.array(z.uuid()).min(2, '请至少选择两个目录').max(50) }),
  consult: z.strictObject({ departments: Departments, items: Items, opinionsBy: Day }),
  opine: z.strictObject({ stand: Stand, duty: Text(1000).min(2, '请写明收集的职责依据或者理由') }),
  name: z.strictObject({ provider: Org, items: Items, document: Text(300).min(2, '请写明文件名称和文号') }),
  dismiss: z.strictObject({ reason }),
  change: z.strictObject({ reason, departments: Departments, opinionsBy: Day }),
  end: z.strictObject({ reason }),
  task: z.strictObject({ department: Org, what: Text(2000).min(4, '请写明完善、更新什么'), doneBy: Day }),
  report: z.strictObject({ task: z.int().min(1), done: Text(2000).min(2, '请写明完成情况；没有完成的，写明原因') }),
} as const;

/* ---- what is shown ---- */

/** How an item stands in one of the entries: what makes the platform take them for like. */
const ItemIn = z.object({ entry: z.uuid(), type: z.string(), codeSet: z.string().nullable(), key: z.boolean() });
export const GroupItem = z.object({
  name: z.string(), in: z.array(ItemIn),
  sameType: z.boolean(), sameCodeSet: z.boolean(), key: z.boolean(), // a key in each
  source: z.object({ provider: z.string(), providerName: z.string() }).nullable(), // the standing source, of whatever case
});
/** How far the values of an item agree in two entries where both are bound: counts and shares, no value. */
const ValuesIn = z.object({
  entry: z.uuid(), why: z.string().nullable(), // why nothing could be read there; null: it was
  values: z.int(), lengths: z.tuple([z.int(), z.int()]).nullable(), kinds: z.array(z.enum(['digits', 'letters', 'han', 'other'])), sampled: z.boolean(), partial: z.boolean(),
});
const ValuesPair = z.object({ a: z.uuid(), b: z.uuid(), compared: z.tuple([z.int(), z.int()]), shares: z.tuple([z.int(), z.int()]).nullable() }); // per cent of each side; null: too few
export const ItemValues = z.object({ item: z.string(), on: z.string(), left: z.int(), sides: z.array(ValuesIn), pairs: z.array(ValuesPair) });
export type ItemValues = z.infer<typeof ItemValues>;

const Entry = z.object({ entry: z.uuid(), name: z.string(), code: z.string().nullable(), org: z.string(), orgName: z.string(), items: z.int() });
export const SourceOwn = z.object({
  items: z.array(GroupItem), entries: z.array(Entry), profiles: z.array(ItemValues), mayCompare: z.boolean(),
  departments: z.array(z.object({ org: z.string(), name: z.string(), duty: z.string(), stand: Stand.nullable(), opinion: z.string(), on: z.string().nullable() })),
  opinionsBy: z.string().nullable(),
  provider: z.string().nullable(), providerName: z.string().nullable(), document: z.string().nullable(), namedOn: z.string().nullable(), namedItems: z.array(z.string()),
  tasks: z.array(z.object({ nth: z.int(), org: z.string(), name: z.string(), what: z.string(), givenOn: z.string(), doneBy: z.string(), done: z.string().nullable(), doneOn: z.string().nullable(), late: z.boolean() })),
});
export type SourceOwn = z.infer<typeof SourceOwn>;

/** What a group may be proposed of: entries of other departments like this one, with the items that they share. */
export const LikeGroup = z.object({
  items: z.array(z.string()),
  entries: z.array(z.object({ entry: z.uuid(), name: z.string(), code: z.string(), org: z.string(), orgName: z.string(), items: z.array(z.string()) })),
});
export type LikeGroup = z.infer<typeof LikeGroup>;
