import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { transact } from '../postgres/database.ts';
import { proveCase } from './case-proof.ts';
import { exportLedger, verifyFile } from './file.ts';
import type { ClockSeen } from './clocks.ts';
import { headHolds, headLines, headsIn, keepHead, type HeadSigner } from './heads.ts';
import { rootFromPath } from './merkle.ts';
import { clockEntry, moveEntry, type MoveFacts } from './move-entry.ts';
import { addPending, addSealed } from './pending.ts';
import { beginSealing } from './begin-sealing.ts';
import { sealOf, sealWith, type Seal } from './sealing.ts';
import { sequence, sequenceAll } from './sequencer.ts';
import { readLog } from './store.ts';
import { verifyLedger } from './verify.ts';

let it: TestDatabase;
let folder: string;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer: HeadSigner = {
  keyId: 'test', publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), sign: (text) => sign(null, text, privateKey),
};
/** A process of another machine, with a key of its own. */
const other = { keyId: 'other', publicKey: 'other' };
const subject = '320800-01890000-0000-7000-8000-000000000001';

beforeAll(async () => {
  it = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(async () => {
  await it.drop();
  await rm(folder, { recursive: true });
});

const act = (n: number, of: string | null = null) => transact(it.db, (tx) => addPending(tx, { region: '320800', kind: 'test', subject: of, body: { n } }));
const heads = () => join(folder, 'heads.log');

test('two sequencers at once number every entry once, without gaps', async () => {
  for (let n = 0; n < 700; n += 1) await act(n, n % 100 === 3 ? subject : null);
  const counts = await Promise.all([sequence(it.db), sequence(it.db), sequence(it.db)]);
  await sequenceAll(it.db);
  expect(counts.reduce((a, b) => a + b)).toBe(700);
  expect((await readLog(it.db)).next).toBe(700);
});

test('the whole is found consistent, and against a kept head also complete', async () => {
  expect(await verifyLedger(it.db, { kept: [] })).toMatchObject({ ok: true, size: 700, againstOutside: false });
  const head = await keepHead(it.db, signer, heads(), new Date());
  expect(head?.size).toBe(700);
  expect(await keepHead(it.db, signer, heads(), new Date())).toBeUndefined();
  expect(await verifyLedger(it.db, { kept: await headsIn(heads()) })).toMatchObject({ ok: true, againstOutside: true, headsChecked: 1 });
});

test('a head that was altered, or torn while written, is not believed', async () => {
  const [head] = await headsIn(heads());
  expect(head && headHolds({ ...head, size: 699 })).toBe(false);
  await appendFile(heads(), '{"log":"main","si');
  expect(await headsIn(heads())).toHaveLength(1);
  const [line = ''] = (await readFile(heads(), 'utf8')).split('\n');
  for (const broken of ['{"log":"main","si', 'null', '[]']) {
    await writeFile(heads(), `${broken}\n${line}\n`);
    const report = await verifyLedger(it.db, { kept: await headsIn(heads()) });
    expect(report).toMatchObject({ ok: false, headsChecked: 1, problems: [{ what: 'head-unsigned', say: expect.stringContaining('第 1 行') as string }] });
  }
  await writeFile(heads(), `${line}\n`);
});

test('a head of no entries is that of an empty ledger, or it is none', async () => {
  expect((await verifyLedger(it.db, { kept: [], given: { size: 0, root: 'ab'.repeat(32) } })).problems).toMatchObject([{ what: 'head-differs' }]);
});

test('the kept heads as a process has them that signs none itself', async () => {
  let lines = '';
  for await (const line of headLines(it.db, other)) lines += line;
  expect(lines).toBe(await readFile(heads(), 'utf8'));
});

test('every entry of a case leads to the signed root by its path', async () => {
  for (let n = 0; n < 300; n += 1) await act(n, n === 299 ? subject : null);
  await sequenceAll(it.db);
  await keepHead(it.db, signer, heads(), new Date());
  const proof = await proveCase(it.db, subject, other);
  expect(proof.entries).toHaveLength(8);
  expect(proof.head && headHolds(proof.head), 'signed by another process than that which makes the proof').toBe(true);
  for (const entry of proof.entries) {
    const root = rootFromPath(Buffer.from(entry.hash, 'hex'), entry.seq, proof.head?.size ?? 0, entry.path.map((hash) => Buffer.from(hash, 'hex')));
    expect(root?.toString('hex')).toBe(proof.head?.root);
  }
  const file = join(folder, 'proof.json');
  await writeFile(file, JSON.stringify(proof, null, 1));
  expect(await verifyFile(file, proof.head ?? undefined), 'the file of a case page, checked by itself').toMatchObject({ ok: true, againstOutside: true, pending: 0 });
  expect((await verifyFile(file, { size: proof.head?.size ?? 0, root: 'ab'.repeat(32) })).problems.map((one) => one.what)).toEqual(['head-differs']);
  await writeFile(file, JSON.stringify({ ...proof, entries: proof.entries.map((entry, n) => (n === 3 ? { ...entry, body: '{}' } : entry)) }));
  expect((await verifyFile(file, undefined)).problems).toMatchObject([{ what: 'entry-changed', seq: proof.entries[3]?.seq }]);
});

test('a batch whose rows are fewer or other than its entry says is found; one disposed of in its time is not', async () => {
  const root = 'ab'.repeat(32);
  for (const id of ['a', 'b', 'c', 'd', 'f']) await transact(it.db, (tx) => addPending(tx, { region: '320800', kind: 'calls', body: { batch: id, count: 5, root } }));
  const seen = async function* () {
    yield { kind: 'calls' as const, id: 'a', rows: 5, root, disposable: false };
    yield { kind: 'calls' as const, id: 'b', rows: 4, root, disposable: false };
    yield { kind: 'calls' as const, id: 'c', rows: 5, root: 'cd'.repeat(32), disposable: false };
    yield { kind: 'calls' as const, id: 'd', rows: 0, root, disposable: true };
    yield { kind: 'access' as const, id: 'e', rows: 1, root, disposable: false };
  };
  const report = await verifyLedger(it.db, { kept: [], batches: seen() });
  expect(report.problems.map((problem) => [problem.what, /批次 (\w)/.exec(problem.say)?.[1]])).toEqual([['batch-differs', 'b'], ['batch-differs', 'c'], ['batch-differs', 'e'], ['batch-differs', 'f']]);
  expect(report.problems[3]?.say).toContain('已不存在');
  await it.ownerDb.deleteFrom('ledgerPending').where('kind', '=', 'calls').execute();
});

const move: MoveFacts = {
  region: '320800', caseId: subject.slice(7), version: 1, kind: 'application', act: 'create', fromState: 'new', toState: 'draft', onDay: '2026-10-12', org: '11320800PDY0000286', post: 'clerk',
  person: '01890000-0000-7000-8000-000000000002', behalfOf: null, article: '20.2', salt: Buffer.alloc(16, 1), opinion: null, states: {}, attachments: [],
};
const spoken = { at: '2026-10-12T01:02:03.120Z', seat: 'requester.clerk', trigger: null, signs: null, paper: false, clockEffects: [] };

test.each<[string, object, object, readonly string[]]>([
  ['as it was made', spoken, { at: '2026-10-12T01:02:03.12Z' }, []],
  ['at another time', spoken, { at: '2026-10-12T01:02:03.120001Z' }, ['move-changed']],
  ['in another seat', spoken, { seat: 'requester.head' }, ['move-changed']],
  ['signed otherwise', spoken, { signs: 'ab' }, ['move-changed']],
  ['with another word about clocks', spoken, { clockEffects: ['答复时限停止'] }, ['move-changed']],
  ['on another day', spoken, { onDay: '2026-10-13' }, ['move-changed']],
  ['made before entries spoke of time and seat, as it was', {}, spoken, []],
  ['made before entries spoke of time and seat, on another day', {}, { ...spoken, onDay: '2026-10-13' }, ['move-changed']],
])('a move %s: what its entry covers is found, and an older entry covers what it did', async (_, said, altered, problems) => {
  await transact(it.db, (tx) => addPending(tx, moveEntry({ ...move, ...said })));
  const rows = async function* () { yield { ...move, ...spoken, ...altered }; };
  expect((await verifyLedger(it.db, { kept: [], moves: rows() })).problems.map((problem) => problem.what)).toEqual(problems);
  await it.ownerDb.deleteFrom('ledgerPending').where('kind', '=', 'move').execute();
});

test('a clock whose events, bound party or dates are not those of its entries is found; one of a case older than such entries is let be', async () => {
  const clock = { name: 'reply', nth: 1, bound: '11320800PDY00001X6', calendar: '320800', class: 'conditional', events: [{ do: 'start', on: '2026-10-12', limit: { workingDays: 10 } }] };
  const stood = { ...clock, events: [...clock.events, { do: 'stand', on: '2026-10-14' }] };
  const old = `320800-${'0'.repeat(8)}-0000-7000-8000-000000000009`;
  await transact(it.db, async (tx) => {
    await addPending(tx, moveEntry({ ...move, ...spoken, clocks: [clock, { ...clock, name: 'material' }] }));
    await addPending(tx, clockEntry(move.region, move.caseId, stood));
    await addPending(tx, moveEntry({ ...move, caseId: old.slice(7) }));
  });
  const found = async (...seen: Partial<ClockSeen>[]) => {
    const rows = async function* () { for (const one of seen) yield { ...stood, subject, astray: null, ...one }; };
    return (await verifyLedger(it.db, { kept: [], clocks: rows() })).problems.map((problem) => /时限 (\w+)（第 1 个），?(.*)。/.exec(problem.say)?.slice(1).join(''));
  };
  const material = { ...clock, name: 'material' };
  expect(await found({}, material)).toEqual([]);
  expect(await found({ events: clock.events }, material)).toEqual(['reply与账本条目不符，已被改动']);
  expect(await found({ bound: '11320800PDY0000286' }, material)).toEqual(['reply与账本条目不符，已被改动']);
  expect(await found({ astray: '截止日记为 2026-12-01，按其经过应为 2026-10-26' }, material)).toEqual(['reply截止日记为 2026-12-01，按其经过应为 2026-10-26']);
  expect(await found({})).toEqual(['material库中已不存在']);
  expect(await found({}, material, { ...clock, name: 'added' })).toEqual(['added没有对应的账本条目']);
  expect(await found({}, material, { ...clock, name: 'reply', subject: old })).toEqual([]);
  await it.ownerDb.deleteFrom('ledgerPending').where('kind', 'in', ['move', 'clock']).execute();
});

test('an exported file is checked by itself; one altered byte is found', async () => {
  const file = join(folder, 'ledger.jsonl');
  await exportLedger(it.db, file, (await headsIn(heads())).at(-1));
  expect(await verifyFile(file, undefined)).toMatchObject({ ok: true, size: 1000 });
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('{\\"n\\":41}', '{\\"n\\":42}'));
  const report = await verifyFile(file, undefined);
  expect(report.ok).toBe(false);
  expect(report.problems[0]).toMatchObject({ what: 'entry-changed', seq: 41 });
});

test.each<[string, (lines: string[]) => string[], string]>([
  ['added at the end', (lines) => [...lines, (lines.at(-1) ?? '').replace('"seq":999', '"seq":1000')], 'root-differs'],
  ['taken away at the end', (lines) => lines.slice(0, -1), 'entry-missing'],
  ['taken away in the middle', (lines) => lines.toSpliced(500, 1), 'entry-missing'],
  ['exchanged', (lines) => lines.with(21, (lines[22] ?? '').replace('"seq":21', '"seq":20')).with(22, (lines[21] ?? '').replace('"seq":20', '"seq":21')), 'head-differs'],
  ['made unreadable', (lines) => lines.with(42, `${lines[42]?.slice(0, 20)}`), 'entry-changed'],
  ['made a number', (lines) => lines.with(42, '7'), 'entry-changed'],
  ['emptied', (lines) => lines.with(42, ''), 'entry-changed'],
])('a line of an exported file that was %s is found, and the rest is read', async (_, alter, what) => {
  const file = join(folder, 'altered.jsonl');
  await exportLedger(it.db, file, (await headsIn(heads())).at(-1));
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  await writeFile(file, `${alter(lines).join('\n')}\n`);
  expect((await verifyFile(file, undefined)).problems.map((problem) => problem.what)).toContain(what);
});

test('what is no exported ledger is told so', async () => {
  for (const text of ['', 'null', '{"format":"other"}', 'no JSON']) {
    const file = join(folder, 'no-ledger');
    await writeFile(file, text);
    await expect(verifyFile(file, undefined)).rejects.toThrow('不是导出的账本文件');
  }
});

test('a file that cannot be written is said, and nothing else ends', async () => {
  await expect(exportLedger(it.db, join(heads(), 'no-folder', 'ledger.jsonl'), undefined)).rejects.toThrow(/ENOTDIR|ENOENT/);
});

test.each([
  ['changed', ["update ledger_entry set body = replace(body, '7', '8') where seq = 7"], 'entry-changed'],
  ['removed', ['delete from ledger_entry where seq = 500'], 'entry-missing'],
  ['cut off at the end', ['delete from ledger_entry where seq > 990'], 'entry-missing'],
  ['moved', ['update ledger_entry set seq = 21000 where seq = 20', 'update ledger_entry set seq = 20 where seq = 21', 'update ledger_entry set seq = 21 where seq = 21000'], 'head-differs'],
  ['added', ["insert into ledger_entry select log, 1000, region, id, kind, subject, body, hash from ledger_entry where seq = 5"], 'root-differs'],
  ['gone that holds the root', ['create table kept_log as select * from ledger_log', 'delete from ledger_log'], 'root-differs'],
])('a row that was %s by the owner of the database is found', async (_, statements, what) => {
  await run('alter table ledger_entry no force row level security'); // it holds the owner too, until he lifts it
  await run('create table kept_entry as select * from ledger_entry');
  try {
    for (const statement of statements) await run(statement);
    const report = await verifyLedger(it.db, { kept: await headsIn(heads()) });
    expect(report.ok).toBe(false);
    expect(report.problems.map((problem) => problem.what)).toContain(what);
  } finally {
    await run('delete from ledger_entry');
    await run('insert into ledger_entry select * from kept_entry');
    await run('drop table kept_entry');
    if (statements.some((each) => each.includes('kept_log'))) for (const back of ['insert into ledger_log select * from kept_log', 'drop table kept_log']) await run(back);
  }
});

test('the serving role can neither change nor remove an entry', async () => {
  for (const statement of ["update ledger_entry set kind = 'x'", 'delete from ledger_entry', 'truncate ledger_entry', 'delete from ledger_node', 'delete from ledger_head']) {
    await expect(sql.raw(statement).execute(it.db)).rejects.toThrow(/permission denied/);
  }
});

test('a head half written when the disk was full, or the power went, breaks none that follow', async () => {
  const [line = ''] = (await readFile(heads(), 'utf8')).split('\n');
  const kept = join(folder, 'torn.log');
  for (const [before, lines] of [[`${line}\n{"log":"main","si`, 2], ['{"log":"main","si', 1], [`${line}\n`, 2], ['', 1]] as const) {
    await act(lines, null);
    await sequenceAll(it.db);
    await writeFile(kept, before);
    await keepHead(it.db, signer, kept, new Date());
    expect((await headsIn(kept)).map(headHolds)).toEqual(Array.from({ length: lines }, () => true));
  }
});

test('an entry that the platform did not write, one written twice and one without a seal after its time are found', async () => {
  const sealing = sealWith(it.db, { sealKey: (scope) => Buffer.alloc(32, scope) });
  const seal = sealing.entries;
  const said = (version: number) => ({ region: '320800', kind: 'case', subject, body: { case: subject, version, content: { title: 'ab' } } });
  const found = async (of: Seal | undefined = seal) => (await verifyLedger(it.db, { kept: [], seal: of })).problems.map((one) => [one.what, /（(\w+)[，）]/.exec(one.say)?.[1]]);
  await transact(it.db, (tx) => addPending(tx, said(1))); // from before there were seals
  for (const nowMs of [Date.now() - 3_600_000, Date.now()]) await beginSealing(it.db, sealing, nowMs);
  expect(Math.max(sealing.until, sealing.bindingsUntil), 'begun once').toBeLessThan(Date.now());
  await run("delete from ledger_pending where subject = 'sealing-bindings'"); // as an office stands whose version knew of no seals of bindings
  Object.assign(sealing, sealWith(it.db, { sealKey: (scope) => Buffer.alloc(32, scope) }));
  await beginSealing(it.db, sealing, Date.now());
  expect([sealing.until < Date.now(), sealing.bindingsUntil > Date.now() + 60_000], 'each has its own time').toEqual([true, true]);
  await transact(it.db, (tx) => addSealed(tx, [said(2)]));
  expect(await found()).toEqual([]);
  await transact(it.db, (tx) => addPending(tx, said(3)));
  expect(await found(), 'without a seal').toEqual([['entry-forged', 'case']]);
  expect(await found(undefined), 'that one is missing is seen without the key').toEqual([['entry-forged', 'case']]);
  await run("delete from ledger_pending where body like '%\"version\":3}'");
  for (const [body, hash] of [["replace(body, '\"version\":2', '\"version\":3')", 'hash'], ['body', 'hash']] as const) {
    await run(`insert into ledger_pending select region, '01ffffff-0000-7000-8000-000000000001', kind, subject, ${body}, ${hash} from ledger_pending where body like '%"version":2}'`);
    expect(await found(), body).toEqual([['entry-forged', 'case']]);
    await run("delete from ledger_pending where id = '01ffffff-0000-7000-8000-000000000001'");
  }
  expect(await found(sealOf(Buffer.alloc(32, 8))), 'under another key').toEqual([['entry-forged', 'sealing'], ['entry-forged', 'sealing'], ['entry-forged', 'case']]);
});

async function run(statement: string): Promise<void> {
  await sql.raw(statement).execute(it.ownerDb);
}
