import { z } from 'zod';
import { SharingMode } from '../catalog/contract.ts';
import { Point } from './use-change/contract.ts';
import { WindowAhead } from '../resource/contract.ts';

/** The agreement between provider and requester as the plane enforces it, and what its acts state. Art. 22, 25, 27. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Region = z.string().regex(/^\d{6}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);

/** The services of one's own that an interface document is asked of; the public list of errors. */
export const ServiceAt = z.strictObject({ ref: Ref });
export const PublicErrors = z.array(z.object({ code: z.string(), status: z.int(), sentence: z.string(), articleZh: z.string().nullable() }));
export type PublicErrors = z.infer<typeof PublicErrors>;

/** 27 ¶2 knows three grounds and no other. */
export const SuspensionGround = z.enum(['beyond-range', 'beyond-purpose', 'third-party']);
export const DisposalHow = z.enum(['delete', 'return', 'seal', 'keep']);
/** What was done; where nothing was ever stored a declaration is enough. */
export const DisposalDone = z.enum(['delete', 'return', 'seal', 'keep', 'nothing-stored']);

/** Rows of the entry that a grant covers, said item by item; no expression is typed. */
export const RowFilter = z.array(z.strictObject({ item: z.int().min(1), op: z.enum(['eq', 'in', 'between', 'prefix']), values: z.array(z.string().max(200)).min(1).max(1000) })
  .refine(({ op, values }) => op === 'in' || values.length === (op === 'between' ? 2 : 1), { path: ['values'], error: '“介于”填两个值，“等于”“开头为”填一个值，几个值的用“为其一”' })).max(10);
export const MaskKind = z.enum(['none', 'name', 'id-number', 'mobile', 'last4', 'hash']);

export const acts = {
  deliver: z.strictObject({ note: Text(1000).default('') }),
  accept: z.strictObject({}),
  reject: z.strictObject({ cause: z.enum(['unreachable', 'wrong-items', 'wrong-rows', 'wrong-values', 'too-slow', 'other']), text: Text(1000).min(4, '请写明哪里不符') }),
  suspend: z.strictObject({ ground: SuspensionGround, evidence: Text(2000).min(4, '请写明证据'), mendBy: Day }),
  report: z.strictObject({ done: Text(2000).min(4, '请写明已采取的整改措施') }),
  resume: z.strictObject({}),
  insist: z.strictObject({ lacking: Text(1000).min(4, '请写明还缺什么'), mendBy: Day }),
  terminate: z.strictObject({ reasons: Text(2000).min(4, '请说明理由') }),
  hold: z.strictObject({ incident: Ref.nullable().default(null), reason: Text(1000).min(2) }),
  lift: z.strictObject({}),
  finish: z.strictObject({ reason: z.enum(['reached', 'impossible', 'not-needed']), text: Text(500).default('') }),
  'set-disposal': z.strictObject({ way: DisposalHow, disposeBy: Day, basis: Text(300).default('') }),
  dispose: z.strictObject({ way: DisposalDone, points: z.record(z.string().max(20), Text(500)).default({}), evidence: Text(2000).default(''), declaration: z.literal(true, '请声明所述属实') }),
  confirm: z.strictObject({}),
  deny: z.strictObject({ lacking: Text(1000).min(4, '请写明还缺什么'), disposeBy: Day }),
  'confirm-need': z.strictObject({ text: Text(500).min(4, '请写明为何仍需使用'), lastUsedOn: Day.nullable().default(null) }),
  'collect-key': z.strictObject({}),
  'rotate-key': z.strictObject({ reason: Text(500).default('定期更换') }),
  'report-key-stolen': z.strictObject({ since: Day.optional(), text: Text(1000).min(2, '请写明怎样发现、可能从何时起') }),
  'withdraw-key': z.strictObject({ reason: Text(500).min(2, '请写明停用原因') }),
  /** Protocol §2.4: `until` is its last day; `secretAsSign`: the secret itself is taken for a signature too (§2.3). */
  'allow-legacy': z.strictObject({ reason: Text(500).min(4, '请写明为何放宽、系统何时改好'), until: Day, secretAsSign: z.boolean().default(false) }),
  'end-legacy': z.strictObject({}),
  'change-use': z.strictObject({ change: Ref, points: z.array(Point).min(1).max(3) }),
  import: z.strictObject({
    entryRegion: Region, entry: z.uuid(), requester: z.string().length(18), items: z.array(z.int().min(1)).min(1, '请至少选择一个数据项').max(2_000), purpose: Text(100).min(2, '请写明用途'), range: Text(1000).default(''),
    mode: SharingMode, serviceKind: z.enum(['query', 'verification']).default('query'), term: z.strictObject({ from: Day, to: Day.nullable(), reason: Text(500).default('') }), papers: Text(1000).min(4, '请写明原共享依据的文件'),
    rowFilter: RowFilter.default([]), masks: z.record(z.string().regex(/^\d{1,5}$/), MaskKind).default({}), conditions: z.array(Text(500)).max(50).default([]), // as was agreed before
    quota: z.strictObject({ perDay: z.int().min(1).max(100_000_000), perMinute: z.int().min(1).max(1_000_000) }), disposal: z.strictObject({ how: DisposalHow, days: z.int().min(1).max(365), basis: Text(300).default('') }),
  }),
  drop: z.strictObject({ reason: Text(500).min(2, '请写明撤销的原因') }),
} as const;

