import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';
import type { Worklist } from './contract.ts';
import type { Actor } from './ports.ts';
import { checkWorklists } from './worklist-check.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

test('lists made anew from the cases equal those that moves wrote, whatever happened; a wrong one is found and set right', async () => {
  await town.received();
  const asked = await town.received();
  await town.act(town.providerClerk, asked, 'ask', { points: ['x'], supplyBy: '2026-10-20' });
  const replied = await town.received();
  await town.act(town.providerClerk, replied, 'propose', proposal);
  await town.act(town.providerHead, replied, 'ask-extension', { clock: 'reply', days: 3, reason: 'x' });
  const refused = await town.received();
  await town.act(town.providerClerk, refused, 'propose', proposal);
  await town.act(town.providerHead, refused, 'return', { opinion: '再核' });
  await town.act(town.providerClerk, refused, 'comment', { opinion: '好' });
  expect(await checkWorklists(town.engine, false)).toEqual([]);
  await sql`delete from worklist where case_id = ${asked.slice(7)}`.execute(base.db);
  expect(await checkWorklists(town.engine, true)).toEqual([asked]);
  expect(await checkWorklists(town.engine, false)).toEqual([]);
});

test('the page comes late first, by key without loss or repeat; filters and badges agree with it', async () => {
  for (let n = 0; n < 7; n += 1) await town.received(n % 2 === 0 ? 'unconditional' : 'conditional');
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await town.engine.worklist(town.providerClerk, { size: 3, ...(after === undefined ? {} : { after }) });
    seen.push(...page.rows.map((row) => row.ref));
    expect([page.total, page.counts?.all], 'counted with the first page, not at each turn').toEqual(after === undefined ? [9, 9] : [null, undefined]);
    if (page.after === null) break;
    after = page.after;
  }
  expect(new Set(seen).size).toBe(seen.length);
  const all = await town.engine.worklist(town.providerClerk, { size: 100 });
  expect(seen).toEqual(all.rows.map((row) => row.ref));
  const due = all.rows.map((row) => row.lamp.dueOn ?? '9999-12-31');
  expect(due).toEqual([...due].sort());
  expect(all.counts).toMatchObject({ all: seen.length, byKind: { application: seen.length } });
  town.directory.movesTo('2026-10-09');
  const now = await town.engine.worklist(town.providerClerk, { size: 100 });
  for (const lamp of ['late', 'due', 'near', 'normal'] as const) {
    const filtered = await town.engine.worklist(town.providerClerk, { size: 100, lamp });
    expect(filtered.rows.map((row) => row.ref)).toEqual(now.rows.filter((row) => row.lamp.kind === lamp || (lamp === 'normal' && row.lamp.kind === 'none')).map((row) => row.ref));
    expect(now.counts?.[lamp]).toBe(filtered.rows.length);
  }
  expect(now.counts?.late).toBe(4);
  for (const row of now.rows) expect([row.ref, row.lateAs]).toEqual([row.ref, row.lamp.kind === 'late' ? 'clue' : null]); // a late reply is a finding, Art. 39(4)
  const first = await town.engine.owed(town.clerk, { size: 3 }); // the other side sees who is late with its cases
  const rest = await town.engine.owed(town.clerk, { size: 3, after: first.after ?? '' });
  const lateHere = now.rows.filter((row) => row.lamp.kind === 'late').map((row) => row.ref);
  expect([first.total, [...first.rows, ...rest.rows].map((row) => row.ref).sort(), rest.after]).toEqual([4, lateHere.sort(), null]);
  expect(first.rows.map((row) => row.lamp.kind)).toEqual(['late', 'late', 'late']);
  expect((await town.engine.owed(town.providerClerk, { size: 3 })).total, 'its own lateness is owed by itself').toBe(0);
  town.directory.movesTo('2026-09-30');
  await expect(town.engine.worklist(town.providerClerk, { size: 3, after: 'bm9uZQ' })).rejects.toThrow('翻页');
});

test('本月办结: each act of a person counts in its month, what every case has does not; late is what came after a limit of his organisation', async () => {
  const counts = async (actor: Actor) => (await town.engine.worklist(actor, { size: 1 })).counts as NonNullable<Worklist['counts']>;
  const before = await counts(town.providerHead);
  const ref = await town.received();
  await town.act(town.providerClerk, ref, 'propose', proposal);
  await town.act(town.providerHead, ref, 'comment', { opinion: '看过' });
  expect(await counts(town.providerHead)).toMatchObject({ doneThisMonth: before.doneThisMonth, doneOnTime: before.doneOnTime });
  await town.act(town.providerHead, ref, 'return', { opinion: '再核' });
  expect(await counts(town.providerHead)).toMatchObject({ doneThisMonth: before.doneThisMonth + 1, doneOnTime: before.doneOnTime + 1 });
  await town.act(town.providerClerk, ref, 'propose', proposal);
  town.directory.movesTo('2026-11-30');
  await town.act(town.providerHead, ref, 'grant'); // long after the reply was due; no sweep has marked it
  expect(await counts(town.providerHead)).toMatchObject({ doneThisMonth: 1, doneOnTime: 0 });
  town.directory.movesTo('2026-09-30');
  expect(await counts(town.providerHead)).toMatchObject({ doneThisMonth: before.doneThisMonth + 1, doneOnTime: before.doneOnTime + 1 });
});

