import type { ColumnType } from 'kysely';

/** A jsonb column: read as unknown (parse it), written as JSON text (`json(value)`). */
export type Jsonb = ColumnType<unknown, string, string>;
