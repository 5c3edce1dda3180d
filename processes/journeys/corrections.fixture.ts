import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { call } from '../../plane/client.fixture.ts';
import type { WireKey } from '../../plane/client.fixture.ts';
import { applies, binds, connects, graduates, inUse, proposal, publishes, statements } from '../../tests/market.ts';
import { startProvider } from '../../tests/provider.ts';
import { town } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';

/** A town in which two departments use the data that is doubted, and what its tests do again and again. */
export async function correctionTown() {
  const [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway' }), startProvider()]);
  const as = (who: string) => it.client(who);
  const wish = (purpose: string, items: readonly number[]) => ({ purpose, items: [...items], term: { from: '2026-10-12', to: '2028-09-30', reason: '' } });

  /** 民政局 has a grant of its own, without the item that is wrong. */
  async function usedByCivil(): Promise<{ grant: string; key: WireKey }> {
    const application = await applies(it, people, wish('救助核对样例', [4, 5]), 'civil');
    const body = statements(wish('救助核对样例', [4, 5]));
    await as('education.clerk').act('application', application, 'propose', proposal({ perItem: [4, 5].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: body.term.from, to: body.term.to } }));
    await as('education.head').act('application', application, 'grant', {});
    const grant = (await as('civil.clerk').get(`/api/application/${application}`)).own.grant.ref;
    await as('education.operator').act('grant', grant, 'deliver');
    const { once } = await as('civil.clerk').act('grant', grant, 'collect-key');
    await as('civil.clerk').act('grant', grant, 'accept');
    return { grant, key: { rid: once.rid, sid: once.sid, appKey: once.appKey } };
  }

  /** Asks at the gateway until it answers, and until the platform knows that the record was received under so many grants. */
  async function receives(who: { key: WireKey }, id: string, grants: number): Promise<void> {
    await until(async () => (await call(it.base, who.key, { query: { id_number: id } })).json, (json) => Array.isArray(json) && json.length === 1);
    const known = () => sql<{ n: number }>`select count(*)::int as n from (select key_digest from received where entry = ${people.id}::uuid group by key_digest having count(*) >= ${grants}) k`.execute(it.platform.db).then(({ rows }) => rows[0]?.n ?? 0);
    expect(await until(known, (n) => n > 0)).toBeGreaterThan(0);
  }

  const begin = async (who = 'labour', over: object = {}) => as(`${who}.clerk`).open('correction', { entryRegion: people.region, entry: people.id, ...over });
  const row = (id: string, over: object = {}) => ({ item: 8, key: { id_number: id }, seen: '待就业', expected: '已就业', note: '参保记录显示已就业', ...over });
  const lists = (ref: string, rows: readonly object[], who = 'labour.clerk') => as(who).post(`/api/correction/${ref}/rows`, { rows });
  async function files(rows: readonly object[], grounds = '社保参保记录与就业状况不一致'): Promise<string> {
    const ref = await begin();
    await lists(ref, rows);
    await as('labour.clerk').act('correction', ref, 'file', { rows: rows.length, grounds });
    return ref;
  }
  const answers = (ref: string, rows: readonly object[]) => as('education.clerk').ask('POST', `/api/correction/${ref}/answers`, { rows });
  const setStatus = (id: string, status: string) => provider.query(`update share.graduate set employment_status = '${status}' where id_number = '${id}'`);
  const graduate = (n: number) => `99822120020919${String(n).padStart(4, '0')}`;
  const upload = async (who: string, path: string, bytes: Buffer, name = '记录.xlsx') => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const answer = await fetch(it.base + path, { method: 'POST', headers: { 'x-shuqiao': '1', 'idempotency-key': randomUUID(), cookie: as(who).cookie }, body: form });
    return { status: answer.status, body: await answer.json() as { rows: number; upheld: number; rejected: number; wrong: number; code?: string; problems: { row: number; column: string; message: string }[] } };
  };
  const download = async (who: string, path: string) => Buffer.from(await (await fetch(it.base + path, { headers: { 'x-shuqiao': '1', cookie: as(who).cookie } })).arrayBuffer());

  const people = await publishes(it, graduates);
  await binds(it, await connects(it, provider), people, 'graduate');
  const labour = await inUse(it, people, wish('校核样例', [4, 5, 8]));
  const civil = await usedByCivil();
  const stop = async () => { await it.stop(); await provider.stop(); };
  return { it, provider, people, labour, civil, stop, as, receives, begin, row, lists, files, answers, setStatus, graduate, upload, download };
}

/** A workbook as an official would upload it: one sheet, titles above. */
export async function book(titles: readonly string[], lines: readonly (readonly string[])[]): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('记录');
  sheet.addRow([...titles]);
  for (const line of lines) sheet.addRow([...line]);
  return Buffer.from(await made.xlsx.writeBuffer() as ArrayBuffer);
}
