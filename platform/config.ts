import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { errors } from '../law/errors.ts';

export type Role = 'console' | 'gateway' | 'jobs';
const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the environment says, checked once at the start. docs/operating.md lists the same names. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly home: string;
  /** Absent: the embedded PostgreSQL of the home. `adminUrl` absent: one role owns and serves, which is weaker. */
  readonly database: { readonly url: string; readonly adminUrl: string | undefined } | undefined;
  /** 32 bytes from SHUQIAO_MASTER_KEY or its file; absent: that of the home. */
  readonly masterKey: Buffer | undefined;
  /** `endsAt`: the machine's time from which nobody accepts the certificate. */
  readonly tls: { readonly cert: string; readonly key: string; readonly endsAt: number } | undefined;
  readonly trustProxy: readonly string[];
  readonly insecureHttp: boolean;
  /** Networks that outgoing connections may go to; none by default. */
  readonly reach: readonly string[];
  readonly roles: ReadonlySet<Role>;
  readonly records: 'file' | 'database';
  readonly recordsMaxBytes: number;
  /** Free room on the home's disk below which calls stop. */
  readonly diskLeastBytes: number;
  /** Networks that may read /metrics and the parts of /healthz, besides this machine. */
  readonly metrics: readonly string[];
  readonly logLevel: LogLevel;
  /** Only for a home or database that is still empty. */
  readonly mark: 'demo' | 'test' | undefined;
  /** The built console; set by the bootstrap. */
  readonly consoleDir: string | undefined;
}

export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. All that is wrong is said at once, one line each.
 * @throws ConfigRefused
 */
export function readConfig(env: Env = process.env): Config {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const value = (name: string): string | undefined => env[name]?.trim() || undefined;
  const config = {
    port: attempt(() => whole('PORT', value('PORT') ?? '8090', 0, 65_535)),
    host: value('HOST') ?? '127.0.0.1',
    home: resolve(value('SHUQIAO_HOME') ?? '.shuqiao'),
    database: attempt(() => databaseOf(value)),
    masterKey: attempt(() => masterKeyOf(value)),
    tls: attempt(() => tlsOf(value)),
    trustProxy: attempt(() => networks('TRUST_PROXY', value('TRUST_PROXY'))) ?? [],
    insecureHttp: attempt(() => flag('INSECURE_HTTP', value('INSECURE_HTTP'))) ?? false,
    reach: attempt(() => networks('SHUQIAO_REACH', value('SHUQIAO_REACH'))) ?? [],
    roles: attempt(() => rolesOf(value('SHUQIAO_ROLES'))),
    records: attempt(() => oneOf('SHUQIAO_RECORDS', value('SHUQIAO_RECORDS') ?? 'file', ['file', 'database'] as const)),
    recordsMaxBytes: attempt(() => size('SHUQIAO_RECORDS_MAX', value('SHUQIAO_RECORDS_MAX') ?? '4G')),
    diskLeastBytes: attempt(() => size('SHUQIAO_DISK_LEAST', value('SHUQIAO_DISK_LEAST') ?? '512M')),
    metrics: attempt(() => networks('SHUQIAO_METRICS', value('SHUQIAO_METRICS'))) ?? [],
    logLevel: attempt(() => oneOf('SHUQIAO_LOG', value('SHUQIAO_LOG') ?? 'info', logLevels)),
    mark: attempt(() => optional(value('SHUQIAO_MARK'), (text) => oneOf('SHUQIAO_MARK', text, ['demo', 'test'] as const))),
    consoleDir: value('SHUQIAO_CONSOLE_DIR'),
  };
  attempt(() => checkLine(config));
  if (problems.length > 0) throw new ConfigRefused(problems.join('\n'));
  return config as Config;
}

/** 127.0.0.0/8, ::1 and their name. */
export function isLoopbackAddress(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The networks as a list that answers `check(address, family)`. */
export function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return list;
}

/** The 32 bytes of a master key, written as base64, base64url or hex. */
export function parseMasterKey(name: string, text: string): Buffer {
  const plain = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(plain) ? Buffer.from(plain, 'hex') : Buffer.from(plain, 'base64');
  if (key.length !== 32 || !/^[0-9A-Za-z+/_=-]+$/.test(plain)) {
    throw new ConfigRefused(`${name}：${errors.KEY_MASTER_SHAPE.say()} / ${name} must be 32 bytes in base64 or hex (keys make prints one).`);
  }
  return key;
}

/** One variable is wrong: the sentence of the table, then in English. */
function wrong(name: string, why: string, inEnglish: string): ConfigRefused {
  return new ConfigRefused(`${errors.SETTING_INVALID.say({ name, why })} / ${name}: ${inEnglish}.`);
}

type Values = (name: string) => string | undefined;

