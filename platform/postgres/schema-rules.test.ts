import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let base: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  base = await testDatabase();
  client = new pg.Client({ connectionString: base.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await base.drop();
});

/**
 * Tables whose keys need not begin with the region, so that one region's rows can lie on one node (design: one dialect, many nodes).
 * reference: the same on every node; one node: accounts with what hangs on them, keys, the ledger's own, the floor.
 */
const excepted: Readonly<Record<string, readonly string[]>> = {
  reference: ['region', 'organisation', 'calendar_notice', 'dictionary', 'local_rule', 'credential', 'wire_secret', 'platform', 'platform_mark', 'calendar_applied', 'search_synonym'],
  oneNode: ['account', 'post_holder', 'delegation', 'session', 'password', 'second_factor', 'recovery_code', 'one_time_link', 'activation_code', 'login_failure', 'security_setting',
    'ledger_entry', 'ledger_log', 'ledger_node', 'ledger_head', 'key_check', 'data_key', 'partitioned', 'partition_kept', 'disposal_list', 'restored', 'schema_migration'],
};
const free = new Set(Object.values(excepted).flat());

interface Key { readonly table: string; readonly name: string; readonly kind: string; readonly columns: readonly string[]; readonly to: string | null }

async function keys(): Promise<readonly Key[]> {
  const { rows } = await client.query<Key>(`
    select c.relname as table, i.relname as name, case when x.indisprimary then 'primary key' else 'unique' end as kind, null as to,
      array(select a.attname::text from unnest(x.indkey) with ordinality k(n, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.at) as columns
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where x.indisunique and c.relnamespace = current_schema()::regnamespace and not c.relispartition
    union all
    select c.relname, k.conname, 'foreign key', t.relname,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(n, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n order by u.at)
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace and not c.relispartition and k.conparentid = 0`);
  return rows;
}

test('region leads every primary key, unique constraint and foreign key', async () => {
  const wrong = (await keys()).filter(({ table, to, columns }) => !free.has(table) && !(to !== null && free.has(to)) && !/^(\w+_)?region$/.test(columns[0] ?? ''));
  expect(wrong.map(({ table, kind, columns, to }) => `${table}: ${kind} (${columns.join(', ')})${to === null ? '' : ` to ${to}`}`)).toEqual([]);
});

test('every table has a primary key', async () => {
  const withKey = new Set((await keys()).filter(({ kind }) => kind === 'primary key').map(({ table }) => table));
  const { rows } = await client.query<{ table: string }>("select relname as table from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace");
  expect(rows.map(({ table }) => table).filter((table) => !withKey.has(table))).toEqual([]);
});

test('rows that bear a seal get no later column that says something at once, or every seal of before would be broken: decisions 0207, 0232', async () => {
  const { rows } = await client.query<{ column: string }>(`
    select table_name || '.' || column_name as column from information_schema.columns
    where table_schema = current_schema() and column_default is not null and table_name in ('agreement', 'grant_compiled', 'credential', 'connection', 'resource', 'resource_binding') order by 1`);
  expect(rows.map(({ column }) => column)).toEqual(['agreement.rejected', 'connection.asked_at', 'connection.version', 'credential.made_at', 'grant_compiled.addresses', 'grant_compiled.masks', 'grant_compiled.person_required',
    'grant_compiled.row_filter', 'grant_compiled.secret_as_sign', 'grant_compiled.time_rule', 'grant_compiled.version', 'resource.version', 'resource_binding.made_at']);
});

test('there is no trigger', async () => {
  const { rows } = await client.query('select tgname, tgrelid::regclass::text as table from pg_trigger where not tgisinternal');
  expect(rows).toEqual([]);
});

test('what nobody may change holds everybody: no right to update or delete, row security forced', async () => {
  const tables = ['case_move', 'ledger_entry', 'call_record', 'access_log'];
  const { rows } = await client.query<{ table: string; forced: boolean; may: boolean }>(`
    select relname as table, relrowsecurity and relforcerowsecurity as forced,
      has_table_privilege('shuqiao_app', oid, 'update') or has_table_privilege('shuqiao_app', oid, 'delete') or has_table_privilege('shuqiao_app', oid, 'truncate') as may
    from pg_class where relname = any($1) and relnamespace = current_schema()::regnamespace`, [tables]);
  expect(rows.filter(({ forced, may }) => !forced || may)).toEqual([]);
  expect(rows.map(({ table }) => table).sort()).toEqual([...tables].sort());
});

test('what acts as the owner looks into the caller’s temporary tables last: they hide none of ours', async () => {
  const { rows } = await client.query<{ name: string; config: string | null }>('select p.oid::regprocedure::text as name, p.proconfig::text as config from pg_proc p where (p.prosecdef or array_to_string(p.proconfig, $1) like $2) and p.pronamespace = current_schema()::regnamespace', [',', '%search_path=%']);
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ config }) => !/search_path=[^=]*, pg_temp"?\}$/.test(config ?? ''))).toEqual([]);
});

test('no partition is reached but through its parent', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relispartition and relkind = 'r' and relnamespace = current_schema()::regnamespace
      and (has_table_privilege('shuqiao_app', oid, 'select') or has_table_privilege('shuqiao_app', oid, 'insert'))`);
  expect(rows).toEqual([]);
});

test('every partitioned table is in the list by which partitions are made', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relkind = 'p' and not relispartition and relnamespace = current_schema()::regnamespace
      and relname not in (select table_name from partitioned)
      and relname <> 'ledger_entry' -- its sequencer makes them, by number`);
  expect(rows).toEqual([]);
});

test('every foreign key can be checked by an index: nothing waits for a scan when a parent row goes', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k
    where k.contype = 'f' and k.confdeltype <> 'a' and not exists (
      select from pg_index x where x.indrelid = k.conrelid and (x.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`);
  expect(rows).toEqual([]);
});