test('done, begun and coming; cases by side', async () => {
  const ref = await town.received();
  await town.act(town.providerClerk, ref, 'propose', proposal);
  expect((await town.engine.worklist(town.providerClerk, { size: 5 }, 'done')).rows[0]?.ref).toBe(ref);
  expect((await town.engine.worklist(town.clerk, { size: 100 }, 'mine')).rows.map((row) => row.ref)).toContain(ref);
  expect((await town.engine.coming(town.providerHead)).rows[0]).toMatchObject({ text: '答复时限届满，未办结的列为线索（第三十九条（四））' });
  const provided = await town.engine.list(town.providerHead, 'application', { side: 'provider', size: 100, state: 'reply' });
  expect(provided.rows.map((row) => row.ref)).toContain(ref);
  expect((await town.engine.list(town.providerHead, 'application', { side: 'requester', size: 100 })).rows).toEqual([]);
  const first = await town.engine.list(town.reviewer, 'application', { side: 'any', size: 2 });
  const second = await town.engine.list(town.reviewer, 'application', { side: 'any', size: 2, ...(first.after === null ? {} : { after: first.after }) });
  expect(first.rows.map((row) => row.ref)).not.toEqual(second.rows.map((row) => row.ref));
  expect(await town.engine.list(town.clerk, 'application', { side: 'any', size: 5, q: '100%' })).toMatchObject({ rows: [], total: 0 });
});

test('whose turn it is, in words, to both sides', async () => {
  const { ref } = await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  await town.act(town.clerk, ref, 'submit', statement);
  expect(await town.engine.view(town.clerk, ref)).toMatchObject({ mine: false, waitsFor: '等市人力资源和社会保障局·共享工作机构负责人：同意提出' });
  expect(await town.engine.view(town.head, ref)).toMatchObject({ mine: true, waitsFor: null });
});

test('the menu counts what waits by side, red where it presses; what stands because others are awaited is a list of its own', async () => {
  const [waitingBefore, standingBefore] = [await town.engine.waiting(town.providerClerk), await town.engine.standing(town.providerClerk, { size: 100 })];
  const [fresh, asked] = [await town.received('conditional'), await town.received('conditional')];
  await town.act(town.providerClerk, asked, 'ask', { points: ['x'], supplyBy: '2026-10-20' });
  const { sides } = await town.engine.waiting(town.providerClerk);
  expect(sides['application.provider']?.all).toBe((waitingBefore.sides['application.provider']?.all ?? 0) + 1);
  expect(sides['all']?.all).toBe((await town.engine.worklist(town.providerClerk, { size: 1 })).counts?.all);
  expect((await town.engine.waiting(town.clerk)).sides['application.requester']?.all).toBeGreaterThanOrEqual(1);
  town.directory.movesTo('2026-10-19');
  expect((await town.engine.waiting(town.providerClerk)).sides['application.provider']?.pressing).toBeGreaterThanOrEqual(1);
  town.directory.movesTo('2026-09-30');
  const standing = await town.engine.standing(town.providerClerk, { size: 100 });
  expect(standing.total).toBe(standingBefore.total + 1);
  expect(standing.rows.find((row) => row.ref === asked)).toMatchObject({ lamp: { kind: 'paused' }, note: '2026-09-30 起停计', otherName: '市人力资源和社会保障局', next: null });
  expect(standing.rows.some((row) => row.ref === fresh)).toBe(false);
  expect((await town.engine.standing(town.clerk, { size: 100 })).rows.some((row) => row.ref === asked)).toBe(false); // not the requester's clock
});

test('a list of cases says what is next for whoever reads it, the step by its name, and the legal day of the last move', async () => {
  const ref = await town.received('conditional');
  await town.act(town.providerClerk, ref, 'propose', proposal);
  const rowOf = async (actor: typeof town.clerk, side: 'provider' | 'requester') => (await town.engine.list(actor, 'application', { side, size: 100 })).rows.find((row) => row.ref === ref);
  expect(await rowOf(town.providerHead, 'provider')).toMatchObject({ next: { act: 'grant', zh: '同意共享', turn: '审定答复' }, movedOn: '2026-09-30', inside: false });
  expect(await rowOf(town.providerClerk, 'provider')).toMatchObject({ next: null });
  expect(await rowOf(town.clerk, 'requester')).toMatchObject({ next: null, otherName: '市教育局' });
});
