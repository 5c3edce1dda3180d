import { sql } from 'kysely';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode, PersonId } from '../ports.ts';
import type { Ref } from './case-record.ts';
import { listedPage, type Moved, type Page } from './listed.ts';

const [latest, lastId] = ['9999-12-31T00:00:00Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

export interface PersonFilter extends Page { readonly person: PersonId; readonly org: OrgCode; readonly kind: string | null; readonly spoken: readonly string[] }

/** 我的已办: cases by this person's last act on each, newest first, by index case_move_person. */
export async function pageOfDone(db: Reader, f: PersonFilter): Promise<Moved[]> {
  return listedPage(db, f, sql`
    select m.region, m.case_id as id, m.at from case_move m
    where m.person = ${f.person} and m.org = ${f.org} and (m.at, m.case_id) < (${f.after?.key ?? latest}::timestamptz, ${f.after?.id ?? lastId}::uuid) and m.act <> all(${f.spoken}::text[])
      and (${f.kind}::text is null or m.kind = ${f.kind})
      and not exists (select from case_move later where later.region = m.region and later.case_id = m.case_id and later.version > m.version
        and later.person = m.person and later.act <> all(${f.spoken}::text[]))
    order by m.at desc, m.case_id desc limit ${f.limit}`);
}

/** 我发起的: cases this person opened, newest movement first, by index legal_case_made_by. */
export async function pageOfMine(db: Reader, f: PersonFilter): Promise<Moved[]> {
  return listedPage(db, f, sql`
    select region, id, moved_at as at from legal_case
    where made_by = ${f.person} and (${f.kind}::text is null or kind = ${f.kind})
      and (moved_at, id) < (${f.after?.key ?? latest}::timestamptz, ${f.after?.id ?? lastId}::uuid)
    order by moved_at desc, id desc limit ${f.limit}`);
}

export interface ComingRow extends Ref { readonly kind: string; readonly number: string | null; readonly state: string; readonly clock: string; readonly dueOn: string; readonly facts: Readonly<Record<string, string>> }

/** Clocks of this organisation that end soon, of cases of these kinds, soonest first, by index clock_bound. */
export async function comingClocks(db: Reader, org: OrgCode, kinds: readonly string[], from: string, to: string, limit: number): Promise<ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    select c.region, c.id, c.kind, c.number, c.state, clock.name as clock, clock.due_on as "dueOn", c.facts
    from clock join legal_case c on c.region = clock.region and c.id = clock.case_id
    where clock.bound = ${org} and c.kind = any(${[...kinds]}::text[]) and clock.stopped_on is null and clock.stood_on is null and clock.due_on between ${from} and ${to}
    order by clock.due_on, c.id limit ${limit}`.execute(db);
  return rows;
}
