/**
 * What the provider's database administrator runs to make a login that may read and nothing else. Only a proposal
 * in words: the platform never connects with anything higher. Names are quoted for him; the password is his.
 */
export function readOnlyRole(it: { readonly login: string; readonly database: string; readonly schema: string; readonly tables?: readonly string[] }): string {
  const name = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const tables = it.tables && it.tables.length > 0 ? it.tables.map((table) => `${name(it.schema)}.${name(table)}`).join(', ') : `all tables in schema ${name(it.schema)}`;
  return [
    `-- 数桥：为数据共享建立只读账号（由提供部门数据库管理员执行；口令自定，不少于 16 位）`,
    `create role ${name(it.login)} login password '请改为您的口令' nosuperuser nocreatedb nocreaterole connection limit 20;`,
    `alter role ${name(it.login)} set default_transaction_read_only = on;`,
    `alter role ${name(it.login)} set statement_timeout = '10s';`,
    `grant connect on database ${name(it.database)} to ${name(it.login)};`,
    `grant usage on schema ${name(it.schema)} to ${name(it.login)};`,
    `grant select on ${tables} to ${name(it.login)};`,
    `revoke create on schema ${name(it.schema)} from public;`,
    '',
  ].join('\n');
}
