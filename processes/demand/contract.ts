import { z } from 'zod';
import { isPlainDate } from '../../law/plain-date.ts';
import { Citation, SharingMode } from '../catalog/contract.ts';

/** Demand (供需对接, Art. 20 ¶1): what its acts state, what its page shows. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Region = z.string().regex(/^\d{6}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const Org = Text(30).regex(/^[0-9A-Z]{18}$/, '请选择单位');

/** What is wanted. Basis, scenario, range, way and post stand in the application that follows: they are asked for once. */
export const DemandBody = z.strictObject({
  title: Text(100).min(2, '请填写所需数据的名称'),
  description: Text(1000).min(10, '请写明在哪个办事环节、由谁、怎样使用，不少于 10 个字'), // 使用场景
  items: z.array(z.strictObject({ name: Text(100).min(1, '请填写数据项名称'), note: Text(200).default('') })).min(1, '请至少列出一个数据项').max(200),
  duty: z.array(Citation).min(1, '请填写使用依据').max(20), // 使用依据
  purpose: Text(100).min(2, '请填写业务事项名称'),
  range: Text(1000).min(4, '请写明涉及哪些人或事项、大约多少'),
  mode: SharingMode.nullable().default(null), // 期望的共享方式
  cycle: Text(20).nullable().default(null), // law/codes: updateCycles
  owner: Text(100).default(''), // the department that is thought to hold it
  wantedBy: Day.nullable().default(null),
  responsible: z.strictObject({ post: Text(60).min(2, '请填写负责人所在岗位'), phone: Text(40).min(5, '请填写联系电话') }),
  /** Why a like entry of the catalogue does not serve; asked for where there is one. */
  whyNone: Text(1000).default(''),
});
export type DemandBody = z.infer<typeof DemandBody>;

/** A draft may lack anything; what it has must have the right type. */
export const DemandDraft = DemandBody.partial().extend({
  title: Text(100).optional(), description: Text(1000).optional(), purpose: Text(100).optional(), range: Text(1000).optional(),
  items: z.array(z.strictObject({ name: Text(100).default(''), note: Text(200).default('') })).max(200).optional(),
  duty: z.array(Citation.partial()).max(20).optional(),
  responsible: z.strictObject({ post: Text(60).optional(), phone: Text(40).optional() }).optional(),
});
export type DemandDraft = z.infer<typeof DemandDraft>;

const reason = Text(2000).min(2, '请写明理由');
const document = Text(300).min(2, '请写明文件名称和文号');

export const acts = {
  create: z.strictObject({ title: Text(100).optional() }),
  register: DemandBody,
  join: z.strictObject({ demand: Ref }),
  match: z.strictObject({ entryRegion: Region, entry: z.uuid() }),
  assign: z.strictObject({ provider: Org, reason }),
  refer: z.strictObject({ platform: Text(200).min(2, '请写明转往哪个平台或者哪一级主管部门'), reason }),
  'come-back': z.strictObject({ answer: z.enum(['has', 'has-not']), text: Text(2000).min(2, '请写明对方平台的答复；已有数据的，写明向谁、按哪个目录申请'), document }),
  accept: z.strictObject({}),
  decline: z.strictObject({ reasons: reason, whose: Text(300).min(2, '请写明应由哪个部门提供；不清楚的，写明已核对的职责依据') }),
  reassign: z.strictObject({ provider: Org, reason }),
  bind: z.strictObject({ provider: Org, document, compileBy: Day }),
  conclude: z.strictObject({ reasons: reason }),
  reopen: z.strictObject({ reason }),
  withdraw: z.strictObject({ reason: Text(1000).optional() }),
} as const;

/* ---- what is shown ---- */

export const Problem = z.object({ path: z.string(), message: z.string() });
export type Problem = z.infer<typeof Problem>;
export const DraftIn = z.strictObject({ body: DemandDraft });
export const DraftSaved = z.object({ savedAt: z.string(), problems: z.array(Problem) });

/** What is typed, while it is typed: the name, and the names of items one a line. */
export const LikeQuery = z.object({ q: Text(100).default(''), items: z.string().max(8000).default(''), except: Ref.optional() });
const Mark = z.tuple([z.int(), z.int()]);
export const LikeEntry = z.object({
  region: Region, entry: z.uuid(), code: z.string(), name: z.string(), marks: z.array(Mark), provider: z.string(), providerName: z.string(), attribute: z.string(),
  itemCount: z.int(), items: z.array(z.string()), // of those wanted
});
export const LikeDemand = z.object({
  ref: Ref, number: z.string().nullable(), title: z.string(), requesterName: z.string(), mine: z.boolean(), stateZh: z.string(),
  joined: z.int(), items: z.array(z.string()), // of those wanted
});
export const Likes = z.object({ entries: z.array(LikeEntry), demands: z.array(LikeDemand) });
export type Likes = z.infer<typeof Likes>;

const EntrySeen = z.object({ region: Region, id: z.uuid(), code: z.string().nullable(), name: z.string(), provider: z.string(), providerName: z.string(), attribute: z.string(), published: z.boolean() });
export const DemandOwn = z.object({
  body: DemandDraft, editable: z.boolean(), savedAt: z.string().nullable(), problems: z.array(Problem),
  /** To whom it is still to be matched: while drafted, registered or declined. */
  likes: Likes.nullable(),
  joins: z.object({ ref: Ref, number: z.string().nullable(), title: z.string(), stateZh: z.string() }).nullable(),
  joinedCount: z.int(),
  /** Names for the authority and the department that compiles; to another requester the number alone. */
  joinedBy: z.array(z.string()),
  entry: EntrySeen.nullable(),
  /** An application may be filled in from it by this person. */
  mayApply: z.boolean(),
  answer: z.object({ answer: z.enum(['has', 'has-not']), text: z.string(), document: z.string(), on: z.string() }).nullable(),
  declines: z.array(z.object({ name: z.string(), reasons: z.string(), whose: z.string(), on: z.string() })),
  cycleZh: z.string().nullable(), modeZh: z.string().nullable(),
});
export type DemandOwn = z.infer<typeof DemandOwn>;
