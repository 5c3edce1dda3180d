import { expect, test } from 'vitest';
import { checkErrors } from './check-errors.ts';
import { errors } from './errors.ts';
import { procedures } from './procedures/index.ts';

test('every check that a table names says how it fails, and no other is listed', () => {
  const named = new Set(procedures.flatMap((table) => table.moves.flatMap((move) => move.checks ?? [])));
  expect(Object.keys(checkErrors).sort()).toEqual([...named].sort());
  for (const [check, codes] of Object.entries(checkErrors)) {
    if (check !== 'linkage') expect(codes.length, check).toBeGreaterThan(0);
    for (const code of codes) expect(errors, `${check} ${code}`).toHaveProperty(code);
  }
});
