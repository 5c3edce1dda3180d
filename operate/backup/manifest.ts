import { z } from 'zod';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** One table's rows, as PostgreSQL's COPY text, packed. The digest is of the text before packing. */
const SavedTable = z.strictObject({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.int().min(0), bytes: z.int().min(0), sha256: Digest });

/** A partition that was there: its bounds follow from the period of its table. */
const SavedPartition = z.strictObject({ partition: z.string(), table: z.string(), from: z.string().nullable(), to: z.string().nullable(), keepUntil: z.string().nullable() });

const SavedFile = z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: Digest });

/** What a backup holds; written last, so that a folder without it is no backup. */
export const Manifest = z.strictObject({
  format: z.literal('shuqiao-backup-1'),
  madeAt: z.string(),
  /** Id of the master key that opens what is sealed in here. The key itself is not in the backup. */
  masterKey: z.string().nullable(),
  migrations: z.array(z.strictObject({ number: z.int(), name: z.string(), checksum: Digest })).min(1),
  ledger: z.strictObject({ size: z.int().min(0), root: Digest }),
  tables: z.array(SavedTable),
  partitions: z.array(SavedPartition),
  files: z.array(SavedFile),
});

export type Manifest = z.infer<typeof Manifest>;
export type SavedTable = z.infer<typeof SavedTable>;
export type SavedPartition = z.infer<typeof SavedPartition>;
export type SavedFile = z.infer<typeof SavedFile>;

export const manifestName = 'manifest.json';
export const tableFile = (name: string): string => `tables/${name}.copy.gz`;

/**
 * Not saved: what migrations write (`partition_kept` stands in the manifest), and who is logged in, links sent out,
 * counted failures: a restored database begins without them.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'schema_migration', 'partitioned', 'partition_kept', 'restored', 'session', 'one_time_link', 'activation_code', 'login_failure',
]);
