import { z } from 'zod';
import { Citation, EntryItem, SharingAttribute, SharingMode, SharingTerms, SourcedItem } from '../catalog/contract.ts';
import { MaskKind, RowFilter } from '../grant/contract.ts';

/** What an application states (Art. 20 ¶2) and what its acts and pages carry. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Region = z.string().regex(/^\d{6}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);

/** Answering rows by declared keys, or yes and no where the row itself is not needed. Batch and file have none. */
export const ServiceKind = z.enum(['query', 'verification']);

/** A system of the requester that will call: its addresses may be named, calls from elsewhere are then refused. */
export const UsingSystem = z.strictObject({
  name: Text(100).min(2),
  addresses: z.array(z.string().max(43).regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, '请填写 IP 地址或网段，例如 10.32.4.0/24')).max(20).default([]),
});

/** The five statements of Art. 20 ¶2 and what belongs to them. */
export const ApplicationBody = z.strictObject({
  items: z.array(z.int().min(1)).min(1, '请至少选择一个数据项').max(2000), // numbers of the entry's items
  purpose: Text(100).min(2, '请填写业务事项名称'), // the matter handled with it: what a grant is bound to (25 ¶1)
  basis: z.array(Citation).min(1, '请填写使用依据').max(20), // 使用依据
  scenario: Text(1000).min(10, '请写明在哪个办事环节、由谁、怎样使用，不少于 10 个字'), // 使用场景
  range: Text(1000).min(4, '请写明涉及哪些人或事项、大约多少'), // 使用范围
  mode: SharingMode, // 共享方式
  serviceKind: ServiceKind.nullable().default(null),
  term: z.strictObject({ from: Day, to: Day.nullable(), reason: Text(500).default('') }), // 使用时限; without an end: why
  systems: z.array(UsingSystem).min(1, '请填写将要调用的业务系统').max(20),
  signedOnce: z.boolean().default(false), // each signature is taken once: its systems sign every call anew (docs/protocol.md)
  responsible: z.strictObject({ post: Text(60).min(2, '请填写负责人所在岗位'), phone: Text(40).min(5, '请填写联系电话') }), // by post
  frequency: z.strictObject({ perDay: z.int().min(1).max(100_000_000), perMinute: z.int().min(1).max(1_000_000) }),
  renews: Ref.nullable().default(null), // the grant that this one takes over from, without a gap
});
export type ApplicationBody = z.infer<typeof ApplicationBody>;

/** A draft may lack anything; what it has must have the right type. */
export const ApplicationDraft = ApplicationBody.partial().extend({
  items: z.array(z.int().min(1)).max(2000).optional(),
  purpose: Text(100).optional(), scenario: Text(1000).optional(), range: Text(1000).optional(),
  basis: z.array(Citation.partial()).max(20).optional(),
  term: z.strictObject({ from: Day.optional(), to: Day.nullable().optional(), reason: Text(500).optional() }).optional(),
  systems: z.array(z.strictObject({ name: Text(100).optional(), addresses: z.array(z.string().max(43)).max(20).optional() })).max(20).optional(),
  responsible: z.strictObject({ post: Text(60).optional(), phone: Text(40).optional() }).optional(),
  frequency: z.strictObject({ perDay: z.int().optional(), perMinute: z.int().optional() }).optional(),
});
export type ApplicationDraft = z.infer<typeof ApplicationDraft>;

/** One point of the list of what is missing: tied to a statement of 20 ¶2, or to a condition that the entry lists. */
export const Point = z.strictObject({
  tiedTo: z.enum(['basis', 'scenario', 'range', 'mode', 'term', 'condition']),
  condition: z.int().min(1).max(50).nullable().default(null), // number of the condition, where it is one
  text: Text(500).min(4, '请写明缺什么材料'),
});
export type Point = z.infer<typeof Point>;

/** The lawful reasons (3 ¶2, 15 ¶2, 20 ¶2, 21 ¶2); "resources not ready" is none. */
export const RefusalCategory = z.enum(['duty', 'range', 'forbidden', 'not-held', 'not-supplied', 'other']);
export type RefusalCategory = z.infer<typeof RefusalCategory>;

export const ItemReply = z.strictObject({
  item: z.int().min(1),
  decision: z.enum(['agree', 'other-mode', 'refuse']),
  category: RefusalCategory.nullable().default(null),
  reason: Text(1000).default(''),
  basis: z.array(Citation).max(5).default([]),
});
export type ItemReply = z.infer<typeof ItemReply>;

