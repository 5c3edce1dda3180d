import { sql, type RawBuilder } from 'kysely';
import { NATION } from '../../../law/region-code.ts';
import type { Notice, NoticeDay } from '../../../law/calendar.ts';
import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface NoticeRow {
  readonly region: string;
  readonly year: number;
  readonly version: number;
  readonly sources: readonly string[];
  /** Of a region's own: the rule of its government that it rests on. */
  readonly basis: string | null;
  readonly days: readonly NoticeDay[];
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
}

export interface Signed { readonly region: string; readonly year: number; readonly version: number }

/** What is signed for a region, those above it and the nation: enough to know whether a calendar made earlier still holds. One statement, asked with every case. */
export async function signedNotices(tx: Reader, region: string): Promise<readonly Signed[]> {
  const { rows } = await sql<Signed>`${signedFor(region)}`.execute(tx);
  return rows;
}

/** The same as a part of another statement. */
export function signedFor(region: string | RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive up (code, parent, n) as (
      select r.code, r.parent, 0 from region r where r.code = ${region}
      union all
      select r.code, r.parent, up.n + 1 from up join region r on r.code = up.parent where up.n < 10)
    select region, year, version from calendar_notice
    where signed_at is not null and (region = ${sql.lit(NATION)} or region in (select code from up))
    order by region, year, version limit 2000`;
}

/** All that is signed, in one text. */
export async function noticesMark(tx: Reader): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select string_agg(region || ':' || year || ':' || version, ' ' order by region, year, version) as mark from calendar_notice where signed_at is not null`.execute(tx);
  return rows[0]?.mark ?? '';
}

export async function noticesOf(tx: Reader, regions: readonly string[]): Promise<readonly NoticeRow[]> {
  return await tx.selectFrom('calendarNotice').select(['region', 'year', 'version', 'sources', 'basis', 'days', 'proposedBy', 'proposedAt', 'signedBy', 'signedAt'])
    .where('region', 'in', [...regions]).orderBy('region').orderBy('year').orderBy('version').limit(2000).execute() as unknown as NoticeRow[];
}

/** Those of one region among these. */
export const noticesIn = (rows: readonly NoticeRow[], region: string): Notice[] => rows.filter((row) => row.region === region).map(noticeOf);

const noticeOf = (row: NoticeRow): Notice => ({ year: row.year, version: row.version, sources: row.sources, days: row.days });

export async function addNotice(tx: Tx, row: Pick<NoticeRow, 'region' | 'year' | 'version' | 'sources' | 'basis' | 'days' | 'proposedBy'>): Promise<void> {
  await tx.insertInto('calendarNotice').values({ ...row, sources: json(row.sources), days: json(row.days) }).execute();
}

/** Signs a proposed notice once. @returns whether it was there and unsigned */
export async function signNotice(tx: Tx, key: { region: string; year: number; version: number }, by: string): Promise<boolean> {
  const done = await tx.updateTable('calendarNotice').set({ signedBy: by, signedAt: new Date().toISOString() })
    .where('region', '=', key.region).where('year', '=', key.year).where('version', '=', key.version).where('signedAt', 'is', null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
