import pg from 'pg';
import { fail, isLawError } from '../../law/errors.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Connection } from '../../processes/resource/index.ts';
import { clientConfig, passwordRow } from './postgresql.ts';
import { OutOfReach, type Reach } from './reach.ts';

const connectMs = 4_000;

/** Connects once, works, and goes: read-only, every statement within the time given. Values come as the texts that gateways answer. */
export type Once = <T>(it: Connection, timeoutMs: number, work: (client: pg.Client, address: string) => Promise<T>) => Promise<T>;

export function createOnce(deps: { readonly keys: Keys; readonly reach: Reach }): Once {
  return async (it, timeoutMs, work) => {
    const address = await addressOf(deps.reach, it.host, it.port, it.address);
    const password = deps.keys.open('provider-credential', it.sealed, passwordRow(it)).toString('utf8');
    const client = new pg.Client({ ...clientConfig(it, address, password), connectionTimeoutMillis: connectMs, query_timeout: timeoutMs + 1_000, application_name: 'shuqiao probe', types: { getTypeParser: () => (text: string) => text } as never });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`set default_transaction_read_only = on; set statement_timeout = ${Math.floor(timeoutMs)}; set datestyle = 'ISO, YMD'; set timezone = 'Asia/Shanghai'; set extra_float_digits = 1`);
      return await work(client, address);
    } catch (error) {
      return failed(error);
    } finally {
      client.end().catch(() => undefined);
    }
  };
}

export async function addressOf(reach: Reach, host: string, port: number, approved: string | null = null): Promise<string> {
  try {
    return await reach.addressOf(host, port, approved);
  } catch (error) {
    if (error instanceof OutOfReach && error.why === 'moved') return fail('ADDRESS_MOVED', { why: error.message });
    if (error instanceof OutOfReach) return error.why === 'unknown-host' ? fail('SOURCE_UNREACHABLE', { why: error.message }) : fail('ADDRESS_NOT_ALLOWED');
    throw error;
  }
}

function failed(error: unknown): never {
  if (isLawError(error)) throw error;
  if (error instanceof pg.DatabaseError) {
    if (error.code === '57014') return fail('SOURCE_TIMED_OUT');
    return fail('SOURCE_UNREACHABLE', { why: error.code === '28P01' || error.code === '28000' ? '账号或者口令不对' : error.message.slice(0, 200) });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (/timeout/i.test(message)) return fail('SOURCE_TIMED_OUT');
  return fail('SOURCE_UNREACHABLE', { why: code === 'ECONNREFUSED' ? '对方拒绝连接' : (code || message.slice(0, 200)) });
}
