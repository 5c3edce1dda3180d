import { z } from 'zod';

/** What the archive of a case would hold. `waiting`: entries that no signed head covers yet; within a minute one does. */
export const ArchiveSummary = z.object({ open: z.boolean(), steps: z.int(), papers: z.int(), attachments: z.int(), bytes: z.number(), waiting: z.int(), tooLarge: z.boolean() });
export type ArchiveSummary = z.infer<typeof ArchiveSummary>;
