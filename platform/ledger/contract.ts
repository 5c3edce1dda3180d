import { z } from 'zod';

/** What pages show of the ledger. Roots in hex, signatures in base64. */

export const HeadView = z.object({ log: z.string(), size: z.number().int(), root: z.string(), at: z.string(), key: z.string(), publicKey: z.string(), signature: z.string() });
export const HeadQuery = z.object({ before: z.coerce.number().int().min(1).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export const HeadPage = z.object({ rows: z.array(HeadView), entries: z.number().int(), pending: z.number().int(), root: z.string(), after: z.number().int().nullable() });
