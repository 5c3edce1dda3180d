import { expect, test } from 'vitest';
import type { Client } from '../../sdk/client.ts';
import { keyedPost } from './keyed-post.ts';

function sending(...answers: boolean[]) {
  const keys: (string | undefined)[] = [];
  let at = 0;
  const post = (async (_path: string, _body?: unknown, more?: { headers?: Record<string, string> }) => {
    keys.push(more?.headers?.['idempotency-key']);
    if (answers.shift() === false) throw new Error('line');
  }) as Client['post'];
  return { keys, post: keyedPost(post, () => at), later: (ms: number) => { at += ms; } };
}

test('the same content tried again carries the same key until it was answered; other content and what comes afterwards another', async () => {
  const { keys, post } = sending(false, true, true, true);
  await expect(post('/delegations', { to: 'a' })).rejects.toThrow('line');
  await post('/delegations', { to: 'a' });
  await post('/delegations', { to: 'a' });
  await post('/delegations', { to: 'b' });
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(3);
});

test('ten minutes later it is another request', async () => {
  const { keys, post, later } = sending(false, true);
  await expect(post('/regions', {})).rejects.toThrow('line');
  later(10 * 60_000);
  await post('/regions', {});
  expect(keys[0]).not.toBe(keys[1]);
});

test('logging in and links that work once carry none; a key of the page’s own is left', async () => {
  const { keys, post } = sending();
  for (const path of ['/session', '/session/password', '/setup/x', '/officer/x/confirm', '/activate/x']) await post(path, {});
  await post('/catalog/batch/publish', {}, { headers: { 'idempotency-key': 'mine' } });
  expect(keys).toEqual([undefined, undefined, undefined, undefined, undefined, 'mine']);
});
