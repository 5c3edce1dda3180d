import { sql } from 'kysely';
import { transact } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { addAttachment } from '../../platform/procedures/store/attachments.ts';
import { another, graduates, shareTown, type ShareTown } from '../application/town.testing.ts';
import type { GrantOwn } from './contract.ts';

/** What the tests of grants do again and again: one town a file, with a conditional entry. */
export async function grants() {
  const base: TestDatabase = await testDatabase();
  const town: ShareTown = shareTown(base.db);
  const entry = await town.entryOf(another(graduates));
  let uses = 0;
  return {
    base, town, entry,
    /** A purpose of its own: one more grant of the same entry. */
    use: () => ({ purpose: `用途${uses += 1}` }),
    at, day: (on: string) => town.directory.movesTo(on),
    event: (ref: string, act: string, clock: string) => transact(base.db, (tx) => town.engine.inside.moveIfAny(tx, at(ref), act, { clock }, act === 'change-use' ? { change: ref, points: [{ kind: 'range', text: '全省申请人' }] } : {})),
    own: async (ref: string, actor = town.clerk) => (await town.view<GrantOwn>(actor, ref)).own,
    compiled: async (ref: string) => (await sql<{ state: string; version: number }>`select state, version from grant_compiled where region = ${at(ref).region} and id = ${at(ref).id}::uuid`.execute(base.db)).rows[0],
    keysOf: async (ref: string) => (await sql<{ nth: number; ended: boolean; stopped: boolean }>`
      select nth, ends_at is not null as ended, stopped_at is not null as stopped from credential where grant_id = ${at(ref).id}::uuid order by nth`.execute(base.db)).rows,
    upload: async ({ org, person }: Actor) => {
      const id = uuidv7();
      await addAttachment(base.db, { region: '320800', id, name: '证明.pdf', media: 'application/pdf', bytes: 4, sha256: 'ab'.repeat(32), org, madeBy: person });
      return id;
    },
    again: async (ref: string) => town.act(town.operator, ref, 'deliver', {}),
  };
}

const at = (ref: string) => ({ region: ref.slice(0, 6), id: ref.slice(7) });
