import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isLawError } from '../../law/errors.ts';
import { addSealed, bearsSeal, beginSealing, sealWith, verifyLedger, type Sealing } from '../../platform/ledger/index.ts';
import { transact, type Tx } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { grantsForLedger, grantsGone, sealGrants } from './seals.ts';
import { getAgreement, insertAgreement, writeAgreement, type Ref } from './store/agreement.ts';
import { setCompiledEnd, setCompiledState, writeCompiled } from './store/compiled.ts';
import { endKeys, endOlder, insertCredential, moveKeys, stopKeys } from './store/credential.ts';
import { setWarned } from './store/ending.ts';
import { sealedRowsOf } from './store/sealed.ts';

let it: TestDatabase;
let sealing: Sealing;
let one: Ref;
let other: Ref;

beforeAll(async () => {
  it = await testDatabase();
  sealing = sealWith(it.db, { sealKey: (scope) => Buffer.alloc(32, scope) });
  await beginSealing(it.db, sealing, Date.now() - 1);
});
afterAll(() => it.drop());
beforeEach(async () => { [one, other] = [await made(), await made()]; });

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transact(it.db, work);
const byHand = (statement: string) => sql.raw(statement).execute(it.ownerDb);
const keyOf = (ref: Ref) => ({ rid: `r-${ref.id}`, sid: 's', nth: 1 });

/** A grant that is in force, with a key. */
async function made(): Promise<Ref> {
  const ref = { region: '320800', id: uuidv7() };
  await act(async (tx) => {
    await insertAgreement(tx, {
      ...ref, requester: '11320800PDY0000286', provider: '11320800PDY00001X6', applicationRegion: null, applicationId: null, entryRegion: '320800', entry: uuidv7(), entryVersion: 1, purpose: '就业服务',
      termFrom: '2026-01-01', termTo: null, state: 'active', renewsRegion: null, renewsId: null, disposal: { how: 'delete', days: 10, by: null, basis: '' },
      body: {
        entryName: '学历', entryCode: null, attribute: 'conditional', items: [{ n: 1, field: 'a' }, { n: 2, field: 'b' }] as never, range: '', mode: 'service', serviceKind: 'query', rowFilter: [], masks: { 2: 'last4' },
        conditions: [], quota: { perDay: 10, perMinute: 1 }, systems: [], addresses: [], contact: '', phone: '', applicationNumber: null,
      },
    });
    await writeCompiled(tx, await getAgreement(tx, ref), 'active');
    await insertCredential(tx, ref, { ...keyOf(ref), sealed: Buffer.alloc(40, 1) });
  });
  return ref;
}

const unsound = async (ref: Ref): Promise<string[]> => (await sealedRowsOf(it.db, [ref])).filter((row) => !bearsSeal(row, sealing.rows)).map((row) => row.of);
const found = async (): Promise<string[]> => {
  const report = await act((tx) => verifyLedger(tx, { kept: [], grants: grantsForLedger(tx), grantsGone: (subjects) => grantsGone(tx, subjects), seal: sealing.entries, rowSeal: sealing.rows }));
  return report.problems.map((problem) => /的(\S+?)(?:与|，)/.exec(problem.say)?.[1] ?? problem.say);
};

test('whatever writes what gateways obey leaves it sealed, and the ledger knows: Art. 22', async () => {
  const writes: readonly ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => setCompiledState(tx, one, 'suspended'), (tx) => setCompiledEnd(tx, one, { filedAt: new Date().toISOString(), effectOn: '2026-12-31' }), (tx) => writeAgreement(tx, one, { purpose: '帮扶' }),
    (tx) => setWarned(tx, one, 30), (tx) => insertCredential(tx, one, { ...keyOf(one), nth: 2, sealed: Buffer.alloc(40, 2) }), (tx) => endOlder(tx, keyOf(one), 2, new Date()), (tx) => endKeys(tx, one, new Date()),
    (tx) => moveKeys(tx, one, other), (tx) => stopKeys(tx, other, new Date()),
  ];
  for (const write of writes) {
    await act(write);
    expect([...await unsound(one), ...await unsound(other)], String(write)).toEqual([]);
  }
  expect(await found()).toEqual([]);
});

