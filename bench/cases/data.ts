import pg from 'pg';
import { workingCalendar } from '../../law/calendar.ts';
import { notices } from '../../law/holidays.ts';
import { addDays, type PlainDate } from '../../law/plain-date.ts';
import { refold } from '../../platform/procedures/clockwork.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { createDirectory, loadRegions } from '../../processes/organisation/index.ts';
import { benchHome, type BenchHome } from '../home.ts';
import { say } from '../machine.ts';
import { applicationsAlone, type Awaiting } from './kinds.ts';

export const region = '320800';
export const [authority, requester] = ['11320800PD90000001', '11320800PD90000002'];
/** A party of every case without a column of its own, and one of a hundred cases. */
export const [above, aside] = ['11320000PD90000003', '11320000PD90000004'];
/** Departments that provide; the first has a tenth of all cases. */
const departments = 91;
const orgOf = (n: number): string => `11320800PD${String(10_000_000 + n)}`;
const personOf = (n: number): string => `0197f0bb-0000-4000-8000-${String(n).padStart(12, '0')}`;

export interface Cases extends BenchHome { readonly clerks: readonly Actor[]; readonly readers: readonly Actor[]; readonly late: number }

/**
 * A server of its own in an empty home, fsync on, filled by SQL with open cases that wait for somebody: applications for the provider's
 * clerk, or cases of all `kinds` in turn, those of the first department all for its clerk: one running clock, one party beside the three and one
 * worklist row each, a tenth of them of one department, `late` of them run out and not yet marked. Ninety-one providers with a clerk, a head and a security officer each, an authority, the directory of the product.
 */
export async function casesAtHome(count: number, late: number, kinds: readonly Awaiting[] = applicationsAlone): Promise<Cases> {
  const home = await benchHome(async ({ db, ownerUrl }) => {
    await loadRegions(db);
    const today = await transact(db, (tx) => createDirectory().legalToday(tx));
    const began = performance.now();
    await fill(ownerUrl, count, late, today, kinds);
    say(`${count} open cases, ${late} of them run out, filled in ${Math.round((performance.now() - began) / 1000)} s; legal date ${today}`);
  }, { pool: 10 });
  const reader = (org: string): Actor => ({ person: personOf(1), kind: 'staff', org, region, post: 'reviewer', session: 'bench' });
  const clerks = Array.from({ length: 8 }, (_, n): Actor => ({ person: personOf(1_000 + n), kind: 'staff', org: orgOf(0), region, post: 'clerk', session: 'bench' }));
  return { ...home, clerks, readers: [reader(authority), reader(above), reader(aside)], late };
}

/** Reply clocks of ten working days: those that started so lately that they still run, and one that is over. */
function clockDates(today: PlainDate) {
  const calendar = workingCalendar(notices);
  const all = Array.from({ length: 40 }, (_, ago) => {
    const on = addDays(today, -ago);
    const events = [{ do: 'start' as const, on, act: 'acknowledge', limit: { workingDays: 10 } }];
    const clock = refold({ name: 'reply', nth: 1, cause: null, bound: '', calendar: region, class: 'conditional', local: false, asked: null, lapsedOn: null, events }, calendar);
    return { events, due: clock.dueOn, near: clock.nearOn, red: clock.redOn };
  });
  return { running: all.filter((each) => each.due >= today), over: all.filter((each) => each.due < today).slice(0, 5) };
}

