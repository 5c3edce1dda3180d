import { z } from 'zod';
import { isPlainDate } from '../../law/plain-date.ts';

/** What an entry of the catalogue says of itself (Art. 13 ¶2 and the compiling standard, Art. 12). */

/** Art. 14: one per entry, nothing between. */
export const SharingAttribute = z.enum(['unconditional', 'conditional', 'not-shared']);
export type SharingAttribute = z.infer<typeof SharingAttribute>;
/** Art. 22 ¶2: 服务接口, 批量交换, 文件下载. */
export const SharingMode = z.enum(['service', 'batch', 'file']);
export type SharingMode = z.infer<typeof SharingMode>;

/** Art. 3 ¶1: the second and third are refused at the door, they are no government data in the sense of the Regulation. */
export const Secrecy = z.enum(['none', 'work-secret', 'state-secret']);

const Text = (max: number) => z.string().trim().max(max);

/** A law, rule or duty that is cited: 名称 and 条款. `text` is the sentence relied on. */
export const Citation = z.strictObject({
  kind: z.enum(['law', 'regulation', 'decision', 'duty', 'local-law', 'rule', 'local-rule', 'document']), // law/codes: basisKinds; only the first three can forbid sharing
  name: Text(200),
  article: Text(100).default(''),
  text: Text(1000).default(''),
});
export type Citation = z.infer<typeof Citation>;

export const EntryItem = z.strictObject({
  n: z.int().min(1).max(2000), // running number, from 1
  name: Text(100), // 信息项名称
  field: z.string().max(63), // 字段名: how answers name it
  type: z.string().max(4), // 数据类型 by letter, law/codes: itemTypes
  length: z.int().min(1).max(1_000_000).nullable().default(null), // characters or digits
  key: z.boolean().default(false), // 主键
  nullable: z.boolean().default(true), // 可空
  codeSet: Text(500).nullable().default(null), // 值域、代码表
  sensitivity: z.string().max(20), // 敏感级别, law/codes: sensitivities
  personal: z.enum(['none', 'personal', 'sensitive']), // 个人信息, PIPL 28; as the sensitivity has it
  /** What it identifies, where it does: 'person' by a citizen's number, 'organisation' by its code. Linkage (25 ¶2) is reckoned on it. */
  identifier: z.enum(['person', 'phone', 'organisation', 'vehicle', 'property', 'matter']).nullable().default(null), // law/codes: identifierKinds
  grade: z.string().max(20), // 数据分级, law/codes: grades
  note: Text(500).default(''),
});
export type EntryItem = z.infer<typeof EntryItem>;

/** Art. 15 ¶2. Unconditional: all empty. Conditional: range, purposes, conditions. Not shared: reason and basis. */
export const SharingTerms = z.strictObject({
  attribute: SharingAttribute,
  ranges: z.array(Text(200)).max(50).default([]), // 共享范围
  purposes: z.array(Text(200)).max(50).default([]), // 使用用途
  conditions: z.array(Text(500)).max(50).default([]), // every other 使用条件; none may be added in a reply
  reason: Text(1000).default(''), // why it is not shared
  basis: z.array(Citation).max(10).default([]), // 法律、行政法规、国务院决定 with article and sentence
});
export type SharingTerms = z.infer<typeof SharingTerms>;

/** 大普查 figures: in all, shared, open to the public; optional, 0 where unknown. */
const Amount = z.number().min(0).max(1e12);
const Volumes = z.strictObject({
  gigabytes: Amount, tenThousandRows: Amount, sharedGigabytes: Amount.default(0), sharedTenThousandRows: Amount.default(0), openGigabytes: Amount.default(0), openTenThousandRows: Amount.default(0),
});

