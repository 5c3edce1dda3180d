import { z } from 'zod';

/** Quality rules of an entry's items (Art. 18), the provider's limits for running them, and what came of it. */

const Field = z.string().max(63);
const Text = (max: number) => z.string().trim().max(max);
const Region = z.string().regex(/^\d{6}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A rule looks only at records where this holds. */
export const Guard = z.strictObject({ field: Field, op: z.enum(['in', 'not-in', 'filled', 'empty']), values: z.array(Text(200)).max(500).default([]) });
const base = { id: z.uuid(), name: Text(60).default(''), when: Guard.nullable().default(null), toleratedPerMille: z.int().min(0).max(999).default(0) };
/** The shapes of law/quality.ts; what is wrong inside them is said by `ruleFaults`, at the rule. */
export const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), field: Field, ...base }),
  z.strictObject({ kind: z.literal('range'), field: Field, as: z.enum(['number', 'date']), min: Text(60).nullable().default(null), max: Text(60).nullable().default(null), ...base }),
  z.strictObject({ kind: z.literal('code-set'), field: Field, list: z.enum(['regions']).nullable().default(null), codes: z.array(z.string().min(1).max(200)).max(20_000).default([]), ...base }),
  z.strictObject({ kind: z.literal('pattern'), field: Field, pattern: z.string().max(200), ...base }),
  z.strictObject({ kind: z.literal('unique'), fields: z.array(Field).max(5), ...base }),
  z.strictObject({ kind: z.literal('across'), left: z.array(Field).max(5), op: z.enum(['le', 'lt', 'ge', 'gt', 'eq', 'ne']), right: z.array(Field).max(5), as: z.enum(['number', 'date', 'text']), ...base }),
  z.strictObject({ kind: z.literal('course'), field: Field, op: z.enum(['ge', 'le']), by: z.array(Field).max(5), along: Field, ...base }),
  z.strictObject({ kind: z.literal('freshness'), field: Field, days: z.int().min(0).max(3_660), ...base }),
]);

/** `base`: the version that was edited; another stands meanwhile: refused. */
export const RulesIn = z.strictObject({ base: z.int().min(0), rules: z.array(Rule).max(60, '每个目录最多 60 条规则') });

export const PlanIn = z.strictObject({
  byItself: z.boolean(), hourFrom: z.int().min(0).max(23), hourTo: z.int().min(0).max(24), everyDays: z.int().min(1).max(92),
  pageRows: z.int().min(100).max(20_000), boundRows: z.int().min(1_000).max(2_000_000), statementMs: z.int().min(500).max(60_000), pauseMs: z.int().min(0).max(10_000),
});
export type PlanIn = z.infer<typeof PlanIn>;
export const PlanView = PlanIn.extend({ nextAt: z.string().nullable(), setAt: z.string().nullable() });

/** `atOnce`: whatever the hours are, by the operator, whose database it is. */
export const RunIn = z.strictObject({ atOnce: z.boolean().default(false) });

export const Verdict = z.enum(['holds', 'fails', 'unknown']);
export const ResultView = z.object({
  rule: z.string(), kind: z.string(), kindZh: z.string(), zh: z.string(), // as the rule stood in that run
  checked: z.int(), failed: z.int(), perMille: z.int(), verdict: Verdict.nullable(), why: z.string().nullable(), rate: z.number().nullable(),
  samples: z.int(), // digests kept; the records themselves are shown by 不合格记录, from the provider's own database
  since: Day.nullable(), // a rule that fails: since which run without a break
});
export type ResultView = z.infer<typeof ResultView>;

export const RunView = z.object({
  id: z.uuid(), state: z.enum(['waiting', 'running', 'done', 'failed', 'stopped']), stateZh: z.string(), atOnce: z.boolean(), askedBy: z.string().nullable(), askedAt: z.string(), begunAt: z.string().nullable(), endedAt: z.string().nullable(),
  rulesVersion: z.int(), checked: z.int(), partial: z.boolean(), way: z.enum(['paged', 'whole']).nullable(), fault: z.string().nullable(), rate: z.number().nullable(), failing: z.int().nullable(), rules: z.int(),
});
export type RunView = z.infer<typeof RunView>;
export const RunPage = z.object({ rows: z.array(RunView), after: z.string().nullable() });
export const RunDetail = RunView.extend({ results: z.array(ResultView) });
export type RunDetail = z.infer<typeof RunDetail>;

export const QualityView = z.object({
  region: Region, entry: z.uuid(), name: z.string(), version: z.int(), // of the rules; 0: none yet
  items: z.array(z.object({ field: z.string(), name: z.string(), type: z.string(), length: z.int().nullable(), key: z.boolean(), nullable: z.boolean(), codeSet: z.string().nullable(), bound: z.boolean() })),
  updateCycle: z.string(),
  rules: z.array(z.object({ rule: Rule, zh: z.string(), kindZh: z.string(), stands: z.boolean() })), // stands: every item it names is there and bound
  madeAt: z.string().nullable(), madeBy: z.string().nullable(),
  resource: z.object({ region: Region, id: z.uuid(), connectionName: z.string(), table: z.string(), up: z.boolean().nullable() }).nullable(),
  plan: PlanView, running: RunView.nullable(), last: RunDetail.nullable(),
});
export type QualityView = z.infer<typeof QualityView>;

/** Records that fail a rule, read from the provider's own database for its own people; kept nowhere. */
export const FailuresView = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string().nullable())), more: z.boolean(), ms: z.number() });

export const QualityQuery = z.strictObject({ show: z.enum(['all', 'failing', 'without']).default('all'), after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const QualityRow = z.object({
  region: Region, entry: z.uuid(), name: z.string(), resource: z.uuid(), rules: z.int(), rate: z.number().nullable(), failing: z.int().nullable(), lastOn: z.string().nullable(), running: z.boolean(), byItself: z.boolean(),
});
export const QualityPage = z.object({ rows: z.array(QualityRow), after: z.string().nullable() });
