import { z } from 'zod';

/** 使用记录 (Art. 29 ¶2): 使用场景, 使用过程, 应用成效, 存储情况, 销毁情况, at least three years. */

const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Text = (max: number) => z.string().trim().max(max);
const common = { corrects: z.uuid().optional(), attachments: z.array(z.uuid()).max(20).default([]) };

export const UsageAt = z.strictObject({ ref: Ref });

/** The requester's own part. Append-only: a correction is a new record that names the old. */
export const RecordIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('effect'), matters: z.coerce.number().int().min(0), papers: z.coerce.number().int().min(0), text: Text(4000).min(4, '请写明应用成效'), ...common }),
  z.strictObject({ kind: z.literal('storage'), where: Text(500).min(2, '请写明存在哪里；未留存的写“未留存”'), protected: Text(2000).min(2, '请写明怎样保护'), since: Day, ...common }),
  z.strictObject({ kind: z.literal('destruction'), text: Text(4000).min(4, '请写明销毁了什么、怎样销毁'), on: Day, ...common }),
]);
export type RecordIn = z.infer<typeof RecordIn>;

export const UsageDay = z.object({ on: Day, calls: z.int(), rows: z.int(), refused: z.int(), failed: z.int(), working: z.boolean(), holiday: z.string().nullable() });
export const UsageKind = z.object({ kind: z.enum(['scenario', 'process', 'effect', 'storage', 'destruction']), zh: z.string(), state: z.enum(['full', 'not-yet', 'missing']), text: z.string() });
export type UsageKind = z.infer<typeof UsageKind>;
export const UsageEntry = z.object({ id: z.uuid(), kind: z.string(), zh: z.string(), number: z.string(), at: z.string(), on: Day, text: z.string(), corrects: z.string().nullable(), correctedBy: z.string().nullable(), org: z.string(), by: z.string(), attachments: z.array(z.uuid()), files: z.array(z.object({ id: z.string(), region: z.string(), name: z.string(), media: z.string(), bytes: z.number(), sha256: z.string() })), stated: z.record(z.string(), z.unknown()), typical: z.boolean(), /* an authority may make it known */ mayPublish: z.boolean() });

export const UsageView = z.object({
  ref: Ref, title: z.string(), requester: z.string(), provider: z.string(),
  days: z.array(UsageDay), // the last thirty, oldest first
  kinds: z.array(UsageKind),
  records: z.array(UsageEntry), // newest first
  sums: z.object({ calls: z.int(), rows: z.int(), bytes: z.int(), refused: z.int(), failed: z.int(), persons: z.int() }), // since the beginning
});
export type UsageView = z.infer<typeof UsageView>;

export const CallQuery = z.strictObject({ from: Day.optional(), to: Day.optional(), status: z.enum(['ok', 'refused', 'failed']).optional(), person: z.string().max(64).optional(), after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export type CallQuery = z.infer<typeof CallQuery>;
export const CallRow = z.object({
  id: z.uuid(), at: z.string(), person: z.string().nullable(), items: z.array(z.int()), rows: z.int(), bytes: z.int(), status: z.enum(['ok', 'refused', 'failed']), statusZh: z.string(), reason: z.string().nullable(),
  repeats: z.int(), ms: z.int(), address: z.string(), claimed: z.string().nullable(), ignored: z.string().nullable(), batch: z.uuid(),
});
export const CallPage = z.object({ rows: z.array(CallRow), after: z.string().nullable(), total: z.int(), totalCapped: z.boolean() });

export const PersonSum = z.object({ person: z.string(), calls: z.int(), rows: z.int(), refused: z.int(), lastOn: Day });

export const UsageQuery = z.strictObject({ side: z.enum(['requester', 'provider']).default('requester'), q: z.string().trim().max(100).optional(), after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });
export const UsageRow = z.object({
  ref: Ref, title: z.string(), requester: z.string(), requesterName: z.string(), provider: z.string(), providerName: z.string(), purpose: z.string(), state: z.string(), stateZh: z.string(),
  termTo: Day.nullable(), calls30: z.int(), rows30: z.int(), refused30: z.int(), lastOn: Day.nullable(), missing: z.array(z.string()),
});
export const UsagePage = z.object({ rows: z.array(UsageRow), after: z.string().nullable() });

/** 典型案例: an effect of use that an authority made known to every department. */
export const UsageRecordAt = z.strictObject({ ref: Ref, record: z.uuid() });
export const TypicalAt = z.strictObject({ region: z.string().regex(/^\d{6}$/), id: z.uuid() });
export const TypicalIn = z.strictObject({ title: Text(60).min(4, '请写明案例名称'), text: Text(4000).min(10, '请写明做法和成效') });
export const WithdrawTypical = z.strictObject({ reason: Text(500).min(2, '请写明撤下的原因') });
export const TypicalDone = TypicalAt;
export const TypicalQuery = z.strictObject({ q: z.string().trim().max(100).optional(), after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(20) });
export const TypicalPage = z.object({
  rows: z.array(z.object({
    region: z.string(), id: z.uuid(), title: z.string(), text: z.string(), entryName: z.string(), requesterName: z.string(), providerName: z.string(), orgName: z.string(), matters: z.int(), papers: z.int(), onDay: Day,
    mine: z.boolean(), // this person may withdraw it
  })),
  after: z.string().nullable(),
});

export const RefusedRow = z.object({ minute: z.string(), reason: z.string(), network: z.string(), n: z.int() });