export const EntryBody = z.strictObject({
  name: Text(100), // 数据目录名称
  classCode: z.string().regex(/^[123]\d{5}\d*$/), // 分类码: 类 1, 项 2, 目 3, 细目 free
  summary: Text(1000), // 20–1000
  formatClass: z.string().max(40), // 信息资源格式·大类, law/codes: formats
  formatType: z.string().max(40), // 信息资源格式·类型
  updateCycle: z.string().max(20), // 更新周期, law/codes: updateCycles
  sharing: SharingTerms,
  modes: z.array(SharingMode).max(3), // 共享方式
  dataClass: Text(100), // 数据分类
  grade: z.string().max(20), // 数据分级: the highest of its items (就高从严)
  secrecy: Secrecy,
  items: z.array(EntryItem).max(2000),
  duty: z.array(Citation).max(20), // 编制依据: by what law or duty it is collected
  sourceSystem: Text(200).default(''), // 来源信息系统
  office: Text(100).default(''), // 内设机构
  contact: Text(100), // 联系人（岗位）
  phone: Text(40),
  open: z.boolean().default(false), // 是否向社会开放
  openCondition: Text(500).default(''),
  related: z.array(z.string().max(60)).max(50).default([]), // 关联资源代码
  /** 24 ¶2: refluxed data that is shared onwards names where it comes from. */
  origin: Text(300).default(''),
  volumes: Volumes.nullable().default(null),
});
export type EntryBody = z.infer<typeof EntryBody>;

/** A draft may lack anything; what it has must have the right type. */
export const EntryDraft = EntryBody.partial().extend({
  classCode: z.string().max(40).optional(),
  sharing: SharingTerms.partial().extend({ basis: z.array(Citation.partial()).max(10).optional() }).optional(),
  items: z.array(EntryItem.partial()).max(2000).optional(),
  duty: z.array(Citation.partial()).max(20).optional(),
});
export type EntryDraft = z.infer<typeof EntryDraft>;
export type DraftItem = NonNullable<EntryDraft['items']>[number];

/** Changed without a case, recorded: fields outside 13 ¶2. */
export const OutsideFields = z.strictObject({
  summary: Text(1000).min(20).optional(), contact: Text(100).min(1).optional(), phone: Text(40).min(1).optional(), office: Text(100).optional(),
  sourceSystem: Text(200).optional(), related: z.array(z.string().max(60)).max(50).optional(), volumes: Volumes.nullable().optional(),
});
export type OutsideFields = z.infer<typeof OutsideFields>;

/* ---- what the acts state ---- */

const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);
const Region = z.string().regex(/^\d{6}$/);

/** Art. 17 ¶2: why an entry must change. The first four start the clock `update` on the day they occurred; 'other' has none. */
export const CauseKind = z.enum(['law', 'regulation', 'decision', 'duty', 'other']); // 法律调整, 行政法规调整, 国务院决定调整, 职责变化, 其他
export type CauseKind = z.infer<typeof CauseKind>;
export const Cause = z.strictObject({ kind: CauseKind, on: Day, document: Text(300) });
export type Cause = z.infer<typeof Cause>;

/**
 * `update` and `withdraw` open a case for an entry (entryRegion, entry), or `update` joins a further cause to the open case.
 * A cause by law states its day of occurrence and document; 'other' says in `text` why. Where a hidden entry goes, `document` is the secrecy office's paper.
 */
const causeFields = { cause: CauseKind.optional(), occurredOn: Day.optional(), document: Text(300).min(1).optional(), text: Text(1000).min(2).optional() };

export const acts = {
  compile: z.strictObject({ name: Text(100).min(2) }),
  update: z.strictObject({ entryRegion: Region.optional(), entry: z.uuid().optional(), ...causeFields }),
  withdraw: z.strictObject({ entryRegion: Region.optional(), entry: z.uuid().optional(), ...causeFields }),
  /** Repeated collection (19 ¶1): needed where like items are already shared by another department. `cause`: needed where a new entry is stricter than one of the same name that was withdrawn. `hits`: digest of the list of grants that stand on the entry, as the cataloguer looked at it (27 ¶3). */
  submit: z.strictObject({ repeatedReason: Text(1000).optional(), cause: Cause.optional(), hits: z.string().regex(/^[0-9a-f]{64}$/).optional() }),
  approve: z.strictObject({}),
  /** By the authority: one list of everything to mend (`points`). By the chief: an opinion. */
  return: z.strictObject({ points: z.array(z.strictObject({ path: z.string().max(100).optional(), text: Text(500).min(2), isNew: z.boolean().default(false) })).min(1).max(100).optional() }),
  /** `causes`: numbers of those that this version answers, all where none are named. */
  publish: z.strictObject({ causes: z.array(z.int().min(1)).max(50).optional() }),
  abandon: z.strictObject({ reason: Text(1000).min(2) }),
  hide: z.strictObject({ reason: Text(1000).min(2), document: Text(300).optional() }), // 定密 or the secrecy office's paper, where it is there
  restore: z.strictObject({ document: Text(300).optional() }),
} as const;

