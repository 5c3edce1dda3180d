import { z } from 'zod';
import { application } from '../../law/procedures/application.ts';
import { fail } from '../../law/errors.ts';
import type { Db } from '../postgres/database.ts';
import { createEngine, type Engine } from './engine.ts';
import { codes, fakeDirectory, type FakeDirectory } from './testing.ts';
import { processOf, type Check, type Happened, type Process } from './process.ts';
import type { Actor } from './ports.ts';

const free = z.looseObject({});
const holds: Check = async () => undefined;
const never: Check = async () => fail('NOT_FOUND');

/** The table of share applications with checks that let everything through: for tests of the engine alone. */
export function bareApplication(heard: Happened[] = [], overrides: Partial<Process['checks']> = {}): Process {
  const checks = Object.fromEntries(application.moves.flatMap((move) => ('checks' in move ? move.checks ?? [] : [])).map((name) => [name, holds]));
  return processOf(application, {
    contract: Object.fromEntries(application.moves.map((move) => [move.act, free])),
    checks: { ...checks, entryGone: never, standingConsent: never, ...overrides } as never,
    follow: {},
    opening: async (_tx, actor, _act, stated) => ({
      title: '婚姻登记信息', requester: actor.org, provider: String(stated['provider'] ?? codes.education), facts: { attribute: String(stated['attribute'] ?? 'conditional') },
    }),
    on: { 'clock.lapsed': async (_tx, happened) => { heard.push(happened); }, 'application.received': async (_tx, happened) => { heard.push(happened); } },
  }) as unknown as Process;
}

export interface Town {
  readonly engine: Engine;
  readonly directory: FakeDirectory;
  readonly heard: Happened[];
  readonly clerk: Actor; // of the requester, 人力资源和社会保障局
  readonly head: Actor;
  readonly providerClerk: Actor; // of 教育局
  readonly providerHead: Actor;
  readonly reviewer: Actor; // of 数据局
  readonly lead: Actor;
  /** Takes one act at the version that now stands. */
  act(actor: Actor, ref: string, act: string, body?: Record<string, unknown>): Promise<string>;
  /** A received application. */
  received(attribute?: string): Promise<string>;
}

/** What a submission and a proposal state, enough for the rows. */
export const statement = { items: ['a'], basis: '依据', scenario: '场景', range: '范围', mode: 'service', term: '一年', systems: ['s'], responsible: '经办人', frequency: '每日' };
export const proposal = { perItem: ['agree'], mode: 'service', term: '一年', quota: 100, disposal: 'delete' };

/** Two departments, their authority, and an engine over a real database. */
export function engineTown(db: Db, today = '2026-09-30', overrides: Partial<Process['checks']> = {}): Town {
  const directory = fakeDirectory(today);
  const heard: Happened[] = [];
  const engine = createEngine({ db, directory, processes: [bareApplication(heard, overrides)] });
  const clerk = directory.addPost(codes.labour, 'clerk');
  const head = directory.addPost(codes.labour, 'head');
  const town: Town = {
    engine, directory, heard, clerk, head,
    providerClerk: directory.addPost(codes.education, 'clerk'), providerHead: directory.addPost(codes.education, 'head'),
    reviewer: directory.addPost(codes.authority, 'reviewer'), lead: directory.addPost(codes.authority, 'lead'),
    async act(actor, ref, act, body) {
      const { version } = await engine.view(actor, ref);
      return (await engine.move(actor, ref, act, body, { requestId: crypto.randomUUID(), version })).state;
    },
    async received(attribute = 'conditional') {
      const { ref } = await engine.open(clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', attribute }, { requestId: crypto.randomUUID() });
      await town.act(clerk, ref, 'submit', statement);
      await town.act(head, ref, 'approve', { vouches: true });
      return ref;
    },
  };
  return town;
}
