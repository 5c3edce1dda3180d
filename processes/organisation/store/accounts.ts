import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import { json } from '../../../platform/postgres/database.ts';
import { hasParts, partsOf } from '../../../platform/search/parts.ts';
import { named } from './organisations.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export type AccountKind = 'staff' | 'system' | 'security' | 'audit';
export type AccountState = 'inactive' | 'active' | 'locked' | 'closed';
export interface AskedPost { readonly org: string; readonly post: string; readonly from: string; readonly to: string | null }

export interface AccountRow {
  readonly person: string; readonly kind: AccountKind; readonly login: string; readonly name: string; readonly org: string; readonly state: AccountState;
  readonly endsOn: string | null; readonly entrusted: string | null; readonly asked: readonly AskedPost[]; readonly caseRegion: string | null; readonly caseId: string | null;
}

const columns = ['person', 'kind', 'login', 'name', 'org', 'state', 'endsOn', 'entrusted', 'asked', 'caseRegion', 'caseId'] as const;

export async function accountByLogin(tx: Reader, login: string): Promise<AccountRow | undefined> {
  return await tx.selectFrom('account').select(columns).where('login', '=', login).executeTakeFirst() as AccountRow | undefined;
}

export async function accountOf(tx: Reader, person: string): Promise<AccountRow | undefined> {
  return await tx.selectFrom('account').select(columns).where('person', '=', person).executeTakeFirst() as AccountRow | undefined;
}

export async function accountOfCase(tx: Reader, region: string, caseId: string): Promise<AccountRow | undefined> {
  return await tx.selectFrom('account').select(columns).where('caseRegion', '=', region).where('caseId', '=', caseId).executeTakeFirst() as AccountRow | undefined;
}

/** @returns whether the name of log-in was still free: two may ask for it at once */
export async function insertAccount(tx: Tx, row: { person: string; kind: AccountKind; login: string; name: string; org: string; state: AccountState; endsOn?: string | null; entrusted?: string | null; asked?: readonly AskedPost[]; caseRegion?: string; caseId?: string }): Promise<boolean> {
  const done = await tx.insertInto('account').values({ ...row, asked: json(row.asked ?? []) }).onConflict((on) => on.column('login').doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function setAccountState(tx: Tx, person: string, state: AccountState): Promise<void> {
  await tx.updateTable('account').set({ state }).where('person', '=', person).execute();
}

/** The officer of a kind who is in office. */
export async function officerOf(tx: Reader, kind: Exclude<AccountKind, 'staff'>): Promise<AccountRow | undefined> {
  return await tx.selectFrom('account').select(columns).where('kind', '=', kind).where('state', '<>', 'closed').executeTakeFirst() as AccountRow | undefined;
}

export interface PostRow { readonly region: string; readonly org: string; readonly post: string; readonly person: string; readonly validFrom: string; readonly validTo: string | null }

export async function addPost(tx: Tx, row: PostRow & { kind: AccountKind }): Promise<void> {
  await tx.insertInto('postHolder').values(row)
    .onConflict((on) => on.columns(['region', 'org', 'post', 'person', 'validFrom']).doUpdateSet({ validTo: row.validTo })).execute();
}

/** Posts of a person that have not ended before this day, oldest first. */
export async function postsFrom(tx: Reader, person: string, day: PlainDate): Promise<readonly PostRow[]> {
  return tx.selectFrom('postHolder').select(['region', 'org', 'post', 'person', 'validFrom', 'validTo']).where('person', '=', person)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', day)])).orderBy('validFrom').orderBy('org').orderBy('post').limit(200).execute();
}

/** Ends a post the day before `day`; one that would begin on or after it goes. */
export async function endPost(tx: Tx, row: PostRow, day: string): Promise<void> {
  const of = { region: row.region, org: row.org, post: row.post, person: row.person, validFrom: row.validFrom };
  if (row.validFrom >= day) {
    await sql`delete from post_holder where region = ${of.region} and org = ${of.org} and post = ${of.post} and person = ${of.person} and valid_from = ${of.validFrom}`.execute(tx);
  } else {
    await sql`update post_holder set valid_to = ${day}::date - 1 where region = ${of.region} and org = ${of.org} and post = ${of.post} and person = ${of.person} and valid_from = ${of.validFrom}`.execute(tx);
  }
}

/** Delegations from and to a person end now. */
export async function endDelegations(tx: Tx, person: string): Promise<void> {
  await sql`update delegation set ended_at = now() where ended_at is null and (giver = ${person} or taker = ${person})`.execute(tx);
}

export interface AccountFilter { readonly state?: string | undefined; readonly org?: string | undefined; readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }

export interface AccountListRow extends AccountRow { readonly orgName: string; readonly madeAt: string; readonly lastLoginAt: string | null; readonly factor: boolean; readonly password: boolean }

/** Accounts by name of log-in, a page by key. Reads account's unique login. */
export async function listAccounts(tx: Reader, filter: AccountFilter): Promise<readonly AccountListRow[]> {
  const parts = partsOf(filter.q ?? '');
  const { rows } = await sql<AccountListRow>`
    select a.person, a.kind, a.login, a.name, a.org, a.state, a.ends_on, a.entrusted, a.asked, a.case_region, a.case_id, o.name as org_name, a.made_at,
      (select max(s.made_at) from session s where s.person = a.person) as last_login_at,
      exists (select from second_factor f where f.person = a.person and f.sealed is not null) as factor,
      exists (select from password p where p.person = a.person) as password
    from account a join organisation o on o.code = a.org
    where a.login > ${filter.after ?? ''}
    ${filter.state === undefined ? sql`` : sql`and a.state = ${filter.state}`}
    ${filter.org === undefined ? sql`` : sql`and a.org = ${filter.org}`}
    ${parts.length === 0 ? sql`` : sql`and (${hasParts(sql`(a.login || ' ' || a.name)`, parts)} or a.org in (select o.code from organisation o where ${named('o', filter.q)}))`}
    order by a.login limit ${filter.size}`.execute(tx);
  return rows;
}

/** Staff who have not logged in since, and whose account is older than that: for the lock of unused accounts. */
export async function unusedSince(tx: Reader, before: string, limit: number): Promise<readonly { readonly person: string; readonly caseRegion: string; readonly caseId: string }[]> {
  const { rows } = await sql<{ person: string; caseRegion: string; caseId: string }>`
    select a.person, a.case_region, a.case_id from account a
    where a.kind = 'staff' and a.state = 'active' and a.case_id is not null and a.made_at < ${before}::date
    and not exists (select from session s where s.person = a.person and s.made_at >= ${before}::date)
    order by a.person limit ${limit}`.execute(tx);
  return rows;
}