/* ---- what is shown ---- */

/** One thing to mend, or to think about, at one field. `path` as in the draft: `items.3.length`. */
export const Problem = z.object({ path: z.string(), message: z.string(), level: z.enum(['error', 'warning']), basis: z.string().nullable() });
export type Problem = z.infer<typeof Problem>;
/** `likes`: what other departments share already (19 ¶1), said while one compiles. */
export const DraftSaved = z.object({ savedAt: z.string(), problems: z.array(Problem), likes: z.array(z.lazy(() => Like)) });
/** The authority sets a cause or its day of occurrence right before it publishes; the clock follows (17 ¶2). */
export const CauseRight = z.strictObject({ kind: CauseKind.optional(), on: Day.optional() });
export const DraftIn = z.strictObject({ body: EntryDraft });

/** Kept at the entry, written by application, grant and correction. Counts since publication. */
export const Figures = z.object({
  asked: z.number(), // applications received
  granted: z.number(), refused: z.number(), withdrawn: z.number(),
  onTime: z.number(), late: z.number(), // answers
  supplemented: z.number(), askedLastFifth: z.number(), extended: z.number(), withdrawnAtWish: z.number(), refusedOther: z.number(),
  answeredP50: z.number().nullable(), // working days that the clock counted from receipt to answer, median of the last 200
  deliveredP50: z.number().nullable(), // from the agreeing reply to what was accepted
  users: z.number(), // departments with a grant in force
  corrections: z.number(), // upheld
  rated: z.number(), ratingSum: z.number(), // 1–5 each
  lastAskedOn: Day.nullable(),
  quality: z.object({ rate: z.number().nullable(), rules: z.number().int(), failing: z.number().int(), on: Day }).nullable(), // of the last run of its rules (18)
});
export type Figures = z.infer<typeof Figures>;

export const EntryRow = z.object({
  region: Region, entry: z.uuid(), version: z.number().int(), code: z.string().nullable(), name: z.string(), summary: z.string(),
  provider: z.string(), providerName: z.string(), attribute: SharingAttribute, modes: z.array(SharingMode), updateCycle: z.string(), grade: z.string(),
  itemCount: z.number().int(), personal: z.boolean(), state: z.enum(['published', 'hidden', 'withdrawn', 'compiling']), publishedOn: Day.nullable(),
  matched: z.array(z.string()), // items that the words were found in
  figures: Figures.pick({ asked: true, users: true, answeredP50: true, onTime: true, late: true, quality: true }),
});
export type EntryRow = z.infer<typeof EntryRow>;

