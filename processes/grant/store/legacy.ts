import { sql } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { takesPart } from '../../../platform/procedures/store/party.ts';
import type { Ref } from './agreement.ts';

/** Statements on the table `grant_legacy`: when weak signatures were allowed for a grant, until when, by whom, and how it ended (protocol §2.4). */

export interface LegacyRow {
  readonly id: string;
  readonly reason: string;
  readonly fromOn: string;
  readonly until: string;
  readonly secretAsSign: boolean;
  readonly org: string;
  readonly post: string;
  readonly person: string;
  readonly endedOn: string | null;
  readonly endedBy: string | null;
}
export interface LegacyListed extends LegacyRow { readonly region: string; readonly grantId: string; readonly name: string; readonly requester: string; readonly provider: string; readonly addresses: readonly string[] }

const columns = ['id', 'reason', 'fromOn', 'until', 'secretAsSign', 'org', 'post', 'person', 'endedOn', 'endedBy'] as const;

/** What stands now. Reads index grant_legacy_open. */
export async function findLegacy(db: Reader, { region, id }: Ref): Promise<LegacyRow | undefined> {
  return db.selectFrom('grantLegacy').select(columns).where('region', '=', region).where('grantId', '=', id).where('endedOn', 'is', null).executeTakeFirst();
}

/** All of one grant, newest first; at most 50. */
export async function legacyOf(db: Reader, { region, id }: Ref): Promise<LegacyRow[]> {
  return db.selectFrom('grantLegacy').select(columns).where('region', '=', region).where('grantId', '=', id).orderBy('id', 'desc').limit(50).execute();
}

export async function addLegacy(tx: Tx, { region, id }: Ref, row: Omit<LegacyRow, 'id' | 'endedOn' | 'endedBy'>): Promise<void> {
  await tx.insertInto('grantLegacy').values({ region, id: uuidv7(), grantId: id, ...row }).execute();
}

/** @returns whether there was anything to end */
export async function endLegacy(tx: Tx, { region, id }: Ref, endedOn: string, endedBy: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('grantLegacy').set({ endedOn, endedBy }).where('region', '=', region).where('grantId', '=', id).where('endedOn', 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface LegacyEnding extends Ref { readonly requester: string; readonly provider: string; readonly until: string }

/**
 * Claims grants whose weak signatures end from one day to the other and whose parties were not told at this nearness yet, soonest
 * first, and marks them told. Reads index grant_legacy_ending; rows that another worker holds are skipped.
 */
export async function claimLegacyEnding(tx: Tx, of: { readonly from: string; readonly to: string; readonly days: number; readonly limit: number }): Promise<LegacyEnding[]> {
  const ends = sql`l.until between ${of.from} and ${of.to} and l.ended_on is null and (l.warned is null or l.warned > ${of.days})`;
  return claimByRegion(tx, sql`select l.region from grant_legacy l where ${ends} order by l.until`, of.limit, async (region, left) => (await sql<LegacyEnding>`
    with claimed as (select l.id from grant_legacy l where l.region = ${region} and ${ends} order by l.until, l.id limit ${left} for update skip locked)
    update grant_legacy l set warned = ${of.days}
    from claimed, agreement a
    where l.region = ${region} and l.id = claimed.id and a.region = l.region and a.id = l.grant_id
    returning l.region, l.grant_id as id, a.requester, a.provider, l.until`.execute(tx)).rows);
}

export interface LegacyPage {
  /** Of whom: any party of the grant; null: of all. */
  readonly org: string | null;
  /** `running`: on this day; `over`: no more. */
  readonly only: 'running' | 'over' | 'all';
  readonly today: string;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page by key, newest first. Reads index grant_legacy_newest; whose grant it is says its case. */
export async function legacyPage(db: Reader, of: LegacyPage): Promise<LegacyListed[]> {
  const { rows } = await sql<LegacyListed>`
    select l.region, l.id, l.grant_id as "grantId", l.reason, l.from_on as "fromOn", l.until, l.secret_as_sign as "secretAsSign", l.org, l.post, l.person, l.ended_on as "endedOn", l.ended_by as "endedBy",
      a.body ->> 'entryName' as name, a.requester, a.provider, a.body -> 'addresses' as addresses
    from grant_legacy l
    join agreement a on a.region = l.region and a.id = l.grant_id
    where ${of.only === 'all' ? sql`true` : of.only === 'running' ? sql`l.ended_on is null and l.until >= ${of.today}` : sql`(l.ended_on is not null or l.until < ${of.today})`}
      ${of.org === null ? sql`` : sql`and ${takesPart('l.region', 'l.grant_id', of.org)}`}
      ${of.q === undefined || of.q === '' ? sql`` : sql`and (a.body ->> 'entryName' like ${`%${of.q}%`} or l.reason like ${`%${of.q}%`})`}
      ${of.after === undefined ? sql`` : sql`and l.id < ${of.after}::uuid`}
    order by l.id desc
    limit ${of.limit}`.execute(db);
  return rows;
}
