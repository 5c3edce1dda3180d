import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { gateChange } from '../platform/gate/index.ts';
import { sealWith } from '../platform/ledger/index.ts';
import { transact } from '../platform/postgres/database.ts';
import { sealGrants } from '../processes/grant/index.ts';
import { sealBindings } from '../processes/resource/index.ts';
import { obeyed } from '../tests/until.ts';
import { item, region, startBed, type Bed, type MadeGrant } from './bed.fixture.ts';
import { call, refresh, restCall, tokenFor } from './client.fixture.ts';

let bed: Bed;
beforeAll(async () => { bed = await startBed(); });
afterAll(() => bed.stop());
const id7 = '990000199001010007';
const query = { id: id7 };

/** Asks until a gateway answers otherwise than with rows, as it must whoever asks two seconds from now; with what words. */
async function refusedWithin(url: string, grant: MadeGrant, secret: string): Promise<string> {
  let said = '';
  await obeyed(() => call(url, grant, { secret, query }), ({ text, json }) => {
    expect(text).not.toMatch(/^\[/);
    said = (json as { message: string }).message;
  });
  return said;
}

async function two(grant: MadeGrant) {
  const [one, other] = await Promise.all([bed.gateway(), bed.gateway()]);
  const { secret } = await refresh(one.url, grant);
  for (const at of [one, other]) expect((await call(at.url, grant, { secret: secret as string, query })).text).toContain('测试7');
  return { one, other, secret: secret as string, stop: async () => { await one.stop(); await other.stop(); } };
}

test('a suspension, a stopped key, a hidden entry, an ended term: refused in every process within two seconds', async () => {
  for (const [what, act, message] of [
    ['suspension', (grant: MadeGrant) => bed.change({ what: 'grant', id: grant.id, stopped: true }, (tx) => tx.updateTable('grantCompiled').set((eb) => ({ state: 'suspended', version: eb('version', '+', 1) })).where('id', '=', grant.id).execute().then(() => undefined)), /^授权已暂停(或者停用)?$/],
    ['stopped key', (grant: MadeGrant) => bed.change({ what: 'key', id: grant.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', grant.id).execute().then(() => undefined)), /^请求不存在于授权列表中$/],
    ['hidden entry', (grant: MadeGrant) => bed.change({ what: 'entry', id: grant.entry, stopped: true }), /^授权已应急停用$/],
    ['ended term', (grant: MadeGrant) => bed.change({ what: 'grant', id: grant.id, stopped: false }, (tx) => tx.updateTable('grantCompiled').set((eb) => ({ termTo: sql<never>`'2026-02-01'`, version: eb('version', '+', 1) })).where('id', '=', grant.id).execute().then(() => undefined)), /^授权已于 2026-02-01 到期$/],
  ] as const) {
    const grant = await bed.grant();
    const it = await two(grant);
    await act(grant);
    for (const said of await Promise.all([refusedWithin(it.one.url, grant, it.secret), refusedWithin(it.other.url, grant, it.secret)])) expect(said, what).toMatch(message);
    await it.stop();
  }
});

test('a grant that was widened in the database, a key moved to another grant, another column under an item, a signing secret that does not open: not obeyed, told, and the others are served: Art. 22, 35.2', async () => {
  const [widened, moved, rebound, forged, sound] = [await bed.grant({ masks: { [item['name'] as number]: 'last4' } }), await bed.grant(), await bed.grant(), await bed.grant(), await bed.grant()];
  sealWith(bed.base.db, bed.keys);
  await sealGrants(bed.base.db);
  await sealBindings(bed.base.db);
  const at = await bed.gateway({ sealedUntil: () => 0, bindingsSealedUntil: () => 0 });
  const secrets = new Map<MadeGrant, string>();
  for (const grant of [widened, moved, rebound, forged, sound]) secrets.set(grant, (await refresh(at.url, grant)).secret as string);
  const answer = async (grant: MadeGrant) => (await call(at.url, grant, { secret: secrets.get(grant) as string, query })).text;
  for (const grant of [widened, moved, rebound, forged, sound]) expect(await answer(grant)).toMatch(/^\[/);
  const byHand = (statement: ReturnType<typeof sql>) => (tx: Parameters<Parameters<typeof transact>[1]>[0]) => statement.execute(tx).then(() => undefined);
  await bed.change({ what: 'grant', id: widened.id, stopped: false }, byHand(sql`update grant_compiled set masks = '{}', version = version + 1 where id = ${widened.id}`));
  await bed.change({ what: 'key', id: moved.id, stopped: false }, byHand(sql`update credential set grant_id = ${sound.id} where grant_id = ${moved.id}`));
  await bed.change({ what: 'key', id: sound.id, stopped: false });
  await sql`update wire_secret set sealed = overlay(sealed placing '\\x00'::bytea from length(sealed)) where rid = ${forged.rid}`.execute(bed.base.ownerDb);
  await bed.change({ what: 'key', id: forged.id, stopped: false });
  await bed.change({ what: 'binding', id: rebound.entry, stopped: false }, byHand(sql`with added as (
    insert into resource_binding select b.region, b.resource, b.version + 1, jsonb_set(b.body, '{columns,1,column}', '"mobile"'), b.test, b.made_by, b.made_at from resource_binding b join resource r on r.id = b.resource where r.entry = ${rebound.entry} returning resource)
    update resource set version = version + 1 where id in (select resource from added)`));
  for (const grant of [widened, moved, rebound, forged]) await obeyed(() => answer(grant), (text) => expect(text).not.toMatch(/^\[/));
  expect(await answer(sound)).toMatch(/^\[/);
  secrets.set(forged, (await refresh(at.url, forged)).secret as string);
  expect(await answer(forged)).toMatch(/^\[/); // another one mends it
  await expect.poll(() => [at.gateway.standing().refused, at.gateway.standing().refusedBindings, at.warned.filter((text) => text.includes('与封印不符')).length, at.warned.filter((text) => /签名密钥.*无法打开/.test(text)).length > 0, at.bugs]).toEqual([2, 1, 3, true, []]);
  await at.stop();
});

/** Connections that gateways have open at the provider, whether they are in use or not. */
const opened = async (): Promise<number> => Number((await bed.provider.query("select count(*) as n from pg_stat_activity where application_name = 'shuqiao gateway'")).rows[0]?.n);
/** As the routes do it: every entry that rests on the connection is told. */
const setConnection = (grant: MadeGrant, set: ReturnType<typeof sql>) => bed.change({ what: 'binding', id: grant.entry, stopped: false }, async (tx) => {
  await sql`update connection set ${set}, version = version + 1 where (region, id) in (select region, connection_id from resource where entry = ${grant.entry})`.execute(tx);
  for (const { entry } of await tx.selectFrom('resource').select('entry').where('entry', '<>', grant.entry).execute()) gateChange(tx, { region, what: 'binding', id: entry, stopped: false });
});

test('a database whose approval is withdrawn is left within two seconds by every process, also by connections nobody uses; another password or address is connected to anew: Art. 35.2', async () => {
  const grant = await bed.grant();
  const it = await two(grant);
  expect(await opened()).toBeGreaterThanOrEqual(2);
  await setConnection(grant, sql`state = 'refused'`);
  await obeyed(opened, (n) => expect(n).toBe(0));
  for (const at of [it.one, it.other]) expect((await call(at.url, grant, { secret: it.secret, query })).json).toMatchObject({ code: '-1', message: '服务尚未挂接或暂不可用' });
  await setConnection(grant, sql`state = 'approved'`);
  for (const at of [it.one, it.other]) for (let text = ''; !text.startsWith('['); ) text = (await call(at.url, grant, { secret: it.secret, query })).text;
  const pids = async () => new Set((await bed.provider.query("select pid from pg_stat_activity where application_name = 'shuqiao gateway'")).rows.map((row: { pid: number }) => row.pid));
  const before = await pids();
  await setConnection(grant, sql`address = '127.0.0.2'`); // the name does not lead there
  await obeyed(pids, (now) => expect([...now].filter((pid) => before.has(pid))).toEqual([]));
  for (const at of [it.one, it.other]) expect((await call(at.url, grant, { secret: it.secret, query })).json).toMatchObject({ message: '提供部门系统暂不可用' });
  await setConnection(grant, sql`address = null`);
  await it.stop();
});

test('what was stopped while the provider answered does not leave: the grant, the key, the approval, a gateway that lost sight', async () => {
  await bed.provider.query('create view drowsy as select p.*, pg_sleep(2.5)::text as pause from people p; grant select on drowsy to reader');
  for (const [what, act, message] of [
    ['grant', (grant: MadeGrant) => bed.change({ what: 'grant', id: grant.id, stopped: true }, (tx) => tx.updateTable('grantCompiled').set((eb) => ({ state: 'suspended', version: eb('version', '+', 1) })).where('id', '=', grant.id).execute().then(() => undefined)), '授权已暂停'],
    ['key', (grant: MadeGrant) => bed.change({ what: 'key', id: grant.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', grant.id).execute().then(() => undefined)), '请求不存在于授权列表中'],
    ['approval', (grant: MadeGrant) => setConnection(grant, sql`state = 'refused'`), '提供部门系统暂不可用'],
    ['sight', undefined, '服务暂不可用，请稍后重试'],
  ] as const) {
    const grant = await bed.grant({ table: 'drowsy', items: ['id', 'name'], timeoutMs: 6_000 });
    const gateway = await bed.gateway();
    const { secret } = await refresh(gateway.url, grant);
    const answer = call(gateway.url, grant, { secret: secret as string, query, impatient: true });
    while ((await bed.provider.query("select 1 from pg_stat_activity where query like '%drowsy%' and state = 'active' and pid <> pg_backend_pid()")).rows.length === 0);
    if (act !== undefined) await act(grant);
    else await bed.base.ownerDb.transaction().execute(async (tx) => {
      await sql`lock table gate_counter in access exclusive mode`.execute(tx); // polls wait, as with a database that does not answer
      await answer;
    });
    expect((await answer).json, what).toMatchObject({ message });
    if (what === 'approval') await setConnection(grant, sql`state = 'approved'`);
    expect(gateway.bugs).toEqual([]);
    await gateway.stop();
  }
});

test('two suspensions that commit in reverse order are both obeyed', async () => {
  const [first, second] = [await bed.grant(), await bed.grant()];
  const gateway = await bed.gateway();
  const secrets = await Promise.all([first, second].map(async (grant) => (await refresh(gateway.url, grant)).secret as string));
  let commit = (): void => undefined;
  const may = new Promise<void>((resolve) => { commit = resolve; });
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => { asked = resolve; });
  const slow = transact(bed.base.db, async (tx) => {
    gateChange(tx, { region, what: 'grant', id: first.id, stopped: true });
    await tx.updateTable('grantCompiled').set((eb) => ({ state: 'suspended', version: eb('version', '+', 1) })).where('id', '=', first.id).execute();
    asked();
    await may;
  });
  await isAsked;
  await bed.change({ what: 'grant', id: second.id, stopped: true }, (tx) => tx.updateTable('grantCompiled').set((eb) => ({ state: 'suspended', version: eb('version', '+', 1) })).where('id', '=', second.id).execute().then(() => undefined));
  await refusedWithin(gateway.url, second, secrets[1] as string);
  expect((await call(gateway.url, first, { secret: secrets[0] as string, query })).text).toContain('测试7');
  commit();
  await slow;
  await refusedWithin(gateway.url, first, secrets[0] as string);
  await gateway.stop();
});

test('restored and resumed grants are served again; an entry hidden before the start is refused by a new gateway', async () => {
  const grant = await bed.grant();
  await bed.change({ what: 'entry', id: grant.entry, stopped: true });
  const gateway = await bed.gateway();
  const { secret } = await refresh(gateway.url, grant);
  expect((await call(gateway.url, grant, { secret: secret as string, query })).json).toMatchObject({ message: '授权已应急停用' });
  await bed.change({ what: 'binding', id: grant.entry, stopped: false }); // bound anew: stays hidden
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await call(gateway.url, grant, { secret: secret as string, query })).json).toMatchObject({ message: '授权已应急停用' });
  await bed.change({ what: 'entry', id: grant.entry, stopped: false });
  for (let text = ''; !text.startsWith('['); ) text = (await call(gateway.url, grant, { secret: secret as string, query })).text;
  await gateway.stop();
});

test('a rotated key: the new one works at once, the old one until its end; a stopped one takes its secrets with it', async () => {
  const grant = await bed.grant();
  const gateway = await bed.gateway();
  const old = await refresh(gateway.url, grant);
  const fresh = { ...grant, appKey: 'f'.repeat(32) };
  await bed.change({ what: 'key', id: grant.id, stopped: false }, async (tx) => {
    await tx.updateTable('credential').set({ endsAt: new Date(Date.now() + 3_600_000).toISOString() }).where('grantId', '=', grant.id).execute();
    await tx.insertInto('credential').values({ rid: grant.rid, sid: grant.sid, nth: 2, region, grantId: grant.id, sealed: bed.keys.seal('app-key', fresh.appKey, `credential/${grant.rid}/${grant.sid}/2`) }).execute();
  });
  let made = await refresh(gateway.url, fresh);
  await expect.poll(async () => (made = await refresh(gateway.url, fresh)).secret, { interval: 25 }).toBeDefined();
  expect(made.secret).not.toBe(old.secret);
  for (const secret of [made.secret, old.secret]) expect((await call(gateway.url, grant, { secret: secret as string, query })).text).toContain('测试7');
  await bed.change({ what: 'key', id: grant.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', grant.id).where('nth', '=', 1).execute().then(() => undefined));
  await refusedWithin(gateway.url, grant, old.secret as string);
  expect((await call(gateway.url, grant, { secret: made.secret as string, query })).text).toContain('测试7');
  await gateway.stop();
});

test('a gateway that cannot hear the database for two seconds refuses everybody, and serves again when it can', async () => {
  const grant = await bed.grant();
  const gateway = await bed.gateway();
  const { secret } = await refresh(gateway.url, grant);
  // The gate's table is locked: polls wait and are cancelled, as with a database that does not answer.
  let free = (): void => undefined;
  const held = bed.base.ownerDb.transaction().execute(async (tx) => {
    await sql`lock table gate_counter in access exclusive mode`.execute(tx);
    await new Promise<void>((resolve) => { free = resolve; });
  });
  const closed = { code: '-1', data: '', message: '服务暂不可用，请稍后重试' };
  for (let json: unknown; JSON.stringify(json) !== JSON.stringify(closed); ) json = (await call(gateway.url, grant, { secret: secret as string, query, impatient: true })).json;
  expect(await restCall(gateway.url, grant, { token: 'any', query, impatient: true })).toMatchObject({ status: 503, json: { code: 'GATE_CLOSED' }, headers: { 'retry-after': '2' } });
  expect((await tokenFor(gateway.url, grant, { impatient: true })).answer).toMatchObject({ status: 503, json: { error: 'temporarily_unavailable' } });
  free();
  await held;
  for (let text = ''; !text.startsWith('[{'); ) text = (await call(gateway.url, grant, { secret: secret as string, query })).text;
  expect(gateway.bugs).toEqual([]);
  await gateway.stop();
});