export const EntryQuery = z.strictObject({
  q: z.string().max(100).optional(), attribute: SharingAttribute.optional(), provider: z.string().max(18).optional(), mode: SharingMode.optional(),
  cycle: z.string().max(20).optional(), grade: z.string().max(20).optional(), region: Region.optional(), personal: z.enum(['true', 'false']).optional(),
  sort: z.enum(['relevance', 'updated', 'name']).default('relevance'), // relevance: without a question the newest first
  after: z.string().max(600).optional(), size: z.coerce.number().int().min(1).max(100).default(20),
});
export type EntryQuery = z.infer<typeof EntryQuery>;
/** Where asked words stand in a text: from and to, as a string is sliced. */
const Marks = z.array(z.tuple([z.number().int(), z.number().int()]));
export const EntryHit = EntryRow.extend({
  marks: z.object({ name: Marks, summary: Marks, provider: Marks, code: Marks, items: z.array(Marks) /* as `matched` */ }),
  /** Why it is a hit: the first of these that bears what was asked for; null: nothing was asked for. */
  by: z.enum(['name', 'sound', 'items', 'summary', 'provider', 'code', 'together']).nullable(),
  /** 15 ¶2 in a line: how many conditions and how they begin; or why it is not shared and on what basis. `standing`: the head consented beforehand. */
  terms: z.object({ count: z.number().int(), said: z.string(), reason: z.string(), basis: z.string(), standing: z.boolean() }),
});
export type EntryHit = z.infer<typeof EntryHit>;
/** What the question was taken for. */
const AskedFor = z.object({
  words: z.array(z.string()), also: z.array(z.string()), // also: synonyms that the authority keeps
  letters: z.boolean(), // pinyin was asked for, too
  cut: z.boolean(), // longer than twelve words: the rest was left out
});
/** A looser question that hits: `why` in Chinese. */
const Proposal = z.object({ q: z.string(), why: z.string(), count: z.number().int(), filters: z.boolean() /* keeps the filters */ });
const Facet = z.array(z.object({ value: z.string(), zh: z.string(), count: z.number().int() }));
export const EntryPage = z.object({
  rows: z.array(EntryHit), asked: AskedFor.nullable(), proposals: z.array(Proposal), // proposals: where nothing was hit
  after: z.string().nullable(), total: z.number().int(), capped: z.boolean(), // capped: there are more; the best 1,000 are ranked and counted
  facets: z.object({ attribute: Facet, provider: Facet, mode: Facet, cycle: Facet, grade: Facet, region: Facet }),
});

/** What the head of the page offers while one types. */
export const FindQuery = z.strictObject({ q: z.string().max(100) });
export const Found = z.object({
  entries: z.array(z.object({ region: Region, entry: z.uuid(), name: z.string(), providerName: z.string(), marks: Marks })),
  departments: z.array(z.object({ code: z.string(), name: z.string(), marks: Marks })),
});

export const VersionRow = z.object({ version: z.number().int(), change: z.enum(['compile', 'update', 'withdraw']), ref: Ref.nullable(), number: z.string().nullable(), publishedOn: Day, causes: z.array(Cause), state: z.enum(['published', 'hidden', 'superseded', 'withdrawn']) });
/** One difference between two versions. Items are matched by field name. */
export const Difference = z.object({ path: z.string(), zh: z.string(), before: z.string().nullable(), after: z.string().nullable(), stricter: z.boolean() });
export type Difference = z.infer<typeof Difference>;
/** An item whose source is another department, and the entry of the source (19 ¶2). */
export const SourcedItem = z.object({ item: z.string(), provider: z.string(), providerName: z.string(), entry: z.uuid().nullable() });
/** A like item that another department shares already (19 ¶1). */
export const Like = z.object({ region: Region, entry: z.uuid(), code: z.string().nullable(), name: z.string(), provider: z.string(), providerName: z.string(), items: z.array(z.string()), /** Of these those whose named source it is (19 ¶2). */ sourced: z.array(z.string()) });
export type Like = z.infer<typeof Like>;

export const EntryView = EntryRow.extend({
  body: EntryBody, figures: Figures, answers: z.array(z.object({ days: z.number().int(), late: z.boolean(), count: z.number().int() })), versions: z.array(VersionRow), currentCase: z.object({ ref: Ref, number: z.string().nullable() }).nullable(),
  openCase: z.object({ ref: Ref, change: z.string() }).nullable(), // an update or withdrawal under way; own department and authority only
  standingConsent: z.object({ by: z.string(), on: Day, document: z.string() }).nullable(),
  note: z.string().nullable(), // 不予共享说明 of the version that stands, {region}-{uuid}
  mayApply: z.boolean(), mayApplyNot: z.string().nullable(), // why not, in Chinese
  own: z.boolean(), // of my department
  sources: z.array(SourcedItem), // items of this entry that have their source elsewhere
  subscribed: z.boolean(), // my department is told of every change
  changes: z.array(z.object({ on: Day, field: z.string(), zh: z.string() })), // contact, summary … changed without a case
});
export type EntryView = z.infer<typeof EntryView>;

