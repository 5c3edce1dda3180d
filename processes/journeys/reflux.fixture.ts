import { sql } from 'kysely';
import { expect } from 'vitest';
import { call, type WireKey } from '../../plane/client.fixture.ts';
import { below, pupilsOf } from '../../tests/below.ts';
import { startProvider } from '../../tests/provider.ts';
import { town } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';
import { given } from '../../operate/serve/jobs.ts';

export interface Pupil { readonly pupil_id: string; readonly area_code: string }

/** A town with departments of the province above it and of other cities beside it, and what its tests do again and again. */
export async function refluxTown(today = '2026-10-12') {
  const [it, provider] = await Promise.all([town({ today, roles: 'console,gateway', also: below }), startProvider()]);
  const entry = await pupilsOf(it, provider);
  const as = (who: string) => it.client(who);
  const wanted = { duty: '义务教育入学核对', items: [1, 2, 4], regions: ['320600'] };
  const collects = async (who: string, grant: string): Promise<WireKey> => {
    const { once } = await as(who).act('grant', grant, 'collect-key');
    return { rid: once.rid, sid: once.sid, appKey: once.appKey };
  };
  const jobs = () => ({ ...it.platform.engine, ...it.platform.parts, given });

  /** What was answered is on record in the database. */
  const arrived = (grant: string, rows: number) => expect.poll(async () => (await sql<{ n: number }>`select count(*)::int as n from received where grant_id = ${grant.slice(7)}::uuid`.execute(it.platform.db)).rows[0]?.n).toBe(rows);

  const pageOf = async (key: WireKey, page: number) => (await call(it.base, key, { query: { page: String(page), pageSize: '10' } })).json as Pupil[];
  /** Every page, as a receiver's system would ask; the first until the gateway knows the grant. */
  async function everything(key: WireKey): Promise<Pupil[]> {
    const all = await until(() => pageOf(key, 1), Array.isArray);
    for (let page = 2; all.length === (page - 1) * 10; page += 1) all.push(...(await pageOf(key, page)));
    return all;
  }

  const stop = async () => { await it.stop(); await provider.stop(); };
  return { it, provider, entry, stop, as, wanted, collects, jobs, arrived, pageOf, everything };
}
