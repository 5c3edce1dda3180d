/** What must not compile: each `@ts-expect-error` fails the type check where it no longer holds. */
import { expect, test } from 'vitest';
import { procedure } from './procedure.ts';
import type { ActOf, CheckOf, ClockOf, Seat, StateOf } from './procedure.ts';
import { application } from './procedures/application.ts';

const base = { name: 'demand', code: 'XQ', zh: '供需对接', parties: ['requester'], authority: 'requester' } as const;
const states = { draft: { zh: '草稿' }, done: { zh: '已办结', final: true } } as const;
const clocks = { due: { zh: '期限', since: '登记', basis: 'local', bound: 'requester', limit: { days: 3 }, late: 'remind' } } as const;
const words = { create: '起草' };
const row = { from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1' } as const;

test('a table compiles, and its words are those of its acts', () => {
  const table = procedure({ ...base, states, clocks, words, moves: [row] });
  expect(table.words.create).toBe('起草');
});

test('rows that name what does not exist do not compile', () => {
  // @ts-expect-error a state that is not there
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'drafft', by: ['requester.clerk'], basis: '20.1' }] });
  // @ts-expect-error a state to start from that is not there
  procedure({ ...base, states, clocks, words, moves: [{ from: ['nowhere'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1' }] });
  // @ts-expect-error a clock that is not there
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1', clocks: { dew: 'start' } }] });
  // @ts-expect-error what a clock cannot do
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1', clocks: { due: 'begin' } }] });
  // @ts-expect-error a trigger of a clock that is not there
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: [{ clock: { lapsed: 'dew' } }], basis: '20.1' }] });
  // @ts-expect-error an event that nobody emits
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: [{ clock: { event: 'moon.full' } }], basis: '20.1' }] });
  // @ts-expect-error a post that this party does not have
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['provider.reviewer'], basis: '20.1' }] });
  // @ts-expect-error a row without its article
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'] }] });
  // @ts-expect-error an article that is none
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: 'Art. 20' }] });
  expect(true).toBe(true);
});

test('misspelt fields do not compile', () => {
  // @ts-expect-error in a row
  procedure({ ...base, states, clocks, words, moves: [{ from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1', chekcs: [] }] });
  // @ts-expect-error in a state
  procedure({ ...base, states: { draft: { zh: '草稿', fnal: true } }, clocks, words, moves: [row] });
  // @ts-expect-error in a clock
  procedure({ ...base, states, clocks: { due: { ...clocks.due, exension: {} } }, words, moves: [row] });
  // @ts-expect-error an act without a word
  procedure({ ...base, states, clocks, words: {}, moves: [row] });
  // @ts-expect-error a word without an act
  procedure({ ...base, states, clocks, words: { create: '起草', crate: '起草' }, moves: [row] });
  expect(true).toBe(true);
});

test('a process must supply every check that its table names', () => {
  const checks = {
    entryOpen: 1, itemsWithinEntry: 1, modeOffered: 1, termEndsOrReason: 1, noSameGrant: 1, ownAssessment: 1, linkage: 1, entryStands: 1, entryGone: 1,
    replyNotOver: 1, pointsTied: 1, wasAsked: 1, securityOpinion: 1, lessReasoned: 1, conditionsWithinEntry: 1, repliedToAll: 1, somethingGiven: 1, reasonAllowed: 1, standingConsent: 1, linkageNotHigh: 1,
    decisionNamesAll: 1, decisionPassedOrDefied: 1,
  } satisfies Record<CheckOf<typeof application>, number>;
  const { linkage: _, ...missing } = checks;
  // @ts-expect-error one is missing
  missing satisfies Record<CheckOf<typeof application>, number>;
  const named = new Set(application.moves.flatMap(move => move.checks ?? []));
  expect([...named].sort()).toEqual(Object.keys(checks).sort());
});

test('states, acts and clocks are types of their own', () => {
  const state: StateOf<typeof application> = 'asked';
  const act: ActOf<typeof application> = 'supply';
  const clock: ClockOf<typeof application> = 'reply';
  // @ts-expect-error no such state
  const wrong: StateOf<typeof application> = 'askd';
  // @ts-expect-error an authority's post in a department
  const seat: Seat = 'provider.lead';
  expect([state, act, clock, wrong, seat]).toHaveLength(5);
});
