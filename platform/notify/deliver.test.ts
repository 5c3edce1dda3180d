import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { outboxJob } from '../jobs/index.ts';
import { transact } from '../postgres/database.ts';
import { engineTown, type Town } from '../procedures/testing-application.ts';
import { noticeHandlers } from './index.ts';
import { countUnread, markRead, readNotifications } from './store.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

const failures: unknown[] = [];
const job = () => outboxJob(base.db, noticeHandlers({ directory: town.directory, table: (kind) => town.engine.processes.find((process) => process.table.name === kind)?.table }), (_name, error) => failures.push(error));
const drain = async () => { while ((await job().run()) === true); };
const textsOf = async (person: string) => (await readNotifications(base.db, '320800', person, null, 50)).map((row) => row.text);

test('whose turn it is, is asked; who is concerned, is told; once each, however many workers deliver', async () => {
  const ref = await town.received();
  await Promise.all([drain(), drain(), drain()]);
  expect(failures).toEqual([]);
  const number = (await town.engine.view(town.clerk, ref)).number ?? '';
  expect(await textsOf(town.head.person)).toContain(`待办：${number} 婚姻登记信息，现为“已收到”`);
  expect((await textsOf(town.providerClerk.person)).filter((text) => text.startsWith('待办'))).toHaveLength(1);
  expect(await textsOf(town.reviewer.person)).toEqual([`${number} 婚姻登记信息：平台已办理“收到”，现为“已收到”`]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from outbox where topic like 'notice.%'`.execute(base.db);
  expect(rows[0]?.n).toBe(0);
});

test('a notice to an organisation, with number and title filled in; read is read', async () => {
  const ref = await town.received();
  await transact(base.db, (tx) => town.engine.inside.notify(tx, { org: town.lead.org, post: 'lead' }, '请关注 {number} {title}', { region: '320800', id: ref.slice(7) }));
  await drain();
  expect(await textsOf(town.lead.person)).toEqual([expect.stringMatching(/^请关注 SQ-320800-2026-\d{6} 婚姻登记信息$/)]);
  expect(await countUnread(base.db, '320800', town.lead.person)).toBe(1);
  await markRead(base.db, '320800', town.lead.person, null);
  expect(await countUnread(base.db, '320800', town.lead.person)).toBe(0);
});

test('a handler that fails comes again alone and holds nobody up', async () => {
  await transact(base.db, (tx) => town.engine.inside.notify(tx, { org: town.lead.org, post: 'lead' }, '之后'));
  await sql`insert into outbox (region, id, topic, body, due_at) values ('320800', ${crypto.randomUUID()}, 'job.broken', '{}', now() - interval '1 hour')`.execute(base.db);
  const errors: string[] = [];
  const handlers = { ...noticeHandlers({ directory: town.directory, table: () => undefined }), 'job.broken': async () => { throw new Error('not today'); } };
  const run = outboxJob(base.db, handlers, (name, error) => errors.push(`${name}: ${String(error)}`));
  while ((await run.run()) === true);
  expect(errors).toEqual(['outbox job.broken: Error: not today']);
  expect(await textsOf(town.lead.person)).toContain('之后');
  const { rows } = await sql<{ tries: number; error: string }>`select tries, last_error as error from outbox where topic = 'job.broken'`.execute(base.db);
  expect(rows).toEqual([{ tries: 1, error: 'not today' }]);
});
