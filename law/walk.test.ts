import { expect, test } from 'vitest';
import { movesFrom, next } from './next.ts';
import { placeExists } from './articles.ts';
import { placeOf } from './basis.ts';
import { procedure } from './procedure.ts';
import { procedureNames, procedures } from './procedures/index.ts';
import { tableFaults } from './table-faults.ts';
import { choices, walk } from './walker.ts';

const walks = 500;
/** `WALK_SEED=…` walks a reported failure again. */
const seed = Number(process.env['WALK_SEED'] ?? 20250801);

test.each(procedures.map(p => [p.name, p] as const))('the table %s is sound: every state reached and left, one row for one cause, every name known', (_, p) => {
  expect(tableFaults(p)).toEqual([]);
});

test.each(procedures.map(p => [p.name, p] as const))('a random walk of %s never leaves the table, never starts or stands a clock twice, and ends with none open', (_, p) => {
  const faults = new Set<string>();
  const states = new Set<string>();
  for (let n = 0; n < walks && faults.size === 0; n += 1) {
    const { situations, faults: found } = walk(p, seed + n);
    found.forEach(fault => faults.add(fault));
    situations.forEach(situation => states.add(situation.state));
  }
  expect([...faults]).toEqual([]);
  expect(Object.keys(p.states).filter(state => !states.has(state)), 'states that no walk came to').toEqual([]);
});

test.each(procedures.map(p => [p.name, p] as const))('in %s what is offered can be taken, and nothing else', (_, p) => {
  const acts = [...new Set(p.moves.map(move => move.act))];
  const wrong: string[] = [];
  for (let n = 0; n < 15; n += 1) {
    for (const situation of walk(p, seed + n, 25).situations) {
      for (const { who } of choices(p, situation)) {
        const offered = new Set(movesFrom(p, situation, who).map(move => move.act));
        wrong.push(...acts.filter(act => next(p, situation, act, who).ok !== offered.has(act)).map(act => `${situation.state} ${act}`));
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('every row and clock rests on a place that the regulation has', () => {
  for (const p of procedures) {
    for (const basis of [...p.moves.map(move => move.basis), ...Object.values(p.clocks).map(clock => clock.basis)]) {
      if (placeOf(basis) !== undefined) expect(placeExists(basis), `${p.name} ${basis}`).toBe(true);
    }
  }
});

/** What moves a table here and is told by a procedure whose table is still to come, or by no case at all. */
const fromOutside = [
  'peer.received', 'peer.bounced', 'period.ended', 'peer.answered', 'items.alike',
  'entrusted.stopped', 'entrusted.resumed', 'entrusted.ended', 'entrusted.left', 'law.amended', 'organisation.changed', 'assessment.subject-changed', 'account.unused', 'grant.used',
  'service.down', 'records.missing', 'clock.lapsed',
];

test('every event that a row waits for is told by another row, or comes from outside', () => {
  const told = new Set<string>(procedures.flatMap(p => p.moves.flatMap(move => move.emits ?? [])));
  const awaitedEvents = new Set(procedures.flatMap(p => p.moves.flatMap(move => move.by.flatMap(by => (typeof by === 'object' && 'clock' in by && 'event' in by.clock ? [by.clock.event] : [])))));
  expect([...awaitedEvents].filter(event => !told.has(event) && !fromOutside.includes(event))).toEqual([]);
  expect(fromOutside.filter(event => told.has(event) || !awaitedEvents.has(event as never))).toEqual([]);
});

test('names and codes of all procedures are one list, without doubles', () => {
  const codes = Object.values(procedureNames).map(entry => entry.code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(procedures.map(p => p.name)).toEqual(['account', 'incident', 'assessment', 'catalog', 'source', 'grant', 'use-change', 'service-change', 'demand', 'application', 'reflux', 'correction', 'dispute', 'finding']);
});

test('the reader of tables finds what is wrong', () => {
  const clock = { zh: '期限', since: '登记', basis: 'local', bound: 'requester', limit: { days: 3 }, late: 'remind' } as const;
  const broken = procedure({
    name: 'demand', code: 'XX', zh: '供需对接', parties: ['requester'], authority: 'requester',
    states: { draft: { zh: '草稿', awaits: ['requester.head'] }, lost: { zh: '无路可达', rests: true }, stuck: { zh: '无路可走', awaits: ['requester.clerk'] }, done: { zh: '已办结', final: true } },
    clocks: { due: clock },
    words: { create: '起草', go: '提交', again: '再来', stay: '留' },
    moves: [
      { from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '-', clocks: { due: 'start' } },
      { from: ['draft'], act: 'go', to: 'done', by: ['requester.clerk', 'provider.head'], basis: '-' },
      { from: ['draft'], act: 'go', to: 'stuck', by: ['requester.clerk'], basis: '-' },
      { from: ['done'], act: 'again', to: 'draft', by: ['requester.clerk'], basis: '-' },
      { from: ['stuck'], act: 'stay', to: 'same', by: ['requester.clerk'], basis: '-' },
    ],
  });
  expect(tableFaults(broken).map(fault => fault.replace('demand: ', ''))).toEqual([
    'is called XX 供需对接, the list of names has XQ 供需对接',
    'state lost is never reached',
    'draft waits for requester.head, who cannot lead it on',
    'nothing leads out of stuck',
    'stuck waits for requester.clerk, who cannot lead it on',
    'again leaves the ended state done',
    'two rows for go in draft by requester.clerk',
    'row go names provider, who is no party',
    'the clock due is never stopped',
  ]);
  expect(walk(broken, 1).faults.length + walk(broken, 2).faults.length + walk(broken, 3).faults.length).toBeGreaterThan(0);
});