test.each<[string, string, (ref: Ref) => string]>([
  ['网关所执行的内容', 'widened', (ref) => `update grant_compiled set masks = '{}' where id = '${ref.id}'`],
  ['网关所执行的内容', 'without its seal', (ref) => `update grant_compiled set seal = null where id = '${ref.id}'`],
  ['约定内容', 'agreed otherwise', (ref) => `update agreement set body = jsonb_set(body, '{masks}', '{}') where id = '${ref.id}'`],
  ['调用凭据', 'a key made another day', (ref) => `update credential set made_at = made_at - interval '1 day' where grant_id = '${ref.id}'`],
  ['调用凭据', 'a key added', (ref) => `insert into credential select rid || 'x', sid, nth, region, grant_id, sealed from credential where grant_id = '${ref.id}'`],
  ['调用凭据', 'a key taken away', (ref) => `delete from credential where grant_id = '${ref.id}'`],
])('%s: %s in the database is found, named, and blessed by no act: Art. 22, 35.2', async (what, _, alter) => {
  await byHand(alter(one));
  expect(await found()).toEqual([what]);
  await act((tx) => setCompiledState(tx, one, 'suspended'));
  await act((tx) => stopKeys(tx, one, new Date()));
  expect(await found()).toEqual([what]);
  expect(await unsound(other), 'others go on').toEqual([]);
  const again = act(async (tx) => writeCompiled(tx, await getAgreement(tx, one), 'active'));
  if (what === '约定内容') await expect(again).rejects.toSatisfy((thrown) => isLawError(thrown, 'GRANT_ALTERED'));
  else expect(await again.then(() => unsound(one)), 'compiled anew from what was agreed').not.toContain('compiled');
  await byHand(`delete from credential where grant_id = '${one.id}'; delete from grant_compiled where id = '${one.id}'`);
  await byHand(`delete from agreement where id = '${one.id}'`);
  expect(await found(), 'nothing is left of it').toEqual(['约定内容']);
  await byHand(`delete from ledger_pending where subject = '320800-${one.id}'`);
});

test('a column that comes later is covered as soon as it says something', async () => {
  for (const [table, id] of [['grant_compiled', 'id'], ['agreement', 'id'], ['credential', 'grant_id']]) {
    await byHand(`alter table ${table} add column later text`);
    expect(await unsound(one)).toEqual([]);
    await byHand(`update ${table} set later = 'x' where ${id} = '${one.id}'`);
    expect(await unsound(one)).toHaveLength(1);
    await byHand(`alter table ${table} drop column later`);
  }
  expect(await unsound(one)).toEqual([]);
});

test('what lacks its seal is not blessed by an act; an upgrade seals what is there before it begins, once: Art. 22', async () => {
  await byHand('update grant_compiled set seal = null; update credential set seal = null; update agreement set seal = null');
  await act((tx) => setCompiledState(tx, one, 'active'));
  expect(await unsound(one)).toEqual(['agreed', 'compiled', 'key']);
  await byHand("delete from ledger_pending where kind in ('sealing', 'grant')");
  await act((tx) => addSealed(tx, [{ region: '320800', kind: 'case', body: {} }])); // something was done here before
  sealing.until = Infinity;
  await sealGrants(it.db);
  await beginSealing(it.db, sealing, Date.now());
  expect(sealing.until, 'processes of before may go on a while').toBeGreaterThan(Date.now() + 60_000);
  expect([...await unsound(one), ...await unsound(other), ...await found()]).toEqual([]);
  await beginSealing(it.db, sealing, Date.now());
  expect(await found(), 'begun once').toEqual([]);
  await byHand("delete from ledger_pending where kind = 'sealing'");
  sealing.until = Infinity;
  await beginSealing(it.db, sealing, Date.now(), 0);
  expect(sealing.until, 'a server that is alone gives no time').toBeLessThanOrEqual(Date.now());
  await byHand(`update grant_compiled set seal = null where id = '${one.id}'`);
  expect(await found()).toEqual(['网关所执行的内容']);
});
