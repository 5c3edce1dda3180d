import { z } from 'zod';
import { lookings, rowAnswers, rowKinds, type Looking, type RowAnswer, type RowKind } from '../../law/correction-rows.ts';
import { isPlainDate } from '../../law/plain-date.ts';

/** Corrections (校核, Art. 26.2): what their acts state, what their page and their lists of records show. */

const Text = (max: number) => z.string().trim().max(max);
const Region = z.string().regex(/^\d{6}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const names = <T extends string>(of: Readonly<Record<T, string>>) => z.enum(Object.keys(of) as [T, ...T[]]);

export const RowKindIn = names<RowKind>(rowKinds);
export const RowAnswerIn = names<RowAnswer>(rowAnswers);
export const LookingIn = names<Looking>(lookings);
export const UpdatedHow = z.enum(['updated', 'not-kept', 'differs']);

export const acts = {
  /** `rule`: it begins from a rule that failed in the last quality run of the entry; its records are found by the platform. */
  create: z.strictObject({ entryRegion: Region, entry: z.uuid(), rule: z.uuid().optional() }),
  /** `rows`: how many records whoever files has seen; the list itself stands beside, sealed. */
  file: z.strictObject({ rows: z.int().min(1), grounds: Text(4000).min(2, '请写明发现的经过与依据') }),
  refer: z.strictObject({ source: z.string().length(18, '请选择数源部门'), until: Day, text: Text(2000).min(2, '请写明请数源部门核实什么') }),
  verify: z.strictObject({ said: Text(2000).min(2, '请写明核实的情况') }),
  'feed-back': z.strictObject({ changed: Text(4000).min(2, '请写明更正了什么、何时更正').optional() }),
  propose: z.strictObject({ perRow: z.strictObject({ upheld: z.int().min(0), rejected: z.int().min(0) }), changed: Text(4000).optional() }),
  accept: z.strictObject({}),
  /** `rows`: numbers of the records that are contested; none: all that were found not so. */
  contest: z.strictObject({ grounds: Text(4000).min(2, '请写明异议的理由'), rows: z.array(z.int().min(1)).max(1000).default([]) }),
  reconsider: z.strictObject({ replyBy: Day.optional() }), // by a settlement or decision: the date in it
  rate: z.strictObject({ solved: z.boolean(), score: z.int().min(1).max(5), text: Text(1000).default('') }),
  'confirm-updated': z.strictObject({ updated: UpdatedHow, text: Text(2000).default('') }).refine((it) => it.updated !== 'differs' || it.text.length >= 2, { path: ['text'], error: '不能照此更正的，请说明原因' }),
  withdraw: z.strictObject({ reason: Text(1000).min(2).optional() }),
} as const;

/** What a person stated, without what the platform adds to it: the digest of the list that stands beside. */
export function ownWords({ listDigest: _listDigest, ...own }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return own;
}

/** One record in doubt, as it is typed. `key`: by field of the items that name a record. */
export const RowIn = z.strictObject({
  kind: RowKindIn.default('value'), item: z.int().min(1).nullable().default(null), key: z.record(z.string().max(63), z.string().trim().max(500)),
  seen: Text(2000).default(''), expected: Text(2000).default(''), note: Text(500).default(''),
});
export type RowIn = z.infer<typeof RowIn>;
export const RowsIn = z.strictObject({ rows: z.array(RowIn).min(1).max(200) });

export const AnswerIn = z.strictObject({ n: z.int().min(1), answer: RowAnswerIn, now: Text(2000).default(''), reason: Text(1000).default('') });
export type AnswerIn = z.infer<typeof AnswerIn>;
export const AnswersIn = z.strictObject({ rows: z.array(AnswerIn).min(1).max(200) });
/** The same for every record that has no answer yet. */
export const RestIn = z.strictObject({ answer: RowAnswerIn, reason: Text(1000).default('') });

export const CorrectionAt = z.object({ ref: Ref });
export const RowAt = CorrectionAt.extend({ n: z.coerce.number().int().min(1) });
export const RowQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0), size: z.coerce.number().int().min(1).max(200).default(50), outcome: z.enum(['upheld', 'rejected', 'open']).optional(), looked: z.enum(['new', 'not']).optional(),
  /** A whole record key, its values set apart by blanks. */
  key: z.string().trim().max(1000).optional(),
  /** Of an authority that was given the data too: only what it received itself. */
  mine: z.literal('true').optional(),
});

