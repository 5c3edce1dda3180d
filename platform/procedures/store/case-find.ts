import { sql, type RawBuilder } from 'kysely';
import { hasParts, readsParts } from '../../search/parts.ts';
import type { OrgCode } from '../ports.ts';
import type { NumberAsked, Question } from '../question.ts';
import type { Tx } from '../../postgres/database.ts';
import type { CaseRecord, Ref } from './case-record.ts';

/** Every statement on case_find: by what a case is found among a million. It changes with number, title and parties, never with a move. */

/** Cases of a party that bear a number or title, (region, case_id), by case_find_text and case_find_number: kind and party are told by the index, too. */
export function findsCases(org: OrgCode, kind: string | null, { parts, number }: Question): RawBuilder<unknown> {
  const of = (...more: string[]) => sql`marks @> ${[`o${org}`, ...(kind === null ? [] : [`k${kind}`]), ...more]}::text[]`;
  const titled = sql`select region, case_id from case_find where ${of()} and ${hasParts(sql`title`, parts)}`;
  if (number === null) return titled;
  const numbered = 'begins' in number ? sql`${of()} and number like ${`${number.begins}%`}` : sql`${of(`n${number.running}`)} and ${isNumber(number)}`;
  return sql`${titled} union select region, case_id from case_find where ${numbered}`;
}

/** The same of a row at hand that has `number` and `title`. */
export function readsCase({ parts, number }: Question): RawBuilder<boolean> {
  return number === null ? readsParts(sql`title`, parts) : sql<boolean>`(${readsParts(sql`title`, parts)} or coalesce(${isNumber(number)}, false))`;
}

function isNumber(asked: NumberAsked): RawBuilder<boolean> {
  if ('begins' in asked) return sql<boolean>`number like ${`${asked.begins}%`}`;
  const { running, year, region } = asked;
  return sql<boolean>`(ltrim(split_part(number, '-', 4), '0') = ${running}
    ${year === null ? sql`` : sql`and split_part(number, '-', 3) = ${year}`} ${region === null ? sql`` : sql`and split_part(number, '-', 2) = ${region}`})`;
}

/** A part of the statement that opens a case. */
export function findableIn(c: CaseRecord, others: readonly OrgCode[]): RawBuilder<unknown> {
  const orgs = [c.requester, c.provider, c.authority, c.forum, ...others].filter((org) => org !== null);
  return sql`insert into case_find (region, case_id, title, marks)
      values (${c.region}, ${c.id}, ${c.title}, ${[`k${c.kind}`, ...new Set(orgs.map((org) => `o${org}`))]}::text[])`;
}

/** A part of the statement that gives numbers, which it knows as `counted`. */
export function numberedIn(region: string): RawBuilder<unknown> {
  return sql`update case_find f set number = counted.number, marks = f.marks || array['n' || counted.running] from counted
      where f.region = ${region} and f.case_id = counted.id`;
}

export async function findByParty(tx: Tx, ref: Ref, org: OrgCode): Promise<void> {
  await sql`update case_find set marks = marks || ${[`o${org}`]}::text[] where region = ${ref.region} and case_id = ${ref.id} and not marks @> ${[`o${org}`]}::text[]`.execute(tx);
}
