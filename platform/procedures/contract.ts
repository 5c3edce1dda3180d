import { z } from 'zod';

/** Shapes of what every procedure shares on the wire: cases, moves, lists. Console and sdk read these. */

/** How a case is addressed on every platform: `{region}-{uuid}`. */
export const CaseRef = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export type CaseRef = z.infer<typeof CaseRef>;

export const PlainDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** 督办灯: computed by the server, the browser only draws it. `days` are working days left or late, per kind. */
export const LampKinds = z.enum(['normal', 'near', 'due', 'late', 'paused', 'done', 'done-late', 'none']);
export const Lamp = z.object({
  kind: LampKinds,
  text: z.string(), // 剩 6 个工作日 · 今日截止 · 超期 2 个工作日 · 停计，等补正 · 按期办结，用 6 日 · 无法定时限
  dueOn: PlainDateText.nullable(),
  provisional: z.boolean(), // 暂定
  local: z.boolean(), // 地方
  cells: z.array(z.enum(['used', 'paused', 'left', 'late'])), // mini strip: one per working day
});
export type Lamp = z.infer<typeof Lamp>;

/** One column of the 时限条. */
export const StripDay = z.object({
  date: PlainDateText,
  weekday: z.number().int().min(1).max(7),
  kind: z.enum(['received', 'elapsed', 'paused', 'today', 'left', 'due', 'next', 'late', 'extension', 'rest']),
  ordinal: z.number().int().nullable(), // 第几个工作日
  makeUp: z.boolean(), // 调休上班: corner tag 班
  holiday: z.string().nullable(), // name of the holiday on a rest day
  flags: z.array(z.object({ text: z.string(), note: z.string().optional(), tone: z.enum(['plain', 'now', 'due']) })), // above
  captions: z.array(z.object({ text: z.string(), tone: z.enum(['plain', 'due', 'dashed']) })), // below
});
export const Strip = z.object({
  clock: z.string(),
  zh: z.string(), // 答复时限
  limitZh: z.string(), // 有条件共享：自收到申请之日起 10 个工作日
  basis: z.string(), // '21.1'
  basisZh: z.string(),
  position: z.string(), // 第 7 / 10 日
  dueText: z.string(), // 截止 2026-10-22 周四 24:00
  plainDueOn: PlainDateText.nullable(), // 不停则止于此
  sum: z.string(), // 10 + 停 2 = 自收到起第 12 个工作日
  spoken: z.string(), // the whole, for a screen reader
  lamp: Lamp,
  days: z.array(StripDay),
});
export type Strip = z.infer<typeof Strip>;

/** A button. Disabled ones are lawful here but spent, and say why. */
export const ActView = z.object({
  act: z.string(),
  zh: z.string(), // 同意共享 / 不同意…
  basis: z.string(),
  basisZh: z.string(),
  form: z.boolean(), // a form opens first
  grave: z.boolean(), // asks for the password and second factor again
  batch: z.boolean(), // may be done on many like cases at once
  states: z.array(z.string()), // fields the act must carry
  aside: z.string().nullable(), // in place of the article: 时钟照走 · 10-12 已用过
  effect: z.string().nullable(), // 若今日同意，须于 2026-11-16 前提供
  disabledBecause: z.string().nullable(),
  earliest: z.record(z.string(), PlainDateText), // of a date it states for a limit that leaves so many days: supplyBy → 2026-10-26
  paper: z.object({ org: z.string(), name: z.string() }).nullable(), // 代录: whose act it is, entered from its paper
});
export type ActView = z.infer<typeof ActView>;

export const PartyView = z.object({ party: z.string(), zh: z.string(), org: z.string(), name: z.string(), mine: z.boolean() });

export const AttachmentView = z.object({ id: z.string(), region: z.string(), /* both name the file: /api/attachments/{region}/{id} */ name: z.string(), media: z.string(), bytes: z.number(), sha256: z.string() });

export const MoveView = z.object({
  version: z.number().int(),
  at: z.string(), // ISO time of the machine
  onDay: PlainDateText, // legal date
  act: z.string(),
  zh: z.string(),
  fromState: z.string(),
  toState: z.string(),
  toZh: z.string(),
  byClock: z.boolean(),
  org: z.string().nullable(),
  orgName: z.string().nullable(),
  post: z.string().nullable(),
  postZh: z.string().nullable(),
  behalf: z.boolean(), // delegated
  paper: z.boolean(), // 代录
  basis: z.string(),
  basisZh: z.string(),
  opinion: z.string().nullable(),
  states: z.record(z.string(), z.unknown()), // what the act stated
  attachments: z.array(AttachmentView),
  clockEffects: z.array(z.string()), // 时钟停 · 开始计时 …
});
export type MoveView = z.infer<typeof MoveView>;

/** The diagram, drawn from the table, in the order of the way. `beside`: stands in the column of that box, in another lane. */
export const FlowNode = z.object({ state: z.string(), zh: z.string(), lane: z.string(), mark: z.enum(['done', 'now', 'ahead']), note: z.string().nullable() /* the day it was done, or how long it may take */, beside: z.string().nullable() });
export const FlowEdge = z.object({ from: z.string(), to: z.string(), zh: z.string(), mark: z.enum(['done', 'ahead']) });
export const Flow = z.object({
  lanes: z.array(z.object({ party: z.string(), zh: z.string(), name: z.string().nullable() })), nodes: z.array(FlowNode), edges: z.array(FlowEdge),
  now: z.string(), // 提供部门负责人审定
  otherwise: z.array(z.string()), // 或不同意，说明理由: how else it may end here
});

