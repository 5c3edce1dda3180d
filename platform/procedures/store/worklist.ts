import { sql } from 'kysely';
import type { Tx } from '../../postgres/database.ts';
import type { OrgCode, PersonId, RegionCode } from '../ports.ts';
import type { CaseRecord, Ref } from './case-record.ts';
import type { NewWork } from './write-move.ts';

/** The step of this organisation's post now stands in one person's name. */
export async function assignWork(tx: Tx, ref: Ref, org: OrgCode, post: string, person: PersonId): Promise<void> {
  await sql`update worklist set assignee = ${person}, opened_at = null where case_region = ${ref.region} and case_id = ${ref.id} and org = ${org} and post = ${post} and why <> 'copy'`.execute(tx);
}

/** Puts a case on lists to be read; it stays there until read. */
export async function addCopies(tx: Tx, row: CaseRecord, copies: readonly { readonly org: OrgCode; readonly region: RegionCode; readonly post: string }[]): Promise<void> {
  await sql`
    insert into worklist (region, org, post, case_id, why, case_region, kind, state, number, title)
    select region, org, post, ${row.id}, 'copy', ${row.region}, ${row.kind}, ${row.state}, ${row.number}, ${row.title}
    from unnest(${copies.map((c) => c.region)}::text[], ${copies.map((c) => c.org)}::text[], ${copies.map((c) => c.post)}::text[]) as fresh (region, org, post)
    on conflict do nothing`.execute(tx);
}

/** Marks what lies on the lists of these posts as opened; the first look counts. */
export async function openWork(tx: Tx, ref: Ref, org: OrgCode, posts: readonly string[]): Promise<void> {
  await sql`
    update worklist set opened_at = now()
    where case_region = ${ref.region} and case_id = ${ref.id} and org = ${org} and post = any(${posts}::text[]) and opened_at is null`.execute(tx);
}

/** Puts these rows in the place of those that the case has; copies stay. The case is locked by the caller. */
export async function replaceWork(tx: Tx, row: CaseRecord, work: readonly NewWork[]): Promise<void> {
  const fresh = work.map((w) => ({
    region: w.region, org: w.org, post: w.post, due_on: w.dueOn, why: w.why, near_on: w.nearOn, red_on: w.redOn, paused: w.paused,
    assignee: w.assignee, barred: w.barred, act: w.act, opened_at: w.openedAt,
  }));
  await sql`
    with gone as (
      delete from worklist where case_region = ${row.region} and case_id = ${row.id} and why <> 'copy' returning 1)
    insert into worklist (region, org, post, due_on, case_id, why, case_region, kind, state, number, title, near_on, red_on, paused, assignee, barred, act, opened_at, at)
    select region, org, post, due_on, ${row.id}, why, ${row.region}, ${row.kind}, ${row.state}, ${row.number}, ${row.title}, near_on, red_on, paused,
      assignee, barred, act, opened_at, ${row.movedAt}
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as fresh (region text, org text, post text, due_on date, why text, near_on date, red_on date, paused boolean,
      assignee uuid, barred uuid[], act text, opened_at timestamptz)
    where (select count(*) from gone) >= 0
    on conflict do nothing`.execute(tx);
}
