import { afterAll, expect, test } from 'vitest';
import { procedures } from '../law/procedures/index.ts';
import type { AnyMove } from '../law/procedure.ts';
import { byPerson } from './guard.ts';
import type { Cause } from './guard.ts';
import { accountsAndFindings, corrections, disputes, refluxes } from './rights/aftermath.ts';
import { catalogueAndAssessments, demands, namedSources } from './rights/catalogue.ts';
import { application, changeAndEndOfAService, changeOfUse, grantsAndIncidents, needIsConfirmed } from './rights/sharing.ts';
import { stop, tried } from './rights/town.ts';

afterAll(stop);

test('catalogue and assessments', catalogueAndAssessments);
test('application', application);
test('grants and incidents', grantsAndIncidents);
test('demands', demands);
test('named sources', namedSources);
test('refluxes', refluxes);
test('disputes', disputes);
test('corrections', corrections);
test('accounts and findings', accountsAndFindings);
test('change of use', changeOfUse);
test('change and end of a service', changeAndEndOfAService);
test('need is confirmed after half a year without use', needIsConfirmed);

test('every act of every table was allowed once and refused once for each cause', () => {
  const open: string[] = [];
  for (const table of procedures) {
    const moves = (table.moves as readonly AnyMove[]).filter((move) => byPerson(move));
    for (const act of new Set(moves.map((move) => move.act))) {
      const rows = moves.filter((move) => move.act === act);
      const seen = tried.get(`${table.name} ${act}`) ?? new Set();
      const opens = rows.every((row) => !('notIn' in row.from) && row.from.every((state) => state === 'new'));
      const anybody = rows.some((row) => row.by.includes('department.any'));
      const approves = rows.some((row) => (row.approves ?? []).length > 0) && table.name !== 'account'; // an officer holds no other post: the database holds it
      const causes = ['allowed', 'login', ...(opens ? [] : ['department']), ...(anybody ? [] : ['post']), ...(approves ? ['own'] : [])] as Cause[];
      for (const cause of causes) if (!seen.has(cause)) open.push(`${table.name} ${act}: ${cause}`);
    }
  }
  expect(open).toEqual([]);
});
