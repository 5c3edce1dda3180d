import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { sqlState, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { ConnectionIn, ConnectionView, DecidedQuery, Decision, OwnQuery, Table, WaitingQuery } from '../contract.ts';
import { tellGateways } from '../gateways.ts';
import { readOnlyRole } from '../read-only-role.ts';
import { approvedConnection } from '../store/binding.ts';
import * as store from '../store/connections.ts';
import { resourcesOn } from '../store/resources.ts';
import { connectionView } from '../views.ts';
import type { ResourceDeps } from './deps.ts';

export const At = z.strictObject({ region: z.string().regex(/^\d{6}$/), id: z.uuid() });
const ConnectionPage = z.object({ rows: z.array(ConnectionView), after: z.string().nullable() });

/** `id~rest`: where a page of a list that is not in the order of its ids ends. */
function keyOf(after: string): { readonly id: string; readonly rest: string } {
  const [, id, rest] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(.+)$/su.exec(after) ?? [];
  return id !== undefined && rest !== undefined ? { id, rest } : fail('CURSOR_STALE');
}

function pageOf(rows: readonly store.ConnectionRow[], size: number, key: (last: store.ConnectionRow) => string): z.output<typeof ConnectionPage> {
  const last = rows.at(-1);
  return { rows: rows.map(connectionView), after: last !== undefined && rows.length === size ? key(last) : null };
}

const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;
const sealRow = (at: store.At): string => `connection/${at.region}/${at.id}`;
export const actorFacts = ({ org, post, person, behalfOf }: Actor): Record<string, string | null> => ({ org, post, person, behalfOf: behalfOf ?? null });

/** Providers' databases: proposed by the department, approved by the security officer, looked into. */
export function connectionRoutes(deps: ResourceDeps): Route[] {
  const { db, source, inside } = deps;
  return [
    route({
      method: 'GET', path: '/resources/connections', article: '22.2', may: 'resource.read', in: { query: OwnQuery }, out: ConnectionPage, fails: ['CURSOR_STALE'], summary: '本部门的数据库连接',
      handle: async (ctx, { query }) => {
        const after = query.after === undefined ? undefined : keyOf(query.after);
        const rows = await store.connectionsOf(db, ctx.actor.region, ctx.actor.org, { q: query.q, state: query.state, size: query.size, after: after && { name: after.rest, id: after.id } });
        return pageOf(rows, query.size, (last) => `${last.id}~${last.name}`);
      },
    }),
    route({
      method: 'POST', path: '/resources/connections', article: '22.2', may: 'resource.bind', once: true, form: 'connection', in: { body: ConnectionIn }, out: ConnectionView, fails: ['ADDRESS_NOT_ALLOWED', 'SOURCE_UNREACHABLE', 'CONNECTION_EXISTS'],
      summary: '登记数据库连接，报安全管理员批准',
      handle: (ctx, { body }) => propose(deps, ctx, body),
    }),
    route({
      method: 'GET', path: '/resources/connections/proposed', article: '35.2', may: 'resource.approve-address', in: { query: WaitingQuery }, out: ConnectionPage, fails: ['CURSOR_STALE'], summary: '待批准的外部地址',
      handle: async (_ctx, { query }) => {
        const after = query.after === undefined ? undefined : keyOf(query.after);
        if (after !== undefined && Number.isNaN(Date.parse(after.rest))) fail('CURSOR_STALE');
        const rows = await store.proposedConnections(db, { size: query.size, after: after && { at: after.rest, id: after.id } });
        return pageOf(rows, query.size, (last) => `${last.id}~${last.askedAt}`);
      },
    }),
    route({
      method: 'GET', path: '/resources/connections/decided', article: '35.2', may: 'resource.approve-address', in: { query: DecidedQuery }, out: ConnectionPage, fails: [], summary: '已决定的外部地址',
      handle: async (_ctx, { query }) => {
        return pageOf(await store.decidedConnections(db, query), query.size, (last) => last.id);
      },
    }),
    route({
      method: 'POST', path: '/resources/connections/:region/:id/decision', article: '35.2', may: 'resource.approve-address', once: true, in: { params: At, body: Decision }, out: ConnectionView,
      fails: ['RESOURCE_NOT_FOUND', 'CONNECTION_DECIDED', 'CONNECTION_EXISTS', 'ADDRESS_NOT_ALLOWED', 'SOURCE_UNREACHABLE'], grave: true, summary: '批准、不批准外部地址，撤回批准',
      handle: (ctx, { params, body }) => decide(deps, ctx, params, body),
    }),
    route({
      method: 'POST', path: '/resources/connections/:region/:id/password', article: '35.2', may: 'resource.bind', once: true, in: { params: At, body: z.strictObject({ password: z.string().min(1).max(200) }) }, out: Done, fails: ['RESOURCE_NOT_FOUND'],
      summary: '更换连接口令',
      handle: (ctx, { params, body }) => once(db, ctx, async (tx) => {
        const row = await own(tx, ctx.actor, params);
        await store.changePassword(tx, row, deps.keys.seal('provider-credential', body.password, sealRow(row)));
        await tellGateways(tx, row);
        await inside.record(tx, row.region, 'resource.connection', { connection: row.id, did: 'password', ...actorFacts(ctx.actor) });
        return done;
      }),
    }),
    route({
      method: 'POST', path: '/resources/connections/:region/:id/retire', article: '35.2', may: 'resource.bind', once: true, in: { params: At }, out: Done, fails: ['RESOURCE_NOT_FOUND', 'CONNECTION_IN_USE'], summary: '停用数据库连接',
      handle: (ctx, { params }) => once(db, ctx, async (tx) => {
        const row = await own(tx, ctx.actor, params);
        const resting = await resourcesOn(tx, row);
        if (resting.length > 0) fail('CONNECTION_IN_USE', { count: resting.length });
        await store.retireConnection(tx, row);
        await inside.record(tx, row.region, 'resource.connection', { connection: row.id, did: 'retire', ...actorFacts(ctx.actor) });
        return done;
      }),
    }),
    route({
      method: 'GET', path: '/resources/connections/:region/:id/role', article: '35.2', may: 'resource.read', in: { params: At }, out: z.object({ sql: z.string() }), fails: ['RESOURCE_NOT_FOUND'], summary: '只读账号建立语句',
      handle: async (ctx, { params }) => {
        const row = await ownRead(deps, ctx.actor, params);
        return { sql: readOnlyRole({ login: row.login, database: row.database, schema: row.schemaName }) };
      },
    }),
    route({
      method: 'GET', path: '/resources/connections/:region/:id/tables', article: '22.2', may: 'resource.bind', in: { params: At }, out: z.object({ version: z.string(), readOnly: z.boolean(), why: z.string().nullable(), tables: z.array(Table) }),
      fails: ['RESOURCE_NOT_FOUND', 'ADDRESS_NOT_APPROVED', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'ADDRESS_NOT_ALLOWED'], logged: 'batched', summary: '查看数据库结构',
      handle: async (ctx, { params }) => {
        await ownRead(deps, ctx.actor, params);
        const connection = (await approvedConnection(db, params.region, params.id)) ?? fail('ADDRESS_NOT_APPROVED');
        const looked = await source.look(connection);
        return { version: looked.version, readOnly: looked.mayWrite === null, why: looked.mayWrite, tables: await source.tables(connection) };
      },
    }),
  ];
}

async function propose(deps: ResourceDeps, ctx: Context, body: z.output<typeof ConnectionIn>): Promise<ConnectionView> {
  // Said at once where the network would never let it through; what is approved later is checked again at each connection.
  await deps.source.addressOf(body.host, body.port);
  const { actor } = ctx;
  const at = { region: actor.region, id: uuidv7() };
  return onePlace(() => once(deps.db, ctx, async (tx) => {
    const { user, password, schema, ...rest } = body;
    await store.addConnection(tx, { ...at, ...rest, org: actor.org, schemaName: schema, login: user, sealed: deps.keys.seal('provider-credential', password, sealRow(at)), askedBy: actor.person });
    await deps.inside.record(tx, at.region, 'resource.connection', { connection: at.id, did: 'propose', host: body.host, port: body.port, database: body.database, ...actorFacts(actor) });
    await deps.inside.notify(tx, { org: await deps.directory.platformOrg(tx), post: 'platform-security' }, `有新的外部地址待批准：${body.host}:${body.port}`);
    return connectionView((await store.findConnection(tx, at)) as store.ConnectionRow);
  }));
}

/** Approves or refuses what waits; takes an approval back, or gives one after all. Each time gateways obey within two seconds. */
async function decide(deps: ResourceDeps, ctx: Context, at: store.At, decision: z.output<typeof Decision>): Promise<ConnectionView> {
  const asked = (await store.findConnection(deps.db, at)) ?? fail('RESOURCE_NOT_FOUND');
  const address = decision.approve ? await deps.source.addressOf(asked.host, asked.port) : null;
  const { actor } = ctx;
  return onePlace(() => once(deps.db, ctx, async (tx) => {
    const row = (await store.lockConnection(tx, at)) ?? fail('RESOURCE_NOT_FOUND');
    if (row.state === 'approved' && row.fault !== null && decision.approve && address !== null) return approveMoved(deps, tx, actor, row, address);
    if (row.state === 'retired' || row.state === (decision.approve ? 'approved' : 'refused')) fail('CONNECTION_DECIDED');
    const did = decision.approve ? 'approve' : row.state === 'approved' ? 'withdraw' : 'refuse';
    await store.decideConnection(tx, at, { state: decision.approve ? 'approved' : 'refused', by: actor.person, decision: decision.reason || null, address });
    await tellGateways(tx, row);
    await deps.inside.record(tx, at.region, 'resource.connection', { connection: at.id, did, address, ...actorFacts(actor) });
    for (const post of ['cataloguer', 'operator']) await deps.inside.notify(tx, { org: row.org, post }, decidedZh[did](row.name, decision.reason));
    return connectionView((await store.findConnection(tx, at)) as store.ConnectionRow);
  }));
}

const decidedZh = {
  approve: (name: string) => `连接“${name}”的地址已获批准，可以挂接。`,
  refuse: (name: string, why: string) => `连接“${name}”的地址未获批准：${why}`,
  withdraw: (name: string, why: string) => `连接“${name}”的批准已撤回，平台已断开：${why}`,
} as const;

/** The same place under two connections would hide one from its watch. @throws CONNECTION_EXISTS */
async function onePlace<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === '23505') fail('CONNECTION_EXISTS');
    throw error;
  }
}

/** Its name leads elsewhere now, and the security officer says that this is right. */
async function approveMoved(deps: ResourceDeps, tx: Tx, actor: Actor, row: store.ConnectionRow, address: string): Promise<ConnectionView> {
  await store.approveMoved(tx, row, actor.person, address);
  await tellGateways(tx, row);
  await deps.inside.record(tx, row.region, 'resource.connection', { connection: row.id, did: 'approve-address', before: row.address, address, ...actorFacts(actor) });
  for (const post of ['cataloguer', 'operator']) await deps.inside.notify(tx, { org: row.org, post }, `连接“${row.name}”的新地址 ${address} 已获批准。`);
  return connectionView((await store.findConnection(tx, row)) as store.ConnectionRow);
}

/** Another department's connection is absent. */
async function own(tx: Tx, actor: Actor, at: store.At): Promise<store.ConnectionRow> {
  const row = await store.lockConnection(tx, at);
  return row && row.org === actor.org ? row : fail('RESOURCE_NOT_FOUND');
}

async function ownRead(deps: ResourceDeps, actor: Actor, at: store.At): Promise<store.ConnectionRow> {
  const row = await store.findConnection(deps.db, at);
  return row && row.org === actor.org ? row : fail('RESOURCE_NOT_FOUND');
}
