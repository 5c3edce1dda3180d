import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { fail } from '../../law/errors.ts';
import { askedUnder } from '../../platform/http/asked.ts';
import { createAccessLog } from '../../platform/http/access-log.ts';
import type { Route } from '../../platform/http/route.ts';
import { createServer } from '../../platform/http/server.ts';
import { openKeys } from '../../platform/keys/index.ts';
import { testDatabase } from '../../platform/postgres/testing.ts';
import type { TestDatabase } from '../../platform/postgres/testing.ts';
import type { OrganisationDeps } from './deps.ts';
import { createDirectory, createSessions, loadRegions, organisationRoutes } from './index.ts';

/** A server with this process alone, for its own tests. */
export interface Office { readonly base: string; readonly test: TestDatabase; readonly deps: OrganisationDeps; browser(headers?: Record<string, string>): Browser; stop(): Promise<void> }
export interface Answer { readonly status: number; readonly body: any } // eslint-disable-line -- shapes are asserted by the tests

/** A browser: keeps its cookies, sends what the console sends. */
export interface Browser { readonly cookies: Map<string, string>; get(path: string): Promise<Answer>; post(path: string, body?: unknown): Promise<Answer>; delete(path: string): Promise<Answer> }

const engine = { openAccount: async () => fail('PROCEDURE_UNKNOWN', { procedure: 'account' }), recompute: async () => 0, sweep: async () => 0, maySee: async () => fail('CASE_NOT_FOUND'), objectNames: async () => new Map<string, string>() };

export async function office(more: (deps: OrganisationDeps) => readonly Route[] = () => []): Promise<Office> {
  const test = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), 'office-'));
  const log = pino({ level: 'error' });
  const accessLog = createAccessLog(test.db, log);
  let base = '';
  const deps: OrganisationDeps = {
    db: test.db, keys: await openKeys(test.db, { home, given: undefined, embedded: true }), directory: createDirectory(), accessLog, log, home,
    insecure: false, version: '0', baseUrl: () => base, databaseZh: 'PostgreSQL',
  };
  await loadRegions(test.db);
  const server = await createServer({ routes: [...organisationRoutes(deps, engine, 'test'), ...more(deps)], log, line: { tls: false, insecure: false, trustProxy: [] }, sessions: createSessions(test.db), accessLog, asked: askedUnder(Buffer.alloc(32)), healthy: async () => true });
  await server.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    base, test, deps, browser: (headers) => browserOf(base, headers),
    stop: async () => {
      await server.close();
      await accessLog.stop();
      await test.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function browserOf(base: string, headers: Record<string, string> = {}): Browser {
  const cookies = new Map<string, string>();
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${base}/api${path}`, {
      method,
      headers: { 'x-shuqiao': '1', ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}), ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  return { cookies, get: (path) => ask('GET', path), post: (path, body) => ask('POST', path, body), delete: (path) => ask('DELETE', path) };
}
