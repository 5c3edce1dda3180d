import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { account } from '../../law/procedures/account.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { createEngine } from './engine.ts';
import { processOf, type Process } from './process.ts';
import { bareApplication, engineTown, statement, type Town } from './testing-application.ts';
import { codes } from './testing.ts';

let database: TestDatabase;
let town: Town;
beforeAll(async () => {
  database = await testDatabase();
  town = engineTown(database.db);
});
afterAll(() => database.drop());

const ids = () => ({ requestId: crypto.randomUUID() });
const all = { size: 50, side: 'any' } as const;

describe('三员 look after accounts, not after business, also where the authority runs the platform itself', () => {
  test('an application whose authority employs the officers is absent to all three, on its page, in lists and for acts', async () => {
    const ref = await town.received();
    expect(await town.engine.view(town.reviewer, ref)).toMatchObject({ state: 'received' });
    for (const post of ['platform-system', 'platform-security', 'platform-audit'] as const) {
      const officer = town.directory.addPost(codes.authority, post);
      await expect(town.engine.view(officer, ref)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
      await expect(town.engine.move(officer, ref, 'comment', { opinion: '看看' }, { ...ids(), version: 4 })).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
      expect(await town.engine.list(officer, 'application', all)).toMatchObject({ rows: [], total: 0 });
      expect((await town.engine.coming(officer)).rows).toEqual([]);
    }
  });

  test('accounts are seen by officers, not by other staff of the organisation that runs the platform', async () => {
    const holds = async () => undefined;
    const accounts = processOf(account, {
      contract: { create: z.looseObject({}) } as never, checks: { accountFree: holds, organisationStands: holds, entrustedEnds: holds, postsOfOrganisation: holds, noOfficer: holds, workHandedOver: holds }, follow: {},
      opening: async () => ({ title: '市教育局 · jy-1', region: '320800', parties: { platform: [codes.authority], department: [codes.education] } }),
    }) as unknown as Process;
    const engine = createEngine({ db: database.db, directory: town.directory, processes: [bareApplication(), accounts] });
    const system = town.directory.addPost(codes.authority, 'platform-system');
    const { ref } = await engine.open(system, 'account', 'create', { person: { account: 'jy-1' }, organisation: codes.education }, ids());
    for (const seer of [system, town.directory.addPost(codes.authority, 'platform-audit')]) expect(await engine.view(seer, ref)).toMatchObject({ state: 'inactive' });
    for (const stranger of [town.reviewer, town.lead, town.clerk]) {
      await expect(engine.view(stranger, ref)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
      expect(await engine.list(stranger, 'account', all)).toMatchObject({ rows: [], total: 0 });
    }
    expect(await engine.list(system, 'account', all)).toMatchObject({ total: 1 });
  });
});

describe('a request id belongs to one act on one case', () => {
  test('used again on another case it is refused, not answered with the first', async () => {
    const [one, two] = [await town.received(), await town.received()];
    const { requestId } = ids();
    const first = await town.engine.move(town.clerk, one, 'withdraw', { reason: '不再需要' }, { requestId, version: (await town.engine.view(town.clerk, one)).version });
    const { version } = await town.engine.view(town.clerk, two);
    for (const at of [version, version - 1]) await expect(town.engine.move(town.clerk, two, 'withdraw', { reason: '不再需要' }, { requestId, version: at })).rejects.toMatchObject({ code: 'REQUEST_ID_REUSED' });
    expect(await town.engine.view(town.clerk, two)).toMatchObject({ state: 'received' });
    expect(await town.engine.move(town.clerk, one, 'withdraw', { reason: '不再需要' }, { requestId, version: first.version - 1 })).toEqual(first);
  });

  test('an opening sent twice is answered as before, though a second one would be refused', async () => {
    let opened = 0;
    const once = { ...bareApplication(), opening: async () => {
      if ((opened += 1) > 1) throw new Error('there is one already');
      return { title: '婚姻登记信息', requester: codes.labour, provider: codes.education, facts: { attribute: 'conditional' } };
    } } as Process;
    const engine = createEngine({ db: database.db, directory: town.directory, processes: [once] });
    const id = ids();
    const first = await engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', ...statement }, id);
    expect(await engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', ...statement }, id)).toEqual(first);
  });
});
