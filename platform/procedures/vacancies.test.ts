import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { codes } from './testing.ts';
import { engineTown, proposal, type Town } from './testing-application.ts';
import { rewriteVacancies } from './vacancies.ts';
import { checkWorklists } from './worklist-check.ts';

let base: TestDatabase;
let town: Town;
beforeEach(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterEach(() => base.drop());

const seen = async () => (await town.engine.worklist(town.lead, { size: 50 })).rows.map((row) => `${row.ref} ${row.note}`);
const gone = (actor: 'providerClerk' | 'providerHead') => town.directory.endPost(codes.education, actor === 'providerClerk' ? 'clerk' : 'head', town[actor].person);

test('a post that is empty to the top of its ladder: the authority sees the case, and no longer when somebody came (Art. 11)', async () => {
  gone('providerClerk');
  const ref = await town.received();
  expect(await seen()).toEqual([]); // the head acts
  gone('providerHead');
  expect(await rewriteVacancies(town.engine)).toBe(1);
  expect(await seen()).toEqual([`${ref} 岗位空缺，无人办理`]);
  expect((await town.engine.worklist(town.lead, { size: 50, why: 'vacancy' })).rows[0]).toMatchObject({ next: null, lamp: { dueOn: '2026-10-20' } });
  expect((await town.engine.view(town.lead, ref)).state).toBe('received');
  expect(await rewriteVacancies(town.engine)).toBe(0);
  expect(await checkWorklists(town.engine, false)).toEqual([]);
  town.directory.addPost(codes.education, 'chief');
  expect(await rewriteVacancies(town.engine)).toBe(1);
  expect(await seen()).toEqual([]);
});

test('where the only holder made the case, and nobody stands above him; a case that has reached nobody yet is not told', async () => {
  const ref = await town.received();
  gone('providerClerk');
  await town.act(town.providerHead, ref, 'propose', proposal);
  expect(await seen()).toEqual([`${ref} 岗位空缺，无人办理`]); // written with the move itself
  town.directory.endPost(codes.labour, 'head', town.head.person);
  const { ref: own } = await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  town.directory.addPost(codes.education, 'chief');
  await rewriteVacancies(town.engine);
  expect(await seen()).toEqual([]);
  expect((await town.engine.view(town.clerk, own)).state).toBe('draft');
});
