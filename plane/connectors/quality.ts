import pg from 'pg';
import { fail } from '../../law/errors.ts';
import { qualityBounds, type Rule } from '../../law/quality.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Checker, CheckPlan, Connection, PageCounted, SetCounted } from '../../processes/resource/index.ts';
import { createOnce } from './once.ts';
import { courseStatement, failuresStatement, newestStatement, pageStatement, uniqueStatement, type Statement } from './quality-sql.ts';
import type { Reach } from './reach.ts';

const { samples } = qualityBounds;
const leadsSql = `
select exists (select from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
where n.nspname = $1 and c.relname = $2 and a.attname = $3 and i.indisvalid and i.indpred is null)::text as leads`;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Runs quality rules on providers' PostgreSQL databases; every value is a parameter, every answer a text. */
export function postgresqlChecker(deps: { readonly keys: Keys; readonly reach: Reach }): Checker {
  const once = createOnce(deps);
  const asked = async <Row extends pg.QueryResultRow>(client: pg.Client, { text, values }: Statement): Promise<Row[]> => (await explained(client.query<Row>(text, [...values]))).rows;

  return {
    way: (connection, plan, timeoutMs) => once(connection, timeoutMs, async (client) => {
      const [first] = plan.keys;
      if (!first) return 'whole';
      const [indexed] = await asked<{ leads: string }>(client, { text: leadsSql, values: [plan.schema, plan.table, first.column] });
      if (indexed?.leads !== 'true') return 'whole';
      // A record without a key would never be reached by its key.
      const [keyless] = await asked<{ any: string }>(client, { text: `select exists (select from ${quoted(plan.schema)}.${quoted(plan.table)} where ${plan.keys.map((key) => `${quoted(key.column)} is null`).join(' or ')})::text as any`, values: [] });
      return keyless?.any === 'true' ? 'whole' : 'paged';
    }),
    page: (connection, plan, way, rules, after, limit, timeoutMs) => once(connection, timeoutMs, async (client) => pageOf(await asked(client, pageStatement(plan, way, rules, after, limit, samples)), rules)),
    set: (connection, plan, rule, timeoutMs) => once(connection, timeoutMs, (client) => setOf(client, plan, rule)),
    failures: (connection, plan, rule, limit, timeoutMs) => once(connection, timeoutMs, async (client) => {
      const statement = failuresStatement(plan, rule, limit);
      const began = performance.now();
      const { rows } = await explained(client.query<(string | null)[]>({ text: statement.text, values: [...statement.values], rowMode: 'array' }));
      return { columns: statement.columns.map((column) => column.field), rows, ms: Math.round(performance.now() - began) };
    }),
  };

  async function setOf(client: pg.Client, plan: CheckPlan, rule: Rule): Promise<SetCounted> {
    if (rule.kind === 'freshness') {
      const [found] = await asked<{ newest: string | null }>(client, newestStatement(plan, rule));
      return { checked: 1, failed: 0, samples: [], newest: found?.newest ?? null };
    }
    if (rule.kind !== 'unique' && rule.kind !== 'course') throw new Error(`${rule.kind} is a rule about single records`);
    const [found] = await asked<{ checked: string; failed: string; samples: string }>(client, rule.kind === 'unique' ? uniqueStatement(plan, rule, samples) : courseStatement(plan, rule, samples));
    return { checked: Number(found?.checked ?? 0), failed: Number(found?.failed ?? 0), samples: listed(found?.samples), newest: null };
  }
}

/** A statement that fails by itself is the rule's fault, or the table's; not that the database is away. Said by its code: the server's own words may quote values. */
async function explained<R>(running: Promise<R>): Promise<R> {
  try {
    return await running;
  } catch (error) {
    const found = error instanceof pg.DatabaseError ? failures.find(([code]) => code.test(error.code ?? '')) : undefined;
    if (found) return fail('CHECK_FAILED', { why: found[1] });
    throw error;
  }
}

const failures: readonly (readonly [RegExp, string])[] = [
  [/^42P01$/, '表或视图不存在'], [/^42703$/, '字段不存在'], [/^42501$/, '只读账号无权查询'], [/^2201B$/, '格式不被该数据库接受'], [/^22/, '有的值不能按声明的类型比较'], [/^(53|54)/, '数据库资源不足'], [/^(42|0A|XX)/, '该数据库不支持这项检查'],
];

function pageOf(rows: readonly Readonly<Record<string, string | null>>[], rules: readonly Rule[]): PageCounted {
  const row = rows[0] ?? {};
  return {
    rows: Number(row['rows'] ?? 0), last: row['last'] == null ? null : JSON.parse(row['last']) as (string | null)[],
    counted: rules.map((rule, n) => ({ rule: rule.id, checked: Number(row[`c${n}`] ?? 0), failed: Number(row[`x${n}`] ?? 0), samples: listed(row[`s${n}`]) })),
  };
}

const listed = (json: string | null | undefined): string[] => (json == null ? [] : JSON.parse(json) as string[]);
