import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export type Stage = 'password' | 'enrol' | 'choose-post' | 'done';
export type EndedWhy = 'logout' | 'replaced' | 'idle' | 'absolute' | 'killed' | 'locked' | 'recovered' | 'password';
export interface LastLogin { readonly at: string; readonly address: string; readonly failures: number }

export interface SessionRow {
  readonly id: string; readonly person: string; readonly kind: 'staff' | 'system' | 'security' | 'audit'; readonly login: string; readonly name: string; readonly stage: Stage;
  readonly org: string | null; readonly orgRegion: string | null; readonly post: string | null; readonly behalfOf: string | null;
  readonly madeAt: string; readonly seenAt: string; readonly confirmedAt: string; readonly endsAt: string; readonly endedAt: string | null; readonly endedWhy: EndedWhy | null; readonly last: LastLogin | null;
  readonly active: boolean; readonly held: boolean; readonly idle: boolean; readonly over: boolean; readonly stale: boolean; readonly idleMinutes: number;
}

/**
 * The session of a token with all that decides whether it may act, in one statement: account, policy, and whether the
 * post is still held (or still delegated by one who holds it) on the legal date. Reads session by its unique token hash.
 */
export async function sessionByToken(db: Reader, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id, s.person, a.kind, a.login, a.name, s.stage, s.org, s.org_region, s.post, s.behalf_of, s.made_at, s.seen_at, s.confirmed_at, s.ends_at, s.ended_at, s.ended_why, s.last,
      a.state = 'active' as active, p.idle_minutes,
      s.seen_at < now() - make_interval(mins => p.idle_minutes) as idle, s.ends_at < now() as over, s.seen_at < now() - interval '10 seconds' as stale,
      s.post is null or exists (select from post_holder h join organisation o on o.code = h.org and (o.ended_on is null or o.ended_on > d.today)
        where h.region = s.org_region and h.org = s.org and h.post = s.post and h.person = coalesce(s.behalf_of, s.person)
        and h.valid_from <= d.today and (h.valid_to is null or h.valid_to >= d.today))
      and (s.behalf_of is null or exists (select from delegation g
        where g.taker = s.person and g.giver = s.behalf_of and g.region = s.org_region and g.org = s.org and g.post = s.post
        and g.ended_at is null and g.valid_from <= d.today and g.valid_to >= d.today)) as held
    from session s join account a on a.person = s.person cross join security_setting p
    cross join lateral (select (now() at time zone 'Asia/Shanghai')::date + m.day_offset as today from platform_mark m) d
    where s.token_hash = ${tokenHash} limit 1`.execute(db);
  return rows[0];
}

export async function touchSession(db: Reader, id: string): Promise<void> {
  await sql`update session set seen_at = now() where id = ${id} and ended_at is null`.execute(db);
}

export async function endSession(db: Reader, id: string, why: EndedWhy): Promise<boolean> {
  const { rows } = await sql`update session set ended_at = now(), ended_why = ${why} where id = ${id} and ended_at is null returning id`.execute(db);
  return rows.length > 0;
}

/** Ends every open session of these people; of all where none is named. */
export async function endSessions(tx: Reader, why: EndedWhy, persons?: readonly string[]): Promise<number> {
  const { rows } = await sql`update session set ended_at = now(), ended_why = ${why} where ended_at is null
    ${persons === undefined ? sql`` : sql`and person = any(${[...persons]}::uuid[])`} returning id`.execute(tx);
  return rows.length;
}

export interface NewSession { readonly id: string; readonly tokenHash: Buffer; readonly person: string; readonly stage: Stage; readonly address: string; readonly last: LastLogin | null }

/** One session per account: two log-ins at once leave one, by session_one; the later waits for the row and replaces it. */
export async function insertSession(tx: Tx, it: NewSession): Promise<void> {
  await sql`insert into session (id, token_hash, person, stage, address, last, ends_at)
    select ${it.id}, ${it.tokenHash}, ${it.person}, ${it.stage}, ${it.address}, ${it.last === null ? null : json(it.last)}::jsonb, now() + make_interval(hours => absolute_hours) from security_setting`.execute(tx);
}

/** The account's row is the lock under which its sessions change. */
export async function lockAccount(tx: Tx, person: string): Promise<void> {
  await sql`select from account where person = ${person} for update`.execute(tx);
}

export async function setStage(tx: Tx, id: string, stage: Exclude<Stage, 'done'>): Promise<void> {
  await tx.updateTable('session').set({ stage, org: null, orgRegion: null, post: null, behalfOf: null }).where('id', '=', id).where('endedAt', 'is', null).execute();
}

export async function setPost(tx: Tx, id: string, held: { org: string; region: string; post: string; behalfOf?: string }): Promise<void> {
  await tx.updateTable('session').set({ stage: 'done', org: held.org, orgRegion: held.region, post: held.post, behalfOf: held.behalfOf ?? null })
    .where('id', '=', id).where('endedAt', 'is', null).execute();
}

/** A new token for the same session; `confirmed` where the person has just proved who he is. */
export async function renewToken(tx: Reader, id: string, tokenHash: Buffer, confirmed: boolean): Promise<void> {
  await sql`update session set token_hash = ${tokenHash}, seen_at = now() ${confirmed ? sql`, confirmed_at = now()` : sql``} where id = ${id} and ended_at is null`.execute(tx);
}

/** The log-in before the next one. */
export async function lastLogin(tx: Reader, person: string): Promise<{ readonly at: string; readonly address: string } | undefined> {
  return tx.selectFrom('session').select(['madeAt as at', 'address']).where('person', '=', person).orderBy('madeAt', 'desc').limit(1).executeTakeFirst();
}

export interface OpenSession { readonly id: string; readonly person: string; readonly account: string; readonly name: string; readonly org: string | null; readonly orgName: string | null; readonly post: string | null; readonly address: string; readonly madeAt: string; readonly seenAt: string }

export async function openSessions(db: Reader, limit: number): Promise<readonly OpenSession[]> {
  return db.selectFrom('session as s').innerJoin('account as a', 'a.person', 's.person')
    .leftJoin('organisation as o', 'o.code', 's.org').select(['s.id', 's.person', 'a.login as account', 'a.name', 's.org', 'o.shortName as orgName', 's.post', 's.address', 's.madeAt', 's.seenAt'])
    .where('s.endedAt', 'is', null).orderBy('s.seenAt', 'desc').orderBy('s.id').limit(limit).execute();
}

/** Ended sessions are kept for some months (law/retention.ts): who was here when is asked later. */
export async function sweepSessions(db: Reader): Promise<void> {
  await sql`update session set ended_at = now(), ended_why = 'absolute' where ended_at is null and ends_at < now()`.execute(db);
  await sql`delete from session where ended_at < now() - make_interval(days => ${keptDays('sessions')})`.execute(db);
}

/** An open session by its id. */
export async function sessionById(tx: Reader, id: string): Promise<{ readonly id: string; readonly person: string; readonly kind: string; readonly login: string; readonly name: string; readonly confirmedAt: string; readonly endsAt: string; readonly last: LastLogin | null } | undefined> {
  return await tx.selectFrom('session as s').innerJoin('account as a', 'a.person', 's.person')
    .select(['s.id', 's.person', 'a.kind', 'a.login', 'a.name', 's.confirmedAt', 's.endsAt', 's.last'])
    .where('s.id', '=', id).where('s.endedAt', 'is', null).executeTakeFirst() as never;
}