/** Shown once, in the answer to `collect-key` and `rotate-key`; never stored readable and never shown again. */
export const KeyOnce = z.object({ rid: z.string(), sid: z.string(), appKey: z.string(), endsAt: z.string().nullable() });
export type KeyOnce = z.infer<typeof KeyOnce>;

export const LegacyOnce = z.object({ reason: z.string(), from: Day, until: Day, secretAsSign: z.boolean(), by: z.string(), running: z.boolean(), endedOn: Day.nullable(), endedZh: z.string().nullable() });
export type LegacyOnce = z.infer<typeof LegacyOnce>;

export const GrantItem = z.object({ n: z.int(), name: z.string(), field: z.string(), sensitivity: z.string(), personal: z.string(), mask: z.string() });

export const GrantOwn = z.object({
  entry: z.object({ region: Region, id: z.uuid(), version: z.int(), code: z.string().nullable(), name: z.string(), attribute: z.string() }),
  application: z.object({ ref: Ref, number: z.string().nullable() }).nullable(),
  items: z.array(GrantItem),
  purpose: z.string(), range: z.string(), mode: SharingMode, serviceKind: z.string().nullable(),
  rowFilter: z.array(z.object({ zh: z.string() })),
  below: z.array(z.object({ name: z.string(), code: z.string() })),
  conditions: z.array(z.string()),
  term: z.object({ from: Day, to: Day.nullable() }),
  quota: z.object({ perDay: z.int(), perMinute: z.int() }),
  thirdParties: z.array(z.object({ who: z.string(), why: z.string(), on: Day })), // 25 ¶1: agreed to
  addresses: z.array(z.string()),
  systems: z.array(z.string()),
  signedOnce: z.boolean(), // each signature is taken once
  served: z.boolean(), // the plane serves it now
  service: z.object({ keys: z.array(z.object({ field: z.string(), name: z.string(), required: z.boolean() })), pageSize: z.int(), maxRows: z.int(), windows: z.array(WindowAhead) }).nullable(), // from the binding, with announced maintenance
  key: z.object({ rid: z.string(), sid: z.string(), collectedOn: Day.nullable(), stopped: z.boolean(), endsAt: z.string().nullable(), mine: z.boolean() }).nullable(), // never the secret
  disposal: z.object({ how: DisposalHow, days: z.int().nullable(), by: Day.nullable(), basis: z.string() }),
  suspension: z.object({ ground: SuspensionGround, evidence: z.string(), mendBy: Day.nullable(), on: Day }).nullable(),
  hold: z.object({ reason: z.string(), incident: Ref.nullable(), on: Day }).nullable(),
  /** Each time that weak signatures were allowed, newest first; `running`: they are taken today. */
  legacy: z.array(LegacyOnce),
  renews: z.object({ ref: Ref, number: z.string().nullable() }).nullable(),
  unused: z.object({ since: Day, recorded: z.boolean() }).nullable(), // the need of it is to be confirmed; recorded: its calls are, one by one
  imported: z.object({ papers: z.string(), endless: z.string(), confirmedOn: Day.nullable() }).nullable(), // 44: ran before the platform; without an end: why
  bound: z.boolean(), // the entry has a tested resource for this mode
});
export type GrantOwn = z.infer<typeof GrantOwn>;