function databaseOf(value: Values): Config['database'] {
  const url = value('DATABASE_URL');
  const adminUrl = value('DATABASE_ADMIN_URL');
  if (url === undefined && adminUrl !== undefined) throw wrong('DATABASE_ADMIN_URL', '须与 DATABASE_URL 一同设置', 'it needs DATABASE_URL beside it');
  for (const [name, text] of [['DATABASE_URL', url], ['DATABASE_ADMIN_URL', adminUrl]] as const) {
    // The address holds a password: it is not repeated in the sentence.
    if (text !== undefined && !/^postgres(ql)?:\/\//.test(text)) throw wrong(name, '须为 postgresql://…', 'it must be postgresql://…');
    if (text !== undefined && !isAddress(text)) throw wrong(name, '须为 postgresql://账号:口令@主机:端口/库名；账号、口令中的 @ : / ? # % 写作 %40 %3A %2F %3F %23 %25', 'it must be postgresql://user:password@host:port/database, with @ : / ? # % in user or password percent-encoded');
  }
  return url === undefined ? undefined : { url, adminUrl };
}

/** Read as the driver reads it. An @ behind the host is the end of a password that was cut at its own / : what is left of it would be looked up as a host, and said. */
function isAddress(text: string): boolean {
  return URL.canParse(text) && !text.replace(/^\w+:\/\/[^/?#]*/, '').includes('@');
}

function masterKeyOf(value: Values): Buffer | undefined {
  const given = value('SHUQIAO_MASTER_KEY');
  const file = value('SHUQIAO_MASTER_KEY_FILE');
  if (given !== undefined && file !== undefined) throw wrong('SHUQIAO_MASTER_KEY', '与 SHUQIAO_MASTER_KEY_FILE 只能设置一个', 'set it or SHUQIAO_MASTER_KEY_FILE, not both');
  if (given !== undefined) return parseMasterKey('SHUQIAO_MASTER_KEY', given);
  if (file === undefined) return undefined;
  return parseMasterKey('SHUQIAO_MASTER_KEY_FILE', readable('SHUQIAO_MASTER_KEY_FILE', file));
}

function tlsOf(value: Values): Config['tls'] {
  const cert = value('TLS_CERT');
  const key = value('TLS_KEY');
  if ((cert === undefined) !== (key === undefined)) throw wrong('TLS_CERT、TLS_KEY', '须同时设置', 'they go together');
  if (cert === undefined || key === undefined) return undefined;
  const tls = { cert: readable('TLS_CERT', cert), key: readable('TLS_KEY', key) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw wrong('TLS_CERT、TLS_KEY', '不是 PEM 格式的证书和私钥，或者两者不成对', `no certificate and key in PEM that belong together (${error instanceof Error ? error.message : String(error)})`);
  }
  return { ...tls, endsAt: certificateEnd(tls.cert) };
}

/** When the first certificate of a PEM file ends, in the machine's time. */
export const certificateEnd = (pem: string): number => Date.parse(new X509Certificate(pem).validTo);

function checkLine(config: { readonly host: string; readonly tls: unknown; readonly trustProxy: readonly string[]; readonly insecureHttp: boolean }): void {
  if (isLoopbackAddress(config.host) || config.tls !== undefined || config.trustProxy.length > 0 || config.insecureHttp) return;
  throw new ConfigRefused(
    `${errors.HOST_NEEDS_TLS.say({ host: config.host })} / `
    + `HOST=${config.host} reaches beyond this machine: set TLS_CERT and TLS_KEY, or TRUST_PROXY (addresses of the proxy), or INSECURE_HTTP=1, which every page then says.`);
}

function rolesOf(text: string | undefined): ReadonlySet<Role> {
  const all = ['console', 'gateway', 'jobs'] as const;
  if (text === undefined) return new Set(all);
  const named = listed(text);
  return new Set((named.length === 0 ? [text] : named).map((name) => oneOf('SHUQIAO_ROLES', name, all)));
}

function networks(name: string, text: string | undefined): readonly string[] {
  return listed(text ?? '').map((entry) => {
    const [address = '', prefix, more] = entry.split('/');
    const family = isIP(address);
    const longest = family === 6 ? 128 : 32;
    const right = family !== 0 && more === undefined && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest));
    if (!right) throw wrong(name, `“${entry}”不是地址或网段（如 10.1.0.0/16）`, `"${entry}" is no address or network`);
    return entry;
  });
}

function size(name: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([KMGT]?)B?$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(unit.toUpperCase());
  if (digits === '' || !Number.isSafeInteger(bytes) || bytes < 1024 ** 2) throw wrong(name, '须为不小于 1M 的字节数（如 4G）', 'it must be a size of at least 1M, as 4G');
  return bytes;
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) throw wrong(`${name}=${text}`, `须为 ${least} 至 ${most} 的整数`, `it must be a whole number from ${least} to ${most}`);
  return number;
}

function flag(name: string, text: string | undefined): boolean {
  return text === undefined ? false : oneOf(name, text, ['0', '1'] as const) === '1';
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw wrong(`${name}=${text}`, `只能是 ${choices.join('、')}`, `it must be ${choices.join(' or ')}`);
  return found;
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function listed(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

function readable(name: string, path: string): string {
  if (!existsSync(path)) throw wrong(name, `文件 ${path} 不存在`, `there is no file ${path}`);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw wrong(name, `无法读取 ${path}`, `${path} cannot be read`);
  }
}
