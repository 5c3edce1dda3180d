import { comparisons } from '../../law/codes.ts';
import { bareOf } from '../../law/quality-pattern.ts';
import { fieldsOf, type Guard, type Rule } from '../../law/quality.ts';
import type { CheckColumn, CheckPlan } from '../../processes/resource/index.ts';

/**
 * Quality rules as SQL over declared columns. Names come from the binding and are quoted, whatever a rule says is a parameter;
 * comparisons are the six of law/codes. Nothing here is typed by anybody.
 */

export interface Statement { readonly text: string; readonly values: readonly unknown[] }

const numeric = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
const moments = new Set(['date', 'timestamp', 'timestamptz']);
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const numberText = "'^[+-]?[0-9]{1,40}([.][0-9]{1,40})?$'";
const dateText = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]|$)'";

/** Collects parameters, and the joins by which code sets are looked up: a hash join, whatever their size and the server's age. */
class Build {
  readonly values: unknown[] = [];
  readonly joins: string[] = [];
  readonly plan: CheckPlan;
  constructor(plan: CheckPlan) {
    this.plan = plan;
  }
  param(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
  column(field: string): CheckColumn {
    const found = this.plan.columns.find((one) => one.field === field);
    if (!found) throw new Error(`no column for ${field}`);
    return found;
  }
  get from(): string {
    return `${quoted(this.plan.schema)}.${quoted(this.plan.table)}`;
  }
}

/** A column inside `page`: by its own name, quoted. */
const name = (column: CheckColumn): string => `page.${quoted(column.column)}`;
const text = (column: CheckColumn): string => `${name(column)}::text`;
/** Something stands there that is not blank. */
const filled = (column: CheckColumn): string => `coalesce(${text(column)} ~ '[^[:space:]]', false)`;
const keyText = (plan: CheckPlan): string => (plan.keys.length === 0 ? "''" : `array_to_string(array[${plan.keys.map(text).join(', ')}], chr(31), '')`);

function guardSql(guard: Guard | null, build: Build): string {
  if (guard === null) return 'true';
  const column = build.column(guard.field);
  switch (guard.op) {
    case 'filled': return filled(column);
    case 'empty': return `not ${filled(column)}`;
    case 'in': return `coalesce(${text(column)} = any(${build.param([...guard.values])}::text[]), false)`;
    case 'not-in': return `coalesce(${text(column)} <> all(${build.param([...guard.values])}::text[]), true)`;
  }
}

/** Where the rule looks, and where it finds a fault there; neither is ever null. */
function predicates(rule: Rule, build: Build): { readonly looks: string; readonly fails: string } {
  const guard = guardSql(rule.when, build);
  const only = (column: CheckColumn): string => `${guard} and ${filled(column)}`;
  switch (rule.kind) {
    case 'required': return { looks: guard, fails: `not ${filled(build.column(rule.field))}` };
    case 'range': return { looks: only(build.column(rule.field)), fails: outside(rule, build.column(rule.field), build) };
    case 'pattern': return { looks: only(build.column(rule.field)), fails: `${text(build.column(rule.field))} !~ ${build.param(`^(?:${bareOf(rule.pattern)})$`)}::text` };
    case 'code-set': {
      const column = build.column(rule.field);
      const set = `codes_${build.joins.length}`;
      build.joins.push(`left join (select distinct code from unnest(${build.param([...rule.codes])}::text[]) as code) ${set} on ${set}.code = ${text(column)}`);
      return { looks: only(column), fails: `${set}.code is null` };
    }
    case 'across': return across(rule, guard, build);
    default: throw new Error(`${rule.kind} is no rule about a single record`);
  }
}

function outside(rule: Rule & { readonly kind: 'range' }, column: CheckColumn, build: Build): string {
  const typed = rule.as === 'number' ? numeric.has(column.udt) : moments.has(column.udt);
  const value = rule.as === 'number' ? (typed ? `${name(column)}::numeric` : `${text(column)}::numeric`) : typed ? `${name(column)}::date` : `left(${text(column)}, 10)`;
  const type = rule.as === 'number' ? 'numeric' : typed ? 'date' : 'text';
  const sides = [
    ...(rule.min === null ? [] : [`${value} < ${build.param(rule.min)}::${type}`]),
    ...(rule.max === null ? [] : [`${value} > ${build.param(rule.max)}::${type}`]),
  ].join(' or ');
  // A text that is no number, or no date, lies in no range; it is not cast before it looks like one.
  return typed ? sides : `case when ${text(column)} ~ ${rule.as === 'number' ? numberText : dateText} then ${sides} else true end`;
}

/** A number, or null where none stands there. */
const numberOf = (column: CheckColumn): string => (numeric.has(column.udt) ? `${name(column)}::numeric` : `case when ${text(column)} ~ ${numberText} then ${text(column)}::numeric end`);

function across(rule: Rule & { readonly kind: 'across' }, guard: string, build: Build): { readonly looks: string; readonly fails: string } {
  const [left, right] = [rule.left.map((field) => build.column(field)), rule.right.map((field) => build.column(field))];
  const sign = comparisons.codes.find((one) => one.code === rule.op)?.sign;
  const moment = rule.as === 'date' && [...left, ...right].every((column) => column.udt === 'timestamp' || column.udt === 'timestamptz');
  const value = (column: CheckColumn): string => {
    if (rule.as === 'number') return numberOf(column);
    if (rule.as === 'date') return moment ? `${name(column)}::timestamp` : `case when ${text(column)} ~ ${dateText} then left(${text(column)}, 10) end`;
    return text(column);
  };
  const side = (columns: readonly CheckColumn[]): string => `(${columns.map((column) => `(${value(column)})`).join(' + ')})${rule.as === 'number' || moment ? '' : ' collate "C"'}`;
  return { looks: `${guard} and ${side(left)} is not null and ${side(right)} is not null`, fails: `not coalesce(${side(left)} ${sign} ${side(right)}, true)` };
}

/** Types as the binding's test found them; what is not plain is compared as text. */
const typeOf = (udt: string): string => (/^[a-z][a-z0-9_]*$/.test(udt) ? udt : 'text');

function columnsOf(plan: CheckPlan, rules: readonly Rule[]): string[] {
  const fields = new Set(rules.flatMap((rule) => fieldsOf(rule).flatMap(([, named]) => named)));
  const named = plan.columns.filter((column) => fields.has(column.field)).map((column) => column.column);
  return [...new Set([...plan.keys.map((key) => key.column), ...named])].map(quoted);
}

/** Counts of all rules on one page of records, the key of the last one, and keys of up to `samples` that fail each. */
export function pageStatement(plan: CheckPlan, way: 'paged' | 'whole', rules: readonly Rule[], after: readonly (string | null)[] | null, limit: number, samples: number): Statement {
  const build = new Build(plan);
  const keys = plan.keys.map((key) => quoted(key.column));
  const beyond = after === null ? '' : ` where (${keys.join(', ')}) > (${plan.keys.map((key, at) => `${build.param(after[at] ?? null)}::${typeOf(key.udt)}`).join(', ')})`;
  const order = way === 'paged' ? ` order by ${keys.join(', ')}` : '';
  const judged = rules.map((rule) => predicates(rule, build));
  const text = `with page as materialized (select ${columnsOf(plan, rules).join(', ') || '1 as nothing'} from ${build.from}${beyond}${order} limit ${build.param(String(limit))}::bigint),
judged as (select ${keyText(plan)} as key${judged.map(({ looks, fails }, n) => `, (${looks}) as l${n}, (${looks}) and (${fails}) as f${n}`).join('')} from page ${build.joins.join(' ')})
select (select count(*) from page) as rows, ${way === 'paged' ? `(select to_jsonb(array[${plan.keys.map((key) => `${quoted(key.column)}::text`).join(', ')}])::text from page order by ${keys.map((key) => `${key} desc`).join(', ')} limit 1)` : 'null::text'} as last${judged
    .map((_, n) => `, count(*) filter (where l${n}) as c${n}, count(*) filter (where f${n}) as x${n}, to_jsonb((array_agg(key) filter (where f${n}))[1:${Math.floor(samples)}])::text as s${n}`).join('')}
from judged`;
  return { text, values: build.values };
}

/** Records that share all values with another record. */
export function uniqueStatement(plan: CheckPlan, rule: Rule & { readonly kind: 'unique' }, samples: number): Statement {
  const build = new Build(plan);
  const columns = rule.fields.map((field) => build.column(field));
  const names = columns.map((column) => quoted(column.column)).join(', ');
  const text = `with page as (select ${columnsOf(plan, [rule]).join(', ')} from ${build.from}),
looked as (select ${keyText(plan)} as key, ${columns.map(name).join(', ')} from page where ${[guardSql(rule.when, build), ...columns.map(filled)].join(' and ')}),
twice as (select ${names}, count(*) as n from looked group by ${names} having count(*) > 1)
select (select count(*) from looked) as checked, (select coalesce(sum(n), 0) from twice) as failed,
  to_jsonb(array(select key from looked join (select ${names} from twice limit ${Math.floor(samples)}) dup using (${names}) limit ${Math.floor(samples)}))::text as samples`;
  return { text, values: build.values };
}

/** Records in their order, each with the number of the one before of the same thing; what has no number, no place or is no number is passed over. */
function coursed(plan: CheckPlan, rule: Rule & { readonly kind: 'course' }, build: Build, also = ''): string {
  const [value, along] = [build.column(rule.field), build.column(rule.along)];
  const place = numeric.has(along.udt) || moments.has(along.udt) ? name(along) : `${text(along)} collate "C"`;
  const of = rule.by.map((field) => name(build.column(field))).join(', ');
  return `select ${keyText(plan)} as key, ${numberOf(value)} as value, lag(${numberOf(value)}) over (partition by ${of} order by ${place}) as before${also}
from (select ${columnsOf(plan, [rule]).join(', ')} from ${build.from}) page where ${guardSql(rule.when, build)} and ${filled(along)} and ${numberOf(value)} is not null`;
}

/** Records whose number fell, or rose, since the one before; the first of each thing is followed from, not judged. */
export function courseStatement(plan: CheckPlan, rule: Rule & { readonly kind: 'course' }, samples: number): Statement {
  const build = new Build(plan);
  const sign = rule.op === 'ge' ? '<' : '>';
  const text = `with course as (${coursed(plan, rule, build)})
select count(*) filter (where before is not null) as checked, count(*) filter (where value ${sign} before) as failed,
  to_jsonb((array_agg(key) filter (where value ${sign} before))[1:${Math.floor(samples)}])::text as samples from course`;
  return { text, values: build.values };
}

export function newestStatement(plan: CheckPlan, rule: Rule & { readonly kind: 'freshness' }): Statement {
  const build = new Build(plan);
  const column = build.column(rule.field);
  const value = moments.has(column.udt) ? name(column) : `case when ${text(column)} ~ ${dateText} then left(${text(column)}, 25) end`;
  return { text: `select max(${value})::text as newest from (select ${columnsOf(plan, [rule]).join(', ')} from ${build.from}) page where ${guardSql(rule.when, build)}`, values: build.values };
}

/** The records themselves: key and the items that the rule names. */
export function failuresStatement(plan: CheckPlan, rule: Rule, limit: number): Statement & { readonly columns: readonly CheckColumn[] } {
  const build = new Build(plan);
  const fields = fieldsOf(rule).flatMap(([, named]) => named);
  const columns = [...plan.keys, ...plan.columns.filter((column) => fields.includes(column.field) && !plan.keys.some((key) => key.field === column.field))];
  const list = columns.map((column) => text(column)).join(', ');
  const source = `(select ${columnsOf(plan, [rule]).join(', ')} from ${build.from}) page`;
  if (rule.kind === 'freshness') {
    const column = build.column(rule.field);
    return { columns, values: build.values, text: `select ${list} from ${source} where ${guardSql(rule.when, build)} and ${filled(column)} order by ${name(column)} desc limit 1` };
  }
  if (rule.kind === 'unique') {
    const named = rule.fields.map((field) => build.column(field));
    const names = named.map((column) => quoted(column.column)).join(', ');
    const where = [guardSql(rule.when, build), ...named.map(filled)].join(' and ');
    return { columns, values: build.values, text: `select ${list} from ${source} join (select ${names} from ${source} where ${where} group by ${names} having count(*) > 1) twice using (${names}) where ${where} order by ${named.map(name).join(', ')} limit ${Math.floor(limit)}` };
  }
  if (rule.kind === 'course') {
    const shown = columns.map((_, at) => `c${at}`);
    const also = columns.map((column, at) => `, ${text(column)} as c${at}`).join('');
    return { columns, values: build.values, text: `select ${shown.join(', ')} from (${coursed(plan, rule, build, also)}) course where value ${rule.op === 'ge' ? '<' : '>'} before order by key limit ${Math.floor(limit)}` };
  }
  const { looks, fails } = predicates(rule, build);
  return { columns, values: build.values, text: `select ${list} from ${source} ${build.joins.join(' ')} where (${looks}) and (${fails}) limit ${Math.floor(limit)}` };
}
