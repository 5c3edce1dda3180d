import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Logger } from 'pino';
import type { Post } from '../law/permissions.ts';
import { readConfig } from '../platform/config.ts';
import { outboxJob } from '../platform/jobs/index.ts';
import { sequenceAll } from '../platform/ledger/index.ts';
import { testDatabase } from '../platform/postgres/testing.ts';
import type { TestDatabase } from '../platform/postgres/testing.ts';
import { uuidv7 } from '../platform/postgres/uuid.ts';
import { outboxHandlers } from '../operate/serve/jobs.ts';
import { alikeJob, importJobs } from '../processes/catalog/index.ts';
import { lookJobs, recallJobs } from '../processes/correction/index.ts';
import { startPlatform } from '../operate/serve/platform.ts';
import type { Platform } from '../operate/serve/platform.ts';
import { hashToken } from '../processes/organisation/login/secrets.ts';
import { clientOf } from './town-client.ts';
import type { Client } from './town-client.ts';

/** 江苏省淮安市, invented codes of GB 11714's private range: the demonstration's three organisations and some more. */
export const organisations = {
  bureau: { code: '11320800PDY0000361', name: '淮安市数据局', shortName: '市数据局', kind: 'authority', region: '320800' },
  education: { code: '11320800PDY00001X6', name: '淮安市教育局', shortName: '市教育局', kind: 'department', region: '320800' },
  labour: { code: '11320800PDY0000286', name: '淮安市人力资源和社会保障局', shortName: '市人社局', kind: 'department', region: '320800' },
  civil: { code: '11320800PDY000044U', name: '淮安市民政局', shortName: '市民政局', kind: 'department', region: '320800' },
  province: { code: '11320000PDY000052D', name: '江苏省数据局', shortName: '省数据局', kind: 'authority', region: '320000' },
} as const;
export type Organisation = keyof typeof organisations;
/** Who settles beside them, under its own authority; its posts are called by its name, as theirs: `upper.head`. */
export interface Settled { readonly code: string; readonly name: string; readonly shortName: string; readonly kind: 'department' | 'authority'; readonly region: string; readonly authority?: string }

const staffPosts = { department: ['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security'], authority: ['cataloguer', 'clerk', 'head', 'reviewer', 'lead'] } as const;
const officers = ['system', 'security', 'audit'] as const;

export interface Town {
  readonly base: string;
  readonly platform: Platform;
  readonly database: TestDatabase;
  readonly home: string;
  /** One person per post: `client('education.clerk')`, `client('bureau.lead')`, `client('platform.security')`. Logged in, confirmed a moment ago. */
  client(who: string): Client;
  readonly clock: {
    /** Moves the legal date forward through HTTP; clocks that ran out have lapsed when it resolves. */
    movesTo(date: string): Promise<void>;
    today(): Promise<string>;
  };
  /** Does now what the jobs do in time: sweep, imports, like items, outbox, ledger. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TownOptions {
  /** The legal date of its first day. */
  readonly today?: string;
  readonly roles?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly also?: Readonly<Record<string, Settled>>;
  /** Where the platform logs; errors to standard error by default. */
  readonly log?: Logger;
}

/**
 * A platform on a database of its own, with mark `test`, set up and staffed: every post of every organisation has one
 * holder. It listens on a free port of loopback; the journeys act through HTTP alone.
 */
export async function town(options: TownOptions = {}): Promise<Town> {
  const database = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), 'town-'));
  const config = readConfig({ PORT: '0', SHUQIAO_HOME: home, SHUQIAO_ROLES: options.roles ?? 'console', SHUQIAO_REACH: '127.0.0.0/8', ...options.env });
  const log = options.log ?? pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
  const platform = await startPlatform(config, log, {
    ownerUrl: database.ownerUrl, appUrl: database.url, appRole: 'shuqiao_app', embedded: true, lost: new Promise(() => undefined), stop: async () => undefined,
  });
  if (options.today !== undefined) await clientOf(platform.url, undefined).post('/api/mark/legal-date', { date: options.today });
  const tokens = await settleIn(database, options.also);
  const client = clientsOf(platform.url, tokens);
  const outbox = outboxJob(platform.db, outboxHandlers(platform.engine, platform.parts), (name, error) => log.error({ err: error }, name));
  const [imports] = importJobs(platform.engine);
  const [looks] = lookJobs({ ...platform.engine, ...platform.parts });
  const [silent] = recallJobs(platform.engine);
  const alike = alikeJob(platform.engine);
  const settle = async (): Promise<void> => {
    while (await platform.engine.sweep() > 0);
    while (await imports?.run() === true);
    while (await alike.run() === true);
    while (await looks?.run() === true);
    await silent?.run();
    while (await outbox.run() === true);
    await sequenceAll(platform.db);
  };
  return {
    base: platform.url, platform, database, home, client, settle,
    clock: {
      movesTo: async (date) => { await client('platform.system').post('/api/mark/legal-date', { date }); },
      today: () => platform.db.transaction().execute((tx) => platform.engine.directory.legalToday(tx)),
    },
    stop: async () => {
      await platform.stop();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** One client per token, made when it is first asked for. */
export function clientsOf(base: string, tokens: ReadonlyMap<string, string>): (who: string) => Client {
  const clients = new Map<string, Client>();
  return (who) => {
    const token = tokens.get(who);
    if (token === undefined) throw new Error(`nobody is ${who}; there are ${[...tokens.keys()].join(', ')}`);
    const known = clients.get(who) ?? clientOf(base, token);
    clients.set(who, known);
    return known;
  };
}

/** Organisations, officers and one holder per post, each with an open session: written at once, as set-up and the officers would over weeks. */
export async function settleIn({ db, pool }: Pick<TestDatabase, 'db' | 'pool'>, also: Readonly<Record<string, Settled>> = {}): Promise<Map<string, string>> {
  const since = '2020-01-01';
  const all: Readonly<Record<string, Settled>> = { ...organisations, ...also };
  for (const { authority: named, ...org } of Object.values(all)) {
    const authority = org.kind === 'authority' ? null : named ?? organisations.bureau.code;
    await db.insertInto('organisation').values({ ...org, authority, since }).execute();
  }
  await db.insertInto('platform').values({ region: '320800', org: organisations.bureau.code, name: '淮安市政务数据共享平台' }).execute();
  const tokens = new Map<string, string>();
  const settle = async (who: string, org: string, post: Post, kind: 'staff' | (typeof officers)[number]): Promise<void> => {
    const [person, token, { code, region, shortName }] = [uuidv7(), randomBytes(32).toString('base64url'), all[org] as Settled];
    await db.insertInto('account').values({ person, kind, login: who, name: `${shortName}${post}`, org: code, state: 'active' }).execute();
    await db.insertInto('postHolder').values({ region, org: code, post, person, kind, validFrom: since }).execute();
    await pool.query(`insert into session (id, token_hash, person, stage, org, org_region, post, address, confirmed_at, ends_at)
      values ($1, $2, $3, 'done', $4, $5, $6, '127.0.0.1', now() + interval '7 hours', now() + interval '8 hours')`, [uuidv7(), hashToken(token), person, code, region, post]);
    tokens.set(who, token);
  };
  for (const [name, org] of Object.entries(all)) {
    for (const post of staffPosts[org.kind]) await settle(`${name}.${post}`, name, post, 'staff');
  }
  for (const kind of officers) await settle(`platform.${kind}`, 'bureau', `platform-${kind}`, kind);
  return tokens;
}