/** The page that every procedure shares. `own` is the process's own part, shaped by its contract. */
export const CaseView = z.object({
  ref: CaseRef,
  kind: z.string(), // procedure name
  kindZh: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  stateZh: z.string(),
  open: z.boolean(),
  version: z.number().int(),
  parties: z.array(PartyView),
  lamp: Lamp,
  strips: z.array(Strip),
  waitsFor: z.string().nullable(), // 等市教育局·经办人：补正
  mine: z.boolean(), // it is my turn
  turn: z.string().nullable(), // what for: 审定答复
  acts: z.array(ActView),
  onPaper: z.array(ActView), // what this person may enter for parties of which nobody works here
  flow: Flow,
  timeline: z.array(MoveView), // newest first
  facts: z.record(z.string(), z.string()),
  links: z.array(z.object({ ref: CaseRef.nullable(), href: z.string(), number: z.string(), zh: z.string() })), // 关联事项
  own: z.unknown(),
});
export type CaseView = z.infer<typeof CaseView>;

/** Headers of a move: `idempotency-key` (uuid) and, for an existing case, `if-match` (version). Body: the act's fields, `opinion`, `attachments` (ids). */
export const MoveCommon = z.object({
  opinion: z.string().max(4000).optional(),
  attachments: z.array(z.uuid()).max(20).optional(),
  /** 代录 by the reviewer of the authority concerned: the party without a seat here, and its paper, which must be attached. */
  paper: z.object({ org: z.string().max(40), number: z.string().trim().min(1).max(100), date: PlainDateText }).optional(),
});
export const MoveAnswer = z.object({ ref: CaseRef, number: z.string().nullable(), state: z.string(), stateZh: z.string(), version: z.number().int(), pending: z.string() /* id of the ledger's pending entry */, signed: z.boolean(),
  once: z.record(z.string(), z.unknown()).optional(), // shown this once and never again (领用凭据)
  shown: z.literal(true).optional(), // a repeat of a request whose answer was shown once
});
export type MoveAnswer = z.infer<typeof MoveAnswer>;

export const CaseRow = z.object({
  ref: CaseRef, kind: z.string(), kindZh: z.string(), number: z.string().nullable(), title: z.string(), state: z.string(), stateZh: z.string(), open: z.boolean(),
  lamp: Lamp, requester: z.string().nullable(), requesterName: z.string().nullable(), provider: z.string().nullable(), providerName: z.string().nullable(),
  otherName: z.string().nullable(), // who is across the table, short
  attribute: z.string().nullable(), movedAt: z.string(), movedOn: PlainDateText.nullable() /* the legal day of it; a worklist does not say it */, version: z.number().int(),
  inside: z.boolean(), // still within one organisation: 本部门内部环节
  next: z.object({ act: z.string(), zh: z.string(), turn: z.string() /* the step, where more than one act decides it: 审定答复 */, basisZh: z.string(), batch: z.boolean(), form: z.boolean() }).nullable(), // what you do next
  lateAs: z.enum(['clue', 'list']).nullable(), // late: 已列入督办线索 · 已列主管部门清单
  note: z.string().nullable(), // 经办人已拟：部分同意
  // names are short: this is a line of a table
});
export type CaseRow = z.infer<typeof CaseRow>;

export const CasePage = z.object({ rows: z.array(CaseRow), after: z.string().nullable(), total: z.number().int(), totalCapped: z.boolean() });

export const WorklistQuery = z.object({
  kind: z.string().optional(), lamp: z.enum(['late', 'due', 'near', 'normal', 'none']).optional(), q: z.string().max(100).optional(),
  why: z.enum(['move', 'extension', 'copy', 'vacancy']).optional(), after: z.string().max(400).optional(), size: z.coerce.number().int().min(1).max(100).default(50),
});
/** How many, and the counters, come with the first page; whoever turns it has them. */
export const Worklist = CasePage.extend({
  total: z.number().int().nullable(),
  counts: z.object({ all: z.number(), late: z.number(), due: z.number(), near: z.number(), normal: z.number(), paused: z.number(), doneThisMonth: z.number(), doneOnTime: z.number(), byKind: z.record(z.string(), z.number()) }).nullable(),
});
/** The badges of the menu: by `application.provider`, `extension`, `all`; pressing: late, or due today or tomorrow. */
export const Waiting = z.object({ sides: z.record(z.string(), z.object({ all: z.number(), pressing: z.number() })) });
export type Waiting = z.infer<typeof Waiting>;
export type Worklist = z.infer<typeof Worklist>;

/** What the clocks will do by themselves: the rail of 工作台. */
export const Coming = z.object({ rows: z.array(z.object({ on: PlainDateText, ref: CaseRef, number: z.string(), text: z.string(), basisZh: z.string() })) });

export const CaseQuery = z.object({
  side: z.enum(['requester', 'provider', 'authority', 'any']).default('any'), state: z.string().optional(), open: z.enum(['true', 'false']).optional(), lamp: LampKinds.optional(),
  q: z.string().max(100).optional(), after: z.string().max(400).optional(), size: z.coerce.number().int().min(1).max(100).default(50),
});
export type WorklistQuery = z.infer<typeof WorklistQuery>;
export type Coming = z.infer<typeof Coming>;
export type CaseQuery = z.infer<typeof CaseQuery>;
export type CasePage = z.infer<typeof CasePage>;
export type MoveCommon = z.infer<typeof MoveCommon>;
export type AttachmentView = z.infer<typeof AttachmentView>;
export type Flow = z.infer<typeof Flow>;
export type PartyView = z.infer<typeof PartyView>;
