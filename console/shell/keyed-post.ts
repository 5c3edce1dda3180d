import { requestKey, type Client } from '../../sdk/client.ts';

/** What has no case to keep a key: logging in, links that work once. */
const keyless = /^\/(session|setup|officer|activate|mark)(\/|$)/;
const heldMs = 10 * 60_000;
const most = 100;

/**
 * Every POST carries a request key, and the same content tried again carries the same one until it was answered: after a
 * broken line nobody knows whether it acted, and the server then acts once. Where a page has a key of its own it is left.
 */
export function keyedPost(post: Client['post'], now: () => number = Date.now): Client['post'] {
  const held = new Map<string, { readonly key: string; readonly at: number }>();
  const keyOf = (what: string): string => {
    const known = held.get(what);
    if (known !== undefined && now() - known.at < heldMs) return known.key;
    if (held.size >= most) held.clear();
    const key = requestKey();
    held.set(what, { key, at: now() });
    return key;
  };
  return async <T>(path: string, body?: unknown, more?: Parameters<Client['post']>[2]): Promise<T> => {
    if (keyless.test(path) || more?.headers?.['idempotency-key'] !== undefined) return post<T>(path, body, more);
    const what = `${path}\n${JSON.stringify(body ?? null)}`;
    const answer = await post<T>(path, body, { ...more, headers: { ...more?.headers, 'idempotency-key': keyOf(what) } });
    held.delete(what);
    return answer;
  };
}
