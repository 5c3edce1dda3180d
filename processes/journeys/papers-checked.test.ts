import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { agrees, applies } from '../../tests/market.ts';
import { paperTown } from './papers.fixture.ts';

/** A paper in somebody's hands: whether it is one of the platform's, and what it says. */
const { it, people, term, wish, letterOf } = await paperTown();
afterAll(() => it.stop());

describe('whoever holds the paper checks it', () => {
  const check = async (number: string, digest: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${it.base}/api/documents/check`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ number, digest }) });
    return { status: answer.status, body: await answer.json() as { holds?: boolean; code?: string } };
  };

  test('number and digest together: yes; anything else: no, and nothing more is told', async () => {
    const ref = await applies(it, people, wish('核验样例'));
    await agrees(it, ref, { term: { from: term.from, to: term.to } });
    const { number, digest } = await letterOf('education.clerk', ref);
    expect((await check(number, digest)).body).toEqual({ holds: true });
    expect((await check(` ${number.toLowerCase()} `, (digest.match(/.{8}/g) ?? []).join(' ').toUpperCase())).body).toEqual({ holds: true });
    expect((await check(number, digest.slice(0, 32))).body).toEqual({ holds: true });
    const wrong = `${digest.slice(0, 63)}${digest.endsWith('0') ? '1' : '0'}`;
    for (const [n, d] of [[number, wrong], [number, digest.slice(0, 31)], [number, ''], ['SQ-320800-2026-999999', digest], [number, '%'.repeat(64)], ["' or 1=1", digest], [number, '0'.repeat(64)]] as const) {
      expect((await check(n, d)).body, d).toEqual({ holds: false });
    }
    const signedIn = await it.client('labour.clerk').post('/api/documents/find', { number, digest });
    expect(signedIn).toMatchObject({ holds: true, document: { number, kind: 'letter' } });
    expect(await it.client('civil.clerk').post('/api/documents/find', { number, digest })).toEqual({ holds: true, document: null });
  });

  test('more than twenty questions a minute from one address wait', async () => {
    const ask = () => check('SQ-320800-2026-000001', randomUUID().replaceAll('-', ''));
    let answer = await ask();
    for (let n = 1; n < 41 && answer.status === 200; n += 1) answer = await ask(); // a minute may turn meanwhile, and twenty more are free
    expect([answer.status, answer.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  });
});