/** A record as this side may see it; null: not shown to it. */
export const RowView = z.object({
  n: z.int(), kind: RowKindIn, kindZh: z.string(), item: z.int().nullable(), itemName: z.string().nullable(), key: z.array(z.string().nullable()).nullable(),
  seen: z.string().nullable(), expected: z.string().nullable(), note: z.string().nullable(), own: z.boolean(),
  answer: RowAnswerIn.nullable(), answerZh: z.string().nullable(), now: z.string().nullable(), reason: z.string().nullable(), former: z.string().nullable(), looked: LookingIn.nullable(), lookedZh: z.string().nullable(),
});
export type RowView = z.infer<typeof RowView>;
export const RowPage = z.object({ keys: z.array(z.string()), rows: z.array(RowView), after: z.int().nullable(), shows: z.enum(['all', 'masked', 'received']) });
export type RowPage = z.infer<typeof RowPage>;
/** After the list or its answers were changed. `problems`: what of a file is wrong, and then nothing of it was taken; at most 200 of `wrong`. */
export const RowsSaved = z.object({ rows: z.int(), upheld: z.int(), rejected: z.int(), wrong: z.int(), problems: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })) });
export type RowsSaved = z.infer<typeof RowsSaved>;

export const ReceiverView = z.object({ org: z.string(), name: z.string(), rows: z.int(), toldOn: z.string(), confirmedOn: z.string().nullable(), how: UpdatedHow.nullable(), howZh: z.string().nullable(), said: z.string() });
export const ReceiverPage = z.object({ rows: z.array(ReceiverView), after: z.string().nullable() });
export type ReceiverPage = z.infer<typeof ReceiverPage>;
export const ReceiverQuery = z.strictObject({ after: z.string().max(18).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });

/** 校核规则与渠道 of a department, as everybody sees them. */
export const RulesBody = z.strictObject({ rules: Text(4000).min(10, '请写明怎样核实、怎样更正、怎样反馈'), contact: Text(200).min(2, '请写明联系的岗位'), phone: Text(50).min(5, '请写明联系电话') });
export type RulesBody = z.infer<typeof RulesBody>;
export const RulesIn = RulesBody.extend({ base: z.int().min(0) });
export const RulesView = z.object({ org: z.string(), name: z.string(), version: z.int(), onDay: z.string().nullable(), body: RulesBody.nullable(), mine: z.boolean() });
export type RulesView = z.infer<typeof RulesView>;

export const EntryAt = z.object({ region: Region, entry: z.uuid() });
/** What one may begin with at an entry: its keys and items, the provider's rules, failed rules of the last quality run. */
export const BeginView = z.object({
  entryRegion: Region, entry: z.uuid(), name: z.string(), provider: z.string(), providerName: z.string(), held: z.boolean(), keys: z.array(z.string()), rules: RulesView,
  failed: z.array(z.object({ rule: z.uuid(), zh: z.string(), checked: z.int(), failed: z.int(), endedAt: z.string() })),
});
export type BeginView = z.infer<typeof BeginView>;

export const CorrectionOwn = z.object({
  entry: z.object({ region: Region, id: z.uuid(), name: z.string(), code: z.string().nullable(), version: z.int() }),
  side: z.enum(['requester', 'provider', 'source', 'authority', 'receiver']),
  keys: z.array(z.object({ n: z.int(), name: z.string(), field: z.string() })), items: z.array(z.object({ n: z.int(), name: z.string(), field: z.string() })),
  rule: z.object({ zh: z.string(), checked: z.int(), failed: z.int(), endedAt: z.string() }).nullable(),
  grounds: z.string().nullable(), changed: z.string(), rows: z.int(), upheld: z.int(), rejected: z.int(), contested: z.boolean(),
  bound: z.boolean(), look: z.object({ running: z.boolean(), from: z.int().nullable(), at: z.string().nullable(), fault: z.string().nullable(), unseen: z.int() }).nullable(),
  /** Whom the provider may ask, and about which items; `named`: the 数源部门 of them (19 ¶2). */
  sources: z.array(z.object({ org: z.string(), name: z.string(), items: z.array(z.string()), named: z.boolean() })),
  referrals: z.array(z.object({ source: z.string(), name: z.string(), until: z.string(), on: z.string(), text: z.string(), answeredOn: z.string().nullable(), said: z.string().nullable() })),
  receivers: z.object({ told: z.int(), confirmed: z.int() }), receipt: z.object({ rows: z.int(), toldOn: z.string(), confirmedOn: z.string().nullable(), howZh: z.string().nullable() }).nullable(),
  rating: z.object({ solved: z.boolean(), score: z.int(), text: z.string() }).nullable(), mayEdit: z.boolean(), mayAnswer: z.boolean(),
});
export type CorrectionOwn = z.infer<typeof CorrectionOwn>;