/** One department that holds data of an entry, as its provider sees it. */
export const HolderRow = z.object({
  ref: Ref, number: z.string().nullable(), requester: z.string(), requesterName: z.string(), purpose: z.string(), state: z.string(), stateZh: z.string(),
  items: z.int(), term: z.object({ from: Day, to: Day.nullable() }),
});
export type HolderRow = z.infer<typeof HolderRow>;
/** Who holds data of an entry: of its provider every one; of others what concerns them. `total`: as many as the caller may see, counted to 10,000. */
export const HolderPage = z.object({ rows: z.array(HolderRow), after: Ref.nullable(), total: z.int() });
export type HolderPage = z.infer<typeof HolderPage>;

/** One department of an authority, with what it would hold together (25 ¶2). */
export const HeldSum = z.object({
  org: z.string(), orgName: z.string(), grants: z.int(), entries: z.int(), items: z.int(), sensitive: z.int(), identifiers: z.array(z.string()),
  level: z.enum(['low', 'medium', 'high']), levelZh: z.string(),
});
export type HeldSum = z.infer<typeof HeldSum>;

/** 25 ¶2: what one department holds in sum under grants that stand, as its authority sees it. `joins`: kinds of identifier found in two or more entries; sums are of all, `rows` a page by key. */
export const HeldView = z.object({
  org: z.string(), orgName: z.string(), grants: z.int(), items: z.int(), level: z.enum(['low', 'medium', 'high']), levelZh: z.string(),
  joins: z.array(z.object({ identifier: z.string(), zh: z.string(), level: z.enum(['low', 'medium', 'high']), entries: z.array(z.string()), sensitive: z.array(z.string()) })),
  rows: z.array(z.object({
    ref: Ref, entry: z.string(), entryRegion: Region, entryId: z.uuid(), provider: z.string(), providerName: z.string(), purpose: z.string(), items: z.int(),
    identifiers: z.array(z.string()), sensitive: z.array(z.string()),
  })),
  after: Ref.nullable(),
});
export type HeldView = z.infer<typeof HeldView>;

/** 放宽签名校验的授权: where weak signatures are or were taken, of a department, an authority, or all for the audit officer. */
export const LegacyQuery = z.strictObject({ only: z.enum(['running', 'over', 'all']).default('running'), q: Text(60).optional(), after: z.uuid().optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const LegacyListRow = LegacyOnce.extend({ id: z.uuid(), ref: Ref, number: z.string().nullable(), name: z.string(), requesterName: z.string(), providerName: z.string(), addresses: z.array(z.string()) });
export const LegacyList = z.object({ rows: z.array(LegacyListRow), after: z.uuid().nullable() });
export type LegacyList = z.infer<typeof LegacyList>;

/** 存量 by file (44): all rows of a list, or none and what is wrong where. */
export const mostImported = 300;
export const ImportProblem = z.object({ row: z.int(), column: z.string(), message: z.string() });
export type ImportProblem = z.infer<typeof ImportProblem>;
export const ImportReport = z.object({
  rows: z.array(z.object({ row: z.int(), entry: z.string(), requester: z.string(), purpose: z.string(), ok: z.boolean() })), wrong: z.int(), problems: z.array(ImportProblem),
  marked: z.string().nullable(), // the same file with what is wrong in it, in base64: red cells, in a CSV a column of reasons
  as: z.enum(['xlsx', 'csv']), // what the file is, whatever it is called
});
export type ImportReport = z.infer<typeof ImportReport>;
export const Imported = z.object({ refs: z.array(Ref), sha256: z.string() });
export type Imported = z.infer<typeof Imported>;