async function fill(url: string, count: number, late: number, today: PlainDate, kinds: readonly Awaiting[]): Promise<void> {
  const { running, over } = clockDates(today);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off; set maintenance_work_mem = '256MB'; drop index case_find_text");
    await people(client);
    await client.query(`
      create temporary table filling as
      select n, ('0197f0aa-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        '11320800PD' || (10000000 + case when n % 10 = 0 then 0 else 1 + n % ${departments - 1} end) as provider,
        timestamptz '2026-01-01' + n * interval '20 seconds' as at,
        case when n % 10 = 0 then $5::jsonb -> (n / 10 % $6) else $7::jsonb -> (n % $8) end as "is",
        case when n % $3 = 0 then $2::jsonb -> (n / $3 % ${over.length}) else $1::jsonb -> (n / 10 % ${running.length}) end as dates
      from generate_series(1, $4::int) n`.replaceAll('$5', quoted(kinds.filter((kind) => kind.post === 'clerk'))).replaceAll('$6', String(kinds.filter((kind) => kind.post === 'clerk').length)).replaceAll('$7', quoted(kinds)).replaceAll('$8', String(kinds.length))
        .replaceAll('$3', String(Math.round(count / late))).replaceAll('$4', String(count)).replaceAll('$1', quoted(running)).replaceAll('$2', quoted(over)));
    await client.query(`
      insert into legal_case (region, id, kind, number, title, state, version, open, requester, provider, authority, made_by, facts, created_at, moved_at)
      select '${region}', id, "is" ->> 'kind', ${number}, '示例事项信息' || n, "is" ->> 'state', 4, true, '${requester}', provider, '${authority}', '${personOf(1)}', case when "is" ->> 'kind' = 'application' then '{"attribute":"conditional"}' else '{}' end::jsonb, at, at from filling`);
    await client.query(`
      insert into clock (region, case_id, name, nth, bound, calendar, class, events, due_on, provisional, near_on, red_on)
      select '${region}', id, "is" ->> 'clock', 1, provider, '${region}', 'conditional', dates -> 'events', (dates ->> 'due')::date, false, (dates ->> 'near')::date, (dates ->> 'red')::date from filling where "is" ->> 'clock' is not null`);
    await client.query(`
      insert into worklist (region, org, post, due_on, case_id, why, case_region, kind, state, number, title, near_on, red_on, act, at)
      select '${region}', provider, "is" ->> 'post', (dates ->> 'due')::date, id, 'move', '${region}', "is" ->> 'kind', "is" ->> 'state', ${number}, '示例事项信息' || n, (dates ->> 'near')::date, (dates ->> 'red')::date, "is" ->> 'act', at
      from filling order by provider, dates ->> 'due'`);
    await client.query(`
      insert into case_party (region, case_id, party, org_region, org) select '${region}', id, 'authority@requester', '320000', '${above}' from filling
      union all select '${region}', id, 'copied', '320000', '${aside}' from filling where n % ${Math.max(1, Math.round(count / 100))} = 0`);
    await client.query(`
      insert into case_find (region, case_id, number, title, marks)
      select c.region, c.id, c.number, c.title, array['k' || c.kind, 'o' || c.requester, 'o' || c.provider, 'o' || c.authority, 'n' || ltrim(split_part(c.number, '-', 4), '0'), 'o${above}']
          || case when exists (select from case_party p where p.region = c.region and p.case_id = c.id and p.org = '${aside}') then array['o${aside}'] else array[]::text[] end
      from legal_case c`);
    await client.query('create index case_find_text on case_find using gin (marks, grams(title)) with (fastupdate = off)');
    await client.query('drop table filling');
    for (const table of ['legal_case', 'case_party', 'case_find', 'clock', 'worklist', 'post_holder', 'organisation']) await client.query(`vacuum analyze ${table}`);
    await client.query('vacuum case_party, case_find, clock, worklist'); // once more: where the first met somebody's older snapshot, no page of a table was marked as visible
  } finally {
    await client.end();
  }
}

const quoted = (value: unknown): string => `'${JSON.stringify(value)}'`;
const number = `("is" ->> 'code') || '-${region}-2026-' || lpad(n::text, 7, '0')`;

async function people(client: pg.Client): Promise<void> {
  const organisation = (code: string, name: string, kind: string, by: string | null) => client.query('insert into organisation (code, region, name, short_name, kind, authority, since) values ($1, $2, $3, $3, $4, $5, $6)', [code, region, name, kind, by, '2025-08-01']);
  let next = 1;
  const holder = async (org: string, post: string, person = personOf(next++)) => {
    await client.query("insert into account (person, kind, login, name, org, state) values ($1, 'staff', $2, $3, $4, 'active')", [person, `u${person.slice(-6)}`, post, org]);
    await client.query("insert into post_holder (region, org, post, person, kind, valid_from) values ($1, $2, $3, $4, 'staff', '2025-08-01')", [region, org, post, person]);
  };
  await organisation(authority, '示例市数据局', 'authority', null);
  await organisation(requester, '示例市需求局', 'department', authority);
  for (const post of ['reviewer', 'lead']) await holder(authority, post);
  for (const post of ['clerk', 'head']) await holder(requester, post);
  for (let n = 0; n < departments; n += 1) {
    await organisation(orgOf(n), `示例市提供局${n}`, 'department', authority);
    for (const post of ['clerk', 'head', 'security']) await holder(orgOf(n), post);
  }
  for (let n = 0; n < 8; n += 1) await holder(orgOf(0), 'clerk', personOf(1_000 + n));
}