/** How what was received is disposed of at the end (27 ¶1), laid down in the reply. */
export const Disposal = z.strictObject({ how: z.enum(['delete', 'return', 'seal', 'keep']), days: z.int().min(1).max(365), basis: Text(300).default('') });
export type Disposal = z.infer<typeof Disposal>;

export const Proposal = z.strictObject({
  perItem: z.array(ItemReply).min(1).max(2000).refine((all) => new Set(all.map((one) => one.item)).size === all.length, '每个数据项只答复一次'),
  mode: SharingMode, serviceKind: ServiceKind.nullable().default(null),
  /** How the items answered with `other-mode` are given; they get a grant of their own, since a grant has one way. */
  otherWay: z.strictObject({ mode: SharingMode, serviceKind: ServiceKind.nullable().default(null) }).nullable().default(null),
  term: z.strictObject({ from: Day, to: Day.nullable() }),
  quota: z.strictObject({ perDay: z.int().min(1), perMinute: z.int().min(1) }),
  rowFilter: RowFilter.default([]),
  masks: z.record(z.string(), MaskKind).default({}), // item number → mask
  conditions: z.array(Text(500)).max(50).default([]), // of those the catalogue lists, no other
  disposal: Disposal,
  contact: Text(100).min(2, '请填写本部门联系岗位'),
  phone: Text(40).min(5, '请填写联系电话'),
  /** 21 ¶2: another mode, a shorter term, a lower quota or fewer rows than asked is a partial refusal, with its reason. */
  less: z.strictObject({ category: RefusalCategory, reason: Text(1000), basis: z.array(Citation).max(5).default([]) }).nullable().default(null),
});
export type Proposal = z.infer<typeof Proposal>;

/* ---- what the acts state ---- */

export const acts = {
  /** `demand`: of this department, matched to this entry; what it stated is filled in. */
  create: z.strictObject({ entryRegion: Region, entry: z.uuid(), renews: Ref.optional(), demand: Ref.optional() }),
  submit: ApplicationBody,
  approve: z.strictObject({ vouches: z.literal(true, '请确认对申请的真实性、合法性、必要性负责') }),
  return: z.strictObject({}),
  ask: z.strictObject({ points: z.array(Point).min(1, '请列出需要补充的全部材料').max(50), supplyBy: Day }),
  supply: z.strictObject({ answers: z.array(z.strictObject({ point: z.int().min(1), text: Text(2000) })).max(50).default([]), maintains: z.boolean().default(false), body: ApplicationBody.partial().optional() })
    .refine((it) => it.maintains || it.answers.length > 0, { path: ['answers'], error: '请逐条答复所列各点，或者声明申请材料已经齐全' }),
  add: z.strictObject({ text: Text(2000).min(2) }),
  assess: z.strictObject({ recommends: z.enum(['agree', 'reduce', 'refuse']) }),
  check: z.strictObject({}),
  propose: Proposal,
  /** The head agrees to what was proposed. Only the forum's row carries the government's decision and what follows from it (28). */
  grant: z.strictObject({ decision: z.strictObject({ document: Text(200).min(4), text: Text(4000).min(4), on: Day }).optional(), proposal: Proposal.optional() }),
  refuse: z.strictObject({ category: RefusalCategory, reasons: Text(2000).min(4, '请说明理由'), basis: z.array(Citation).max(5).default([]) }),
  withdraw: z.strictObject({ reason: Text(500).optional(), atProvidersWish: z.boolean().default(false) }),
  reconsider: z.strictObject({ replyBy: Day.optional() }), // by a settlement or decision: the date in it
  rate: z.strictObject({ score: z.int().min(1).max(5), text: Text(500).default('') }),
} as const;

/* ---- what is shown ---- */

export const Problem = z.object({ path: z.string(), message: z.string(), basis: z.string().nullable() });
export type Problem = z.infer<typeof Problem>;
export const DraftIn = z.strictObject({ body: ApplicationDraft });
export const DraftSaved = z.object({ savedAt: z.string(), problems: z.array(Problem), linkage: z.lazy(() => LinkageView) });

