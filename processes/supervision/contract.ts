import { z } from 'zod';
import { isPlainDate } from '../../law/plain-date.ts';

/** Findings (督办, Art. 29 ¶1, 38–42): what their acts state, and the authority's list. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** An item of 39, 40, 41, or 42. */
export const Ground = z.string().regex(/^(39\([1-9]\)|40\([1-7]\)|41\([1-3]\)|42)$/);

export const acts = {
  /** By a person: what was found, about whom, on what evidence; `cause`: the case it was found in. */
  create: z.strictObject({ ground: Ground, department: z.string().length(18), what: Text(2000).min(4), evidence: Text(2000).min(1), cause: Ref.optional() }),
  explain: z.strictObject({ grounds: Text(4000).min(2) }),
  dismiss: z.strictObject({ reason: Text(2000).min(2) }),
  order: z.strictObject({ what: Text(2000).min(2), mendBy: Day }),
  report: z.strictObject({ done: Text(4000).min(2) }),
  confirm: z.strictObject({}),
  insist: z.strictObject({ lacking: Text(2000).min(2), mendBy: Day }),
  /** The document that goes outside the platform for 处分; `grave`: 情节严重, with or without an order before. */
  refer: z.strictObject({ document: Text(300).min(2), reasons: Text(2000).min(2), grave: z.boolean().default(false) }),
  record: z.strictObject({ outcome: Text(2000).min(2) }),
  circulate: z.strictObject({ text: Text(400).min(4) }),
} as const;

export const FindingRow = z.object({
  ref: Ref, number: z.string().nullable(), title: z.string(),
  row: z.enum(['finding', 'clock']), // clock: late, seen by the authority, no finding
  ground: z.string(), groundZh: z.string(), groundText: z.string(),
  clue: z.boolean(), // a person judges whether it is one; not raised by a statutory clock
  state: z.string(), stateZh: z.string(), open: z.boolean(),
  department: z.string(), departmentName: z.string(),
  cause: z.object({ ref: Ref, number: z.string().nullable(), kind: z.string(), kindZh: z.string(), title: z.string(), stateZh: z.string(), open: z.boolean() }).nullable(),
  clockZh: z.string().nullable(), dueOn: Day.nullable(), daysLate: z.number().int().nullable(), // working days of the bound party's calendar; still counting while the clock is open
  raisedOn: Day, mendBy: Day.nullable(), explainedBy: z.string().nullable(), // an extension that was asked for and not answered
  explainBy: Day.nullable(), // the explanation is awaited until then, or was
  pastYear: z.number().int(), // findings about this department within a year, as this side sees them
  next: z.object({ act: z.string(), zh: z.string(), pressing: z.boolean() }).nullable(), // what the reader does next with it; from the table
});
export type FindingRow = z.infer<typeof FindingRow>;

export const ListQuery = z.strictObject({
  side: z.enum(['judge', 'department']).default('judge'),
  row: z.enum(['finding', 'clock']).optional(), article: z.enum(['39', '40', '41', '42']).optional(), ground: Ground.optional(), state: z.string().max(20).optional(),
  open: z.enum(['true', 'false']).default('true'), department: z.string().length(18).optional(), kind: z.string().max(20).optional(), q: z.string().max(100).optional(),
  after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListQuery = z.infer<typeof ListQuery>;
const Count = z.array(z.object({ value: z.string(), zh: z.string(), count: z.number().int() }));
export const ListPage = z.object({
  rows: z.array(FindingRow), after: z.string().nullable(), total: z.number().int(),
  counts: z.object({ ground: Count, state: Count, department: Count }), // of what is open on this side
});
export type ListPage = z.infer<typeof ListPage>;

/** The process's own part of the case page. */
export const FindingOwn = FindingRow.extend({
  concerns: z.enum(['department', 'authority']), judge: z.enum(['authority', 'upper']), judgeName: z.string().nullable(),
  circulated: z.array(z.object({ on: Day, text: z.string() })),
});
export type FindingOwn = z.infer<typeof FindingOwn>;
