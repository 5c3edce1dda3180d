import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { obeyed } from '../tests/until.ts';
import { region, type Bed, type GrantOptions, type MadeGrant } from './bed.fixture.ts';
import type { WireKey } from './client.fixture.ts';

/** What came of a call, whatever the door: rows, or a refusal in the door's own words. */
export interface Outcome { readonly rows: unknown; readonly refused: string | null; readonly more: boolean | null }

/** A door as a caller sees it: one ticket (secret, token) serves many calls. */
export interface Door {
  readonly name: string;
  ticket(base: string, it: WireKey): Promise<string | undefined>;
  call(base: string, it: WireKey, ticket: string, query: Readonly<Record<string, string>>, more?: { readonly post?: true; readonly headers?: Readonly<Record<string, string>> }): Promise<Outcome>;
  /** Words for the same refusal. */
  readonly says: Readonly<Record<'suspended' | 'held' | 'ended' | 'over' | 'ahead' | 'address' | 'key' | 'person' | 'quota' | 'page' | 'value' | 'twice' | 'stopped-key' | 'closed', string>>;
}

const id7 = '990000199001010007';
const query = { id: id7 };

/** Both doors stand before one grant, one plan, one quota, one record: every door passes this. */
export function conforms(door: Door, of: () => { readonly bed: Bed; readonly url: string; ship(): Promise<void> }): void {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  /** A grant made after the gateway's start is known with the next poll. */
  const made = async (options: GrantOptions = {}): Promise<{ grant: MadeGrant; ask: (given: Readonly<Record<string, string>>, more?: Parameters<Door['call']>[4]) => Promise<Outcome> }> => {
    const grant = await of().bed.grant(options);
    let ticket: string | undefined;
    for (let n = 0; ticket === undefined && n < 300; n += 1) {
      ticket = await door.ticket(of().url, grant);
      if (ticket === undefined) await wait(50);
    }
    return { grant, ask: (given, more) => door.call(of().url, grant, ticket as string, given, more) };
  };

  test(`${door.name}: rows as they are: dates and decimals as text, large integers exact, truth values plain, NULL as null, nothing found as no rows`, async () => {
    const { ask } = await made({ items: ['id', 'name', 'born', 'salary', 'seq', 'big', 'weight', 'working', 'note', 'at'] });
    const row = { id: id7, name: '测试7', born: '1990-01-08', salary: '7.50', seq: 7, weight: '0.875', working: false, note: 'a"b\\c\t行', at: '2026-01-05 15:00:00+08' };
    for (const more of [{}, { post: true } as const]) {
      const answer = await ask(query, more);
      expect(answer).toMatchObject({ refused: null, rows: [row] });
      expect(JSON.stringify(answer.rows)).toContain('"big":9007199254741000');
    }
    expect(((await ask({ id: '990000199001010003' })).rows as object[])[0]).toMatchObject({ note: null });
    expect(await ask({ id: 'nobody' })).toMatchObject({ rows: [] });
  });

  test(`${door.name}: only granted items, masks in SQL, only granted rows`, async () => {
    const masked = await made({ items: ['id', 'name', 'mobile', 'school'], masks: { 1: 'id-number', 2: 'name', 3: 'mobile', 10: 'last4' } });
    expect((await masked.ask(query)).rows).toEqual([{ id: '990000********0007', name: '测**', mobile: '154****0007', school: '**' }]);
    const filtered = await made({ items: ['seq'], rowFilter: [{ item: 10, op: 'in', values: ['s7', 's8'] }] });
    expect((await filtered.ask(query)).rows).toEqual([{ seq: 7 }]);
    expect((await filtered.ask({ id: '990000199001010009' })).rows).toEqual([]);
  });

  test(`${door.name}: pages follow the declared order; a verification answers match`, async () => {
    const paged = await made({ keys: [{ column: 'school', required: true }], pageSize: 10, items: ['seq'] });
    const first = await paged.ask({ school: 's3', pageSize: '2', page: '2' });
    expect(first).toMatchObject({ rows: [{ seq: 23 }, { seq: 33 }] });
    expect([null, true]).toContain(first.more);
    expect([null, false]).toContain((await paged.ask({ school: 's3', page: '3' })).more);
    for (const page of ['0', '1e3', '-1', '2.5']) expect((await paged.ask({ school: 's3', page })).refused, page).toBe(door.says.page);
    const verified = await made({ serviceKind: 'verification', keys: [{ column: 'id', required: true }, { column: 'name', required: false }] });
    expect((await verified.ask({ id: id7, name: '测试7' })).rows).toEqual([{ match: true }]);
    expect((await verified.ask({ id: id7, name: '测试8' })).rows).toEqual([{ match: false }]);
  });

  test(`${door.name}: the same refusal for the same cause: state, term, address, keys, person`, async () => {
    for (const [said, options] of Object.entries({
      suspended: { state: 'suspended' }, held: { state: 'held' }, ended: { state: 'ended' }, over: { termTo: '2026-01-02' }, ahead: { termFrom: '2099-01-01', termTo: null }, address: { addresses: ['10.0.0.0/8'] }, person: { personRequired: true },
    } as const)) expect((await (await made(options)).ask(query)).refused, said).toBe(door.says[said as 'held']);
    const { ask } = await made();
    expect((await ask({})).refused).toBe(door.says.key);
    expect((await ask({ id: 'a\0b' })).refused).toBe(door.says.value);
    const typed = await made({ keys: [{ column: 'seq', required: true }] });
    for (const seq of ['x', '99999999999999999999', '1; drop table people']) expect((await typed.ask({ seq })).refused, seq).toMatch(/格式不正确|GATE_PARAMETER_INVALID/);
    for (const id of ["' or '1'='1", '1; select pg_sleep(5)--', '$1', '\\', '%']) expect((await ask({ id })).rows, id).toEqual([]);
  });

  test(`${door.name}: a renewal goes on with the keys of a grant whose term is over, as it was agreed anew, and of no other: Art. 27.1`, async () => {
    const { grant, ask } = await made({ termTo: '2026-01-02' });
    const [ahead, held] = [await made({ termTo: '2026-01-02' }), await made({ termTo: '2026-01-02', state: 'suspended' })];
    expect((await ask(query)).refused).toBe(door.says.over);
    const renewal = await of().bed.grant({ renews: grant.id, items: ['id', 'name'], termFrom: '2026-01-03' });
    await of().bed.grant({ renews: ahead.grant.id, termFrom: '2099-01-01', termTo: null });
    await of().bed.grant({ renews: held.grant.id, termFrom: '2026-01-03' });
    await expect.poll(async () => (await ask(query)).refused, { interval: 50 }).toBeNull();
    expect(Object.keys(((await ask(query)).rows as readonly object[] | null)?.[0] ?? {})).toEqual(['id', 'name']);
    expect([(await ahead.ask(query)).refused, (await held.ask(query)).refused]).toEqual([door.says.over, door.says.suspended]);
    for (let n = 0; n < 2; n += 1) await of().ship();
    expect((await sql`select 1 from call_record where grant_id = ${renewal.id} and status = 'ok'`.execute(of().bed.base.db)).rows.length).toBeGreaterThan(0);
  });

  test(`${door.name}: the record holds who, what for, which items, how many rows, digests, what was ignored`, async () => {
    const { grant, ask } = await made();
    await ask({ ...query, extra: '1' }, { headers: { 'x-forwarded-for': '10.1.2.3', 'shuqiao-person': 'window-03' } });
    for (let n = 0; n < 2; n += 1) await of().ship(); // the first may have begun before this call
    const { rows } = await sql<Record<string, unknown>>`select *, octet_length(params) as digest from call_record where grant_id = ${grant.id}`.execute(of().bed.base.db);
    expect(rows).toMatchObject([{ region, caller: '11320800PDY0000286', person: 'window-03', purpose: '核验学历', items: '1,2,4,5,6', rows: 1, status: 'ok', address: '127.0.0.1', claimed: '10.1.2.3', ignored: 'extra', digest: 16 }]);
    expect((await sql`select 1 from received where entry = ${grant.entry} and grant_id = ${grant.id}`.execute(of().bed.base.db)).rows).toHaveLength(1);
  });

  test(`${door.name}: a suspension and a stopped key reach every process within two seconds`, async () => {
    const other = await of().bed.gateway();
    for (const [said, act] of [
      ['suspended', (grant: MadeGrant) => of().bed.change({ what: 'grant', id: grant.id, stopped: true }, (tx) => tx.updateTable('grantCompiled').set((eb) => ({ state: 'suspended', version: eb('version', '+', 1) })).where('id', '=', grant.id).execute().then(() => undefined))],
      ['stopped-key', (grant: MadeGrant) => of().bed.change({ what: 'key', id: grant.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', grant.id).execute().then(() => undefined))],
    ] as const) {
      const { grant, ask } = await made();
      const ticket = await door.ticket(of().url, grant) as string;
      const there = () => door.call(other.url, grant, ticket, query);
      while ((await there()).refused !== null) await wait(30);
      expect((await ask(query)).refused).toBeNull();
      await act(grant);
      const accepted = said === 'suspended' ? [door.says.suspended, '授权已暂停或者停用', 'GATE_GRANT_STOPPED'] : [door.says['stopped-key']];
      const refused = async (one: () => Promise<Outcome>): Promise<string> => {
        let word: string | null = null;
        await obeyed(one, (outcome) => expect((word = outcome.refused), said).not.toBeNull());
        return String(word);
      };
      for (const word of await Promise.all([refused(() => ask(query)), refused(there)])) expect(accepted).toContain(word);
    }
    await other.stop();
  });

  test(`${door.name}: the quota is kept to the call`, async () => {
    const { ask } = await made({ quotaDay: 20, quotaMinute: 500 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(query)));
    expect(answers.filter((one) => one.refused === null)).toHaveLength(20);
    expect(new Set(answers.map((one) => one.refused))).toEqual(new Set([null, door.says.quota]));
  });
}