/** Cases about an entry in which an organisation takes part, the newest first; by the id of one of them. */
export const ConcernQuery = z.strictObject({ after: z.uuid().optional(), size: z.coerce.number().int().min(1).max(100).default(10) });
export type ConcernQuery = z.infer<typeof ConcernQuery>;
export const ConcernPage = z.object({
  rows: z.array(z.object({ ref: z.string(), kind: z.string(), kindZh: z.string(), number: z.string().nullable(), state: z.string(), stateZh: z.string(), open: z.boolean(), otherName: z.string().nullable(), movedOn: z.string() })),
  after: z.string().nullable(),
});
export type ConcernPage = z.infer<typeof ConcernPage>;
/** Entries whose changes my department is told of. */
/** `after`: day and entry of the last row; `total` is counted to 10,000. */
export const SubscriptionsQuery = z.strictObject({ after: z.string().regex(/^\d{4}-\d{2}-\d{2}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).refine((text) => !Number.isNaN(Date.parse(text.slice(0, 10)))).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const Subscriptions = z.object({ rows: z.array(z.object({ region: Region, entry: z.uuid(), since: Day, name: z.string(), code: z.string().nullable(), provider: z.string(), providerName: z.string(), state: z.string(), version: z.number().int(), publishedOn: Day })), after: z.string().nullable(), total: z.number().int() });
export const VersionView = z.object({ region: Region, entry: z.uuid(), version: z.number().int(), publishedOn: Day, body: EntryBody, differences: z.array(Difference), against: z.number().int().nullable() });

/** The process's own part of the case page. */
export const CatalogOwn = z.object({
  change: z.enum(['compile', 'update', 'withdraw']),
  entry: z.object({ region: Region, id: z.uuid(), code: z.string().nullable(), version: z.number().int().nullable() }),
  body: EntryDraft, savedAt: z.string().nullable(), editable: z.boolean(), problems: z.array(Problem),
  causes: z.array(Cause.extend({ n: z.int(), requires: z.boolean() })), reason: z.string().nullable(),
  assessments: z.array(z.object({ template: z.enum(['secrecy', 'privacy']), zh: z.string(), ref: Ref.nullable(), number: z.string().nullable(), standing: z.boolean(), underWay: z.boolean(), needed: z.boolean(), note: z.string() })),
  differences: z.array(Difference), against: z.number().int().nullable(), // beside the version that stands; stricter ones first (39(二))
  likes: z.array(Like), repeatedReason: z.string().nullable(),
  points: z.array(z.object({ path: z.string().nullable(), text: z.string(), round: z.int() })), // what the authority listed
});
export type CatalogOwn = z.infer<typeof CatalogOwn>;

export const DepartmentQuery = z.strictObject({ state: z.enum(['published', 'hidden', 'withdrawn', 'compiling']).optional(), q: z.string().max(100).optional(), after: z.string().max(400).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const DepartmentPage = z.object({
  rows: z.array(EntryRow.extend({ openCase: z.object({ ref: Ref, change: z.string(), state: z.string() }).nullable(), standingConsent: z.boolean() })), after: z.string().nullable(), total: z.number().int(),
});
export const StandingConsentIn = z.strictObject({ document: Text(300).default('') });
export const CompareQuery = z.strictObject({ from: z.coerce.number().int().min(1).max(1_000_000), to: z.coerce.number().int().min(1).max(1_000_000) });

/* ---- exports ---- */

/** `xlsx`: the result of a search in the layout of the template; `csv` and `json` (DCAT): the published catalogue with its terms. */
export const ExportQuery = EntryQuery.omit({ after: true, size: true }).extend({ format: z.enum(['csv', 'json', 'xlsx']).default('csv') });
export const ExportsQuery = z.strictObject({ number: z.string().max(40).optional(), after: z.string().max(100).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const ExportPage = z.object({
  rows: z.array(z.object({ number: z.string(), org: z.string(), orgName: z.string(), by: z.string(), person: z.uuid(), format: z.enum(['xlsx', 'csv', 'json']), what: z.enum(['department', 'query']), query: z.record(z.string(), z.string()), at: z.string() })), after: z.string().nullable(),
});
