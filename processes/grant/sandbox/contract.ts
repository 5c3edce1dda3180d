import { z } from 'zod';
import { KeyOnce } from '../contract.ts';

/** 接口沙箱: a service tried with invented rows before it is applied for. */

const Region = z.string().regex(/^\d{6}$/);
const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const ServiceKind = z.enum(['query', 'verification']);

export const SandboxAt = z.strictObject({ ref: Ref });
export const EntryAt = z.strictObject({ region: Region, entry: z.uuid() });
export const SandboxIn = z.strictObject({ entryRegion: Region, entry: z.uuid(), serviceKind: ServiceKind });
export const DrillIn = z.strictObject({ note: z.string().trim().max(500).default('') });
export const SandboxQuery = z.strictObject({ show: z.enum(['open', 'all']).default('open'), after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(50) });

/** What may be opened on an entry; `why`: why nothing, in Chinese. */
export const SandboxOffer = z.object({ kinds: z.array(ServiceKind), why: z.string().nullable(), open: z.array(z.object({ ref: Ref, serviceKind: ServiceKind })) });

export const SandboxRowView = z.object({
  ref: Ref, entryRegion: Region, entry: z.uuid(), name: z.string(), code: z.string().nullable(), serviceKind: ServiceKind, openedAt: z.string(), endsAt: z.string(),
  open: z.boolean(), closedWhy: z.enum(['person', 'term', 'entry']).nullable(), calls: z.int(),
});
export type SandboxRowView = z.infer<typeof SandboxRowView>;
export const SandboxPage = z.object({ rows: z.array(SandboxRowView), after: z.string().nullable() });

export const SandboxView = SandboxRowView.extend({
  key: z.object({ rid: z.string(), sid: z.string(), stopped: z.boolean(), endsAt: z.string().nullable() }), // never the secret
  newer: z.boolean(), // the entry has a newer version than this shape
  quota: z.object({ perDay: z.int(), perMinute: z.int() }),
  keys: z.array(z.object({ field: z.string(), name: z.string(), required: z.boolean() })), pageSize: z.int(),
  items: z.array(z.object({ n: z.int(), name: z.string(), field: z.string(), type: z.string(), kind: z.enum(['integer', 'boolean', 'text']), codeSet: z.string().nullable() })),
  sample: z.array(z.array(z.string().nullable())), // the first invented rows, in the order of items: keys that find something
  calls: z.int(),
  days: z.array(z.object({ day: z.string(), door: z.enum(['national', 'rest']), reason: z.string(), reasonZh: z.string(), n: z.int(), lastAt: z.string() })),
  events: z.array(z.object({ at: z.string(), what: z.enum(['opened', 'rotated', 'drilled', 'closed']), zh: z.string(), by: z.string().nullable(), note: z.string() })), // newest first
});
export type SandboxView = z.infer<typeof SandboxView>;

/** The key is shown in the answer that made it; null where the same request was sent again. */
export const SandboxWithKey = z.object({ sandbox: SandboxView, once: KeyOnce.nullable() });
