import { Writable } from 'node:stream';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('an error of the database is logged with its code and place, without the row it quotes and without values', () => {
  let text = '';
  const log = createLog('info', new Writable({ write: (part, _encoding, done) => { text += String(part); done(); } }));
  const error = Object.assign(new pg.DatabaseError('invalid input syntax for type uuid: "32080019900101123X"', 1, 'error'), { code: '22P02', detail: 'Key (login)=(secret-login) already exists.', where: 'row secret', table: 'account' });
  log.error({ err: new Error('outer', { cause: error }), requestNumber: 'ABCD-EFGH-JKMN' }, 'internal error');
  const line = JSON.parse(text) as { err: { cause: { code: string; table: string } }; level: string; requestNumber: string };
  expect(line).toMatchObject({ level: 'error', requestNumber: 'ABCD-EFGH-JKMN', err: { message: 'outer', cause: { code: '22P02', table: 'account', message: 'invalid input syntax for type uuid: "…"' } } });
  expect(text).not.toContain('32080019900101123X');
  expect(text).not.toContain('secret');
});
