import { z } from 'zod';

/** Where the data of an entry is (Art. 22) and how it is asked. A service is declared, never SQL typed by a user. */

const Name = z.string().trim().min(1).max(63);
const Region = z.string().regex(/^\d{6}$/);
/** Digest of the list of who would be hit, as it was looked at: goes with every change that hits anybody. */
const Seen = z.string().regex(/^[0-9a-f]{64}$/).optional();

export const ServiceKind = z.enum(['query', 'verification']);

/** A provider's database. The password is sealed at once and never shown again. */
export const ConnectionIn = z.strictObject({
  name: z.string().trim().min(1, '请给连接起个名称').max(100),
  kind: z.literal('postgresql').default('postgresql'), // KingbaseES speaks the same protocol
  host: z.string().trim().min(1).max(253).regex(/^[A-Za-z0-9.:_-]+$/, '主机名或地址含有不允许的字符'),
  port: z.int().min(1).max(65_535).default(5432),
  database: Name,
  schema: Name.default('public'),
  user: Name,
  password: z.string().min(1).max(200),
  tls: z.boolean().default(false),
});
export type ConnectionIn = z.infer<typeof ConnectionIn>;

export const ConnectionView = z.object({
  region: Region, id: z.uuid(), org: z.string(), name: z.string(), kind: z.string(), host: z.string(), port: z.int(), database: z.string(), schema: z.string(), user: z.string(), tls: z.boolean(),
  state: z.enum(['proposed', 'approved', 'refused', 'retired']), stateZh: z.string(), address: z.string().nullable(), decision: z.string().nullable(), decidedAt: z.string().nullable(), askedAt: z.string(),
  up: z.boolean().nullable(), since: z.string().nullable(), checkedAt: z.string().nullable(), fault: z.string().nullable(), version: z.int(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** Whoever does not approve, or takes an approval back, says why: the department must know what to change. */
export const Decision = z.strictObject({ approve: z.boolean(), reason: z.string().trim().max(500).default('') })
  .refine((it) => it.approve || it.reason.length >= 2, { path: ['reason'], error: '不批准、撤回批准须写明理由' });
export const DecidedQuery = z.object({ q: z.string().max(100).optional(), after: z.uuid().optional(), size: z.coerce.number().int().min(1).max(200).default(50) });

/** A department's own lists: `q` in the names of entry or connection, host or table; `total` counts to 10,000. */
export const OwnQuery = z.strictObject({ q: z.string().trim().max(100).optional(), state: z.enum(['proposed', 'approved', 'refused', 'retired']).optional(), after: z.string().max(300).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const WaitingQuery = z.strictObject({ after: z.string().max(100).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });

/** How one item of the entry is found. */
export const ColumnIn = z.strictObject({ n: z.int().min(1), column: Name });
export const BindIn = z.strictObject({
  entryRegion: Region,
  entry: z.uuid(),
  connection: z.uuid(),
  table: Name, // a table or view of the connection's schema
  columns: z.array(ColumnIn).min(1, '至少对应一个数据项').max(500),
  /** Items by which callers ask; a required one must be given with every call. */
  keys: z.array(z.strictObject({ n: z.int().min(1), required: z.boolean().default(true) })).max(8),
  services: z.array(ServiceKind).min(1),
  order: z.array(z.strictObject({ n: z.int().min(1), desc: z.boolean().default(false) })).max(8).default([]),
  pageSize: z.int().min(1).max(1_000).default(100),
  maxBytes: z.int().min(1_024).max(4 * 1024 * 1024).default(4 * 1024 * 1024),
  timeoutMs: z.int().min(100).max(10_000).default(3_000),
  hits: Seen,
});
export type BindIn = z.infer<typeof BindIn>;

export const ColumnKind = z.enum(['integer', 'boolean', 'text']);
export type ColumnKind = z.infer<typeof ColumnKind>;

/** A binding as it is kept: what was declared, with the types found by the test. */
export const BindingBody = z.object({
  schema: z.string(), table: z.string(),
  columns: z.array(z.object({ n: z.int(), column: z.string(), udt: z.string(), kind: ColumnKind, recordKey: z.boolean() })),
  keys: z.array(z.object({ n: z.int(), param: z.string(), required: z.boolean() })),
  services: z.array(ServiceKind),
  order: z.array(z.object({ n: z.int(), desc: z.boolean() })),
  pageSize: z.int(), maxBytes: z.int(), timeoutMs: z.int(),
});
export type BindingBody = z.infer<typeof BindingBody>;

export const TableColumn = z.object({ column: z.string(), udt: z.string(), type: z.string(), nullable: z.boolean() });
export type TableColumn = z.infer<typeof TableColumn>;
export const Table = z.object({ name: z.string(), kind: z.enum(['table', 'view']), rows: z.int().nullable(), columns: z.array(TableColumn) });
export type Table = z.infer<typeof Table>;

/** What a probe saw. `sample` is shown to the provider alone. */
export const ProbeReport = z.object({
  ok: z.boolean(), at: z.string(), ms: z.number().nullable(), say: z.string(),
  version: z.string().nullable(), readOnly: z.boolean().nullable(),
  checks: z.array(z.object({ what: z.string(), ok: z.boolean(), say: z.string() })),
});
export type ProbeReport = z.infer<typeof ProbeReport>;

/** An announced window as its department sees it. `plannedTo`: the end as it was announced, where it was shortened since. */
export const WindowView = z.object({
  id: z.uuid(), from: z.string(), to: z.string(), plannedTo: z.string().nullable(), reason: z.string(), announcedAt: z.string(),
  state: z.enum(['ahead', 'running', 'over', 'cancelled']), stateZh: z.string(),
});
export type WindowView = z.infer<typeof WindowView>;
export const MaintenancePage = z.object({ rows: z.array(WindowView), after: z.string().nullable() });
/** As everybody sees it who may read the entry. */
export const WindowAhead = z.object({ from: z.string(), to: z.string(), reason: z.string(), running: z.boolean() });
export type WindowAhead = z.infer<typeof WindowAhead>;
export const OutageView = z.object({ from: z.string(), to: z.string().nullable(), fault: z.string(), clueAt: z.string().nullable() });

export const ResourceView = z.object({
  region: Region, id: z.uuid(), org: z.string(), entryRegion: Region, entry: z.uuid(), entryName: z.string(), mode: z.string(), connection: z.uuid(), connectionName: z.string(),
  state: z.enum(['draft', 'live', 'retired']), stateZh: z.string(), version: z.int(), binding: BindingBody.nullable(), test: ProbeReport.nullable(),
  up: z.boolean().nullable(), since: z.string().nullable(), checkedAt: z.string().nullable(), fault: z.string().nullable(),
  maintenance: z.array(WindowView), // running and ahead first of all, then the last ones
});
export type ResourceView = z.infer<typeof ResourceView>;

const Ref = z.string().regex(/^\d{6}-[0-9a-f-]{36}$/);
/** Who would be hit by a change, shown before it is made (27 ¶3). */
export const HitRow = z.object({
  ref: Ref, number: z.string().nullable(), requester: z.string(), requesterName: z.string(), purpose: z.string(), state: z.string(), stateZh: z.string(), mode: z.string(), systems: z.array(z.string()),
  termTo: z.string().nullable(), callsPerDay: z.number(), lastOn: z.string().nullable(),
});
export type HitRow = z.infer<typeof HitRow>;
export const HitQuery = z.strictObject({ after: Ref.optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export const HitPage = z.object({ rows: z.array(HitRow), after: z.string().nullable(), sum: z.object({ grants: z.int(), departments: z.int(), systems: z.int(), callsPerDay: z.number(), digest: z.string() }) });
export type HitPage = z.infer<typeof HitPage>;

export const MaintenanceIn = z.strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }), reason: z.string().trim().min(2, '请写明原因').max(500), hits: Seen });
/** Without a time: now. */
export const ShortenIn = z.strictObject({ to: z.iso.datetime({ offset: true }).optional() });
