import pg from 'pg';
import { benchHome, type BenchHome } from '../home.ts';
import { say } from '../machine.ts';

/** A million rows in each table that a list reads: departments by ten million and number, the first with a tenth of all rows. */

export const region = '320800';
const departments = 91;
export const authority = '11320800PD90000001';
export const first = '11320800PD10000000';
/** One with a hundredth. */
export const other = '11320800PD10000005';
/** Half-way through what belongs to the first department: where a reader is who has turned many pages. */
export const idOf = (n: number): string => `0197f0aa-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const id = (kind: string) => `('0197f0aa-0000-7000-8000-' || lpad(to_hex(${kind}), 12, '0'))::uuid`;
const org = `'11320800PD' || (10000000 + case when n % 10 = 0 then 0 else 1 + n % ${departments - 1} end)`;
const at = "timestamptz '2026-11-01' + n * interval '2 seconds'";
const person = `('0197f0bb-0000-4000-8000-' || lpad(to_hex(case when n % 10 = 0 then 0 else n % 5000 end), 12, '0'))::uuid`;
export const reader = '0197f0bb-0000-4000-8000-000000000000';
const body = `'{"entryName":"示例数据","entryCode":null,"attribute":"conditional","keyKinds":["person"],"range":"全市","mode":"service","serviceKind":"query","items":[{"n":1,"name":"姓名","sensitivity":"personal","identifier":null},{"n":2,"name":"公民身份号码","sensitivity":"personal","identifier":"person"}],"rowFilter":[],"masks":{},"conditions":[],"quota":{"perDay":1000,"perMinute":60},"systems":["业务系统"],"addresses":[],"contact":"经办岗","phone":"0517-8000000","applicationNumber":null}'`;

/** One statement a table; `n` counts from 1. Foreign keys are not looked at: each list is tried by itself. */
const fills = (count: number): readonly (readonly [table: string, sql: string])[] => [
  ['organisation', `insert into organisation (code, region, name, short_name, kind, authority, since) select '11320800PD' || (10000000 + n), '${region}', '示例市第' || n || '局', '第' || n || '局', 'department', '${authority}', '2025-08-01' from generate_series(0, ${departments - 1}) n`],
  ['connection', `insert into connection (region, id, org, name, kind, host, port, database, schema_name, login, sealed, tls, state, asked_by, asked_at, decided_by)
    select '${region}', ${id('n')}, ${org}, '业务库' || n, 'postgresql', 'db' || n || '.gov', 5432, 'd', 's', 'u' || n, '\\x00', true, case when n % 100 = 0 then 'proposed' else 'approved' end, ${person}, ${at}, case when n % 100 <> 0 then '${idOf(1)}'::uuid end from generate_series(1, ${count}) n`],
  ['resource', `insert into resource (region, id, org, entry_region, entry, mode, connection_id, state, version, up)
    select '${region}', ${id('n')}, ${org}, '${region}', ${id('n')}, 'service', ${id('n')}, 'live', 1, true from generate_series(1, ${count}) n`],
  ['agreement', `insert into agreement (region, id, requester, provider, entry_region, entry, entry_version, purpose, term_from, term_to, state, body, disposal)
    select '${region}', ${id('n')}, ${org}, '11320800PD' || (10000000 + case when n % 10 = 3 then 0 else n % ${departments} end), '${region}', ${id('1 + n % 1000')}, 1, '业务事项' || n % 100, '2026-01-01', '2027-12-31', case when n % 7 = 0 then 'disposed' else 'active' end, ${body}, '{}' from generate_series(1, ${count}) n`],
  ['agreement_count', 'insert into agreement_count (region, provider, requester, state, n) select region, provider, requester, state, count(*) from agreement group by 1, 2, 3, 4'],
  ['access_log', `insert into access_log (region, at, id, batch, person, org, post, address, act, object, result, request)
    select '000000', ${at}, ${id('n')}, '${idOf(1)}', ${person}, ${org}, 'clerk', '10.0.0.1', '查阅授权', '/api/grant/' || n, case when n % 50 = 0 then 'POST_MAY_NOT' else 'ok' end, 'r' from generate_series(1, ${count}) n`],
  ['notification', `insert into notification (region, person, at, id, org, text, read_at) select '${region}', ${person}, ${at}, ${id('n')}, ${org}, '示例消息', case when n % 3 > 0 then now() end from generate_series(1, ${count}) n`],
  ['call_record', `insert into call_record (region, at, id, grant_id, caller, purpose, items, rows, bytes, status, reason, ms, address, batch)
    select '${region}', ${at}, ${id('n')}, ${id('case when n % 10 = 0 then 1 else n % 2000 end')}, 'r', '业务事项', '1,2', 1, 200, case when n % 100 = 0 then 'refused' else 'ok' end, null, 12, '10.0.0.1', '${idOf(1)}' from generate_series(1, ${count}) n`],
  ['usage_sum', `insert into usage_sum (region, grant_id, day, calls, rows, bytes, ms_sum, ms_buckets) select '${region}', ${id('3001 + n % 2740')}, date '2026-01-01' + n / 2740, 100, 100, 20000, 1200, '{1,2,3,4,50,40,0,0,0,0}' from generate_series(0, ${count - 1}) n`],
  ['usage_sum', `insert into usage_sum (region, grant_id, day, calls, refused) select region, grant_id, (at at time zone 'Asia/Shanghai')::date, count(*) filter (where status = 'ok'), count(*) filter (where status = 'refused') from call_record group by 1, 2, 3
    on conflict (region, grant_id, day) do update set calls = excluded.calls, refused = excluded.refused`],
  ['usage_day', `insert into usage_day (region, grant_id, day, person, calls, rows, bytes) select '${region}', ${id('1 + n % 27')}, date '2026-01-01' + n / 27 % 365, 'p' || n / 9855, 10, 10, 2000 from generate_series(0, ${count - 1}) n`],
  ['usage_person', 'insert into usage_person (region, grant_id, person, last_on) select region, grant_id, person, max(day) from usage_day group by 1, 2, 3'],
  ['usage_office', `insert into usage_office (region, provider, requester, day, calls, rows, ms_buckets) select '${region}', '11320800PD' || (10000000 + n / 100010), '11320800PX' || (10000000 + n % 274), date '2026-01-01' + n / 274 % 365, 100, 100, '{1,2,3,4,50,40,0,0,0,0}' from generate_series(0, ${count - 1}) n`],
  ['document', `insert into document (region, id, kind, number, org, title, on_day, content, digest, entry_id, made_at) select '${region}', ${id('n')}, 'letter', 'DF-' || n, ${org}, '答复函' || n, '2026-11-01', '{}', repeat(md5(n::text), 2), ${id('n')}, ${at} from generate_series(1, ${count}) n`],
  ['catalog_import', `insert into catalog_import (region, id, org, person, post, session, name, bytes, sha256, state) select '${region}', ${id('n')}, ${org}, ${person}, 'cataloguer', 's', '目录.xlsx', 1000, 'x', 'done' from generate_series(1, ${count}) n`],
  ['catalog_export', `insert into catalog_export (region, number, org, post, person, format, what, at) select '${region}', 'WM-20261101-' || lpad(n::text, 7, '0'), ${org}, 'clerk', ${person}, 'xlsx', 'query', ${at} from generate_series(1, ${count}) n`],
  ['entry', `insert into entry (region, id, provider, code, state, current_version, name) select '${region}', ${id('n')}, ${org}, '301001/' || lpad(n::text, 7, '0'), 'published', 1, '示例数据' || n from generate_series(1, ${count}) n`],
  ['entry_version', `insert into entry_version (region, entry, version, case_id, change, attribute, name, conditions, body, scope_digest, published_on) select '${region}', ${id('n')}, 1, ${id('n')}, 'compile', 'conditional', '示例数据' || n, '[]', '{}', '', '2026-11-01' from generate_series(1, ${count}) n`],
  ['entry_listing', `insert into entry_listing (region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on, name_words, words, sort_key, indexed)
    select '${region}', ${id('n')}, 1, '301001/' || lpad(n::text, 7, '0'), '示例数据' || n, '示例', ${org}, (array['unconditional', 'conditional', 'not-shared'])[1 + n % 3], '{service}', (array['daily', 'monthly', 'yearly'])[1 + n % 3], 'general-2', false, 4, '{}', date '2026-01-01' + n / 3000, '', '', 'shi li ' || md5(n::text), 2 from generate_series(1, ${count}) n`],
  ['entry_subscriber', `insert into entry_subscriber (region, entry, org, since) select '${region}', ${id('n')}, ${org}, date '2026-01-01' + n / 3000 from generate_series(1, ${count}) n`],
  ['finding', `insert into finding (region, case_id, ground, clue, concerns, department, judge, judge_org, due_on, raised_on, state, open) select '${region}', ${id('n')}, '39(4)', false, 'department', ${org}, 'authority', '${authority}', date '2026-01-01' + n / 3000, '2026-11-01', 'raised', n % 10 < 3 from generate_series(1, ${count}) n`],
];

/** Filled and analysed. */
export const listsAtHome = (count: number): Promise<BenchHome> => benchHome(async ({ superUrl }) => {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'; select make_partitions('2026-10-01')");
    for (const [table, sql] of fills(count)) {
      const began = performance.now();
      const { rows: words } = await client.query<{ name: string; made: string }>("select indexname as name, indexdef as made from pg_indexes where tablename = $1 and indexdef like '%USING gin%'", [table]);
      for (const { name } of words) await client.query(`drop index ${name}`); // of words: made at once when the table is full
      await client.query(sql);
      for (const { made } of words) await client.query(made);
      await client.query(`vacuum (analyze) ${table}`);
      say(`${table.padEnd(18)} filled in ${Math.round((performance.now() - began) / 1000)} s`);
    }
  } finally {
    await client.end();
  }
}, { durable: false });
