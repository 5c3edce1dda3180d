import { z } from 'zod';
import { documentKindNames } from '../../law/documents/kinds.ts';

/** Shapes of papers on the wire. Console and sdk read these. */

export const DocumentRef = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const Kind = z.enum(documentKindNames);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Text = z.string();

const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['title', 'number', 'to', 'heading', 'para', 'note']), text: Text }),
  z.object({ kind: z.literal('fields'), rows: z.array(z.tuple([Text, Text]).readonly()).readonly() }),
  z.object({ kind: z.literal('table'), columns: z.array(Text).readonly(), rows: z.array(z.array(Text).readonly()).readonly() }),
  z.object({ kind: z.literal('opinion'), label: Text, text: Text, by: Text, on: Text }),
  z.object({ kind: z.literal('attachments'), names: z.array(Text).readonly() }),
  z.object({ kind: z.literal('sign'), org: Text, on: Text, seal: z.boolean() }),
]);
const Mark = z.object({ by: Text, at: Text });
const Millimetres = z.number();

/** law/documents/paper.ts: the same for Word and print. */
export const PaperView = z.object({
  kind: Kind, title: Text, name: Text, number: Text.nullable(), fileNumber: Text.nullable(), orgName: Text, on: Day, blocks: z.array(Block).readonly(),
  style: z.object({ margins: z.object({ top: Millimetres, right: Millimetres, bottom: Millimetres, left: Millimetres }), line: z.number(), head: z.boolean(), signature: z.enum(['sealed', 'plain']) }),
  template: Text, digest: Text.nullable(), head: z.object({ size: z.number(), root: Text }).nullable(), made: Mark.nullable(), printed: Mark.nullable(),
});
export type PaperView = z.infer<typeof PaperView>;

/** What came back with a seal. `verdict` of a scan is always 'unverifiable': the platform claims nothing it cannot check. */
export const StampedView = z.object({
  nth: z.int(), means: z.enum(['scan', 'service']), verdict: z.enum(['valid', 'invalid', 'unverifiable']), verdictZh: Text, signer: Text.nullable(), signedAt: Text.nullable(),
  name: Text, media: Text, bytes: z.int(), sha256: Text, reason: Text.nullable(), by: Text, at: Text,
});
export type StampedView = z.infer<typeof StampedView>;

export const DocumentItem = z.object({
  ref: DocumentRef, kind: Kind, kindZh: Text, title: Text, number: Text, fileNumber: Text.nullable(), org: Text, orgName: Text, onDay: Day, madeAt: Text, digest: Text,
  case: z.string().nullable(), // {region}-{uuid} of its case
  sealed: z.boolean(), // a kind that leaves with a seal
  stamped: z.int(), // how many came back
  mayStamp: z.boolean(),
});
export type DocumentItem = z.infer<typeof DocumentItem>;

/** The papers of one case: what may be looked at now, and what is kept. */
export const CasePapers = z.object({ previews: z.array(z.object({ kind: Kind, kindZh: Text })), kept: z.array(DocumentItem) });
export type CasePapers = z.infer<typeof CasePapers>;

export const KeptView = DocumentItem.extend({
  paper: PaperView,
  caseKind: z.string().nullable(), caseTitle: Text.nullable(),
  stampedFiles: z.array(StampedView),
  sealing: z.object({ means: z.enum(['scan', 'service']), say: Text }).nullable(), // how this paper gets its seal, for who may
});
export type KeptView = z.infer<typeof KeptView>;

export const MadeAnswer = z.object({ ref: DocumentRef });
export const StampedAnswer = z.object({ stampedFiles: z.array(StampedView) });

export const DocumentQuery = z.strictObject({
  kind: Kind.optional(), stamped: z.enum(['true', 'false']).optional(), q: z.string().max(100).optional(), after: z.string().max(120).optional(), size: z.coerce.number().int().min(1).max(100).default(50),
});
export const DocumentPage = z.object({ rows: z.array(DocumentItem), after: z.string().nullable() });
export type DocumentPage = z.infer<typeof DocumentPage>;

/** The 办理单 of several cases, kept at once. */
export const SheetsBody = z.strictObject({ cases: z.array(z.string().max(80)).max(100) });
export const SheetsAnswer = z.object({ refs: z.array(DocumentRef) });
/** Several kept papers as one download. */
export const PackBody = z.strictObject({ documents: z.array(DocumentRef).max(100) });

/** Number and digest as they stand on the paper; of the digest at least its first 32 digits. */
export const CheckBody = z.strictObject({ number: z.string().trim().min(1).max(120), digest: z.string().max(200) });
export const CheckAnswer = z.object({ holds: z.boolean() });
/** For who is logged in: the paper itself, where he may read it. */
export const FindAnswer = CheckAnswer.extend({ document: DocumentItem.nullable() });
