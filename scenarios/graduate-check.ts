import { createInterface } from 'node:readline';
import { call, refresh, Refused, type Credential, type Secret } from '../sdk/national.ts';

/**
 * A system of 人力资源和社会保障局 in a process of its own: 高校毕业生就业见习补贴 looks graduates and schools up as it
 * handles applications. It reads one order a line from standard input and answers one line each:
 * `{credential, query, times?, method?, prefix?, path?}` → `{rows, refused: {code: n}, first, ms}`.
 */
interface Order { readonly credential: Credential; readonly query: Record<string, string>; readonly times?: number; readonly method?: 'GET' | 'POST'; readonly prefix?: string; readonly path?: '/httpproxy' | '/gateway/httpproxy' }

const secrets = new Map<string, Secret>();

async function secretOf(credential: Credential): Promise<Secret> {
  const pair = `${credential.rid}@${credential.sid}@${credential.appKey}`;
  const known = secrets.get(pair);
  if (known && known.endsAt > Date.now() + 60_000) return known;
  const fresh = await refresh(credential);
  secrets.set(pair, fresh);
  return fresh;
}

async function carryOut(order: Order): Promise<unknown> {
  const began = Date.now();
  const refused: Record<string, number> = {};
  let rows = 0;
  let first: unknown = null;
  let message: string | null = null;
  for (let n = 0; n < (order.times ?? 1); n += 1) {
    try {
      const answer = await call(order.credential, await secretOf(order.credential), order.query, order);
      first ??= answer[0] ?? null;
      rows += answer.length;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused[error.code] = (refused[error.code] ?? 0) + 1;
      message = error.message;
    }
  }
  return { rows, refused, first, message, ms: Date.now() - began };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const answer = await carryOut(JSON.parse(line) as Order).catch((error: unknown) => ({ failed: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