/** 申请清单: one matter, an application for each entry. `ref`: a draft that a line has already; without `submit` drafts are kept and said what they lack. */
export const BasketLine = z.strictObject({ entryRegion: Region, entry: z.uuid(), items: z.array(z.int().min(1)).max(2000), ref: Ref.optional() });
export type BasketLine = z.infer<typeof BasketLine>;
export const BasketIn = z.strictObject({
  common: ApplicationDraft.omit({ items: true, renews: true }), submit: z.boolean().default(true),
  lines: z.array(BasketLine).min(1, '清单里没有目录').max(30, '一次最多提交 30 个目录').refine((all) => new Set(all.map((one) => `${one.entryRegion}-${one.entry}`)).size === all.length, '同一个目录在清单里只列一次'),
});
export type BasketIn = z.infer<typeof BasketIn>;
export const BasketAnswer = z.object({ results: z.array(z.object({ entryRegion: Region, entry: z.uuid(), ref: Ref.nullable(), number: z.string().nullable(), filed: z.boolean(), problems: z.array(z.string()) })) });
export type BasketAnswer = z.infer<typeof BasketAnswer>;

/** 25 ¶2: what the requester would hold, together with what it has under grants in force. */
export const LinkageView = z.object({
  level: z.enum(['low', 'medium', 'high']),
  zh: z.string(),
  reasons: z.array(z.string()),
  adds: z.array(z.string()), // sensitive items of this application
  /** Smallest sets of items without which the level falls, fewest items first; three at most. */
  leaveOut: z.array(z.object({ items: z.array(z.object({ item: z.int(), name: z.string() })), level: z.enum(['low', 'medium', 'high']), zh: z.string() })),
  /** Entries held under grants in force: those that can be joined with this application first, fifty at most. */
  held: z.array(z.object({ entry: z.string(), provider: z.string(), identifiers: z.array(z.string()), sensitive: z.array(z.string()), joined: z.boolean() })),
  heldTotal: z.int(),
});
export type LinkageView = z.infer<typeof LinkageView>;

/** 若今日收到、若今日同意: how many working days, and the last of them. */
const IfDue = z.object({ days: z.int(), by: Day }).nullable();
export const IfToday = z.object({ reply: IfDue, delivery: IfDue });
export type IfToday = z.infer<typeof IfToday>;

export const ApplicationOwn = z.object({
  entry: z.object({ region: Region, id: z.uuid(), version: z.int(), code: z.string().nullable(), name: z.string(), attribute: SharingAttribute, sharing: SharingTerms, modes: z.array(SharingMode), items: z.array(EntryItem), contact: z.string(), phone: z.string() }),
  /** Items of the entry whose source is another department: a new application is led there (19 ¶2). */
  sources: z.array(SourcedItem),
  body: ApplicationDraft,
  editable: z.boolean(), savedAt: z.string().nullable(), problems: z.array(Problem),
  ifToday: IfToday,
  /** 同样的申请曾这样通过, while it is drafted: this department's own, newest first; of all departments how many and how long (27 ¶3). */
  precedents: z.object({ own: z.array(z.object({ ref: Ref, number: z.string(), month: z.string(), days: z.int(), purpose: z.string(), items: z.int() })), granted: z.int(), medianDays: z.number().nullable() }).nullable(),
  linkage: LinkageView,
  /** Own 个人信息保护影响评估 (PIPL 55): needed where sensitive items are wanted; \`scope\` is what a new one would assess. */
  assessment: z.object({ needed: z.boolean(), standing: z.boolean(), ref: Ref.nullable(), note: z.string(), scope: z.unknown() }),
  points: z.array(Point.extend({ answer: z.string().nullable() })), supplyBy: Day.nullable(),
  additions: z.array(z.object({ on: Day, text: z.string() })),
  securityOpinion: z.object({ recommends: z.string(), opinion: z.string() }).nullable(),
  proposal: Proposal.nullable(),
  checks: z.array(z.object({ ok: z.boolean(), text: z.string(), why: z.string().nullable() })), // 审定前核对: what `grant` will ask, with its refusal where it does not hold
  refusal: z.object({ category: RefusalCategory, reasons: z.string(), basis: z.array(Citation) }).nullable(),
  reasonsAllowed: z.array(z.object({ category: RefusalCategory, zh: z.string(), basisZh: z.string() })),
  grant: z.object({ ref: Ref, number: z.string().nullable() }).nullable(),
  otherGrant: z.object({ ref: Ref, number: z.string().nullable() }).nullable(), // of the items given in another way
  standingConsent: z.boolean(),
  rating: z.object({ score: z.int(), text: z.string() }).nullable(), // by the requester, once
});
export type ApplicationOwn = z.infer<typeof ApplicationOwn>;
