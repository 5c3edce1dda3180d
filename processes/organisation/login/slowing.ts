import { isIPv4 } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fail } from '../../../law/errors.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import { countFailure, failuresOf, forgetFailures, takeBackFailure, waitLeft } from '../store/failures.ts';

/**
 * Failed log-ins only slow down (design.md §9): nobody locks a head out on his last day. From the third failure of an
 * account from one network on, each costs twice the wait of the last, at most a quarter of an hour, for that network alone.
 * A network that fails everywhere waits a little each time; an account that is tried from everywhere answers slowly, but it answers.
 * A colleague shares the head's network: whoever has a session open, or a browser in which the account has logged in, is
 * counted by that alone, at the same price, and waits for nobody's failures but his own.
 */
const pair = { free: 3, firstWaitSeconds: 2, mostSeconds: 900 } as const;
const network = { free: 100, firstWaitSeconds: 3, mostSeconds: 3 } as const;
const account = { free: 50, pauseMs: 2_000 } as const;

/** One attempt, counted before it is tried, so that a thousand at once are a thousand. */
export interface Attempt {
  succeeded(): Promise<number>;
  /** The password was right, the code is still to come: no failure of this network, or an office that logs in by two steps would soon wait as a guesser does. */
  half(): Promise<void>;
}

/** Who tries: from which network, or with what that is his own already (an open session, the mark of a known browser). */
export type Caller = { readonly address: string } | { readonly own: string };

/** @throws LOGIN_SLOWED with the seconds to wait */
export async function beginAttempt(db: Db, login: string, by: Caller): Promise<Attempt> {
  const own = 'own' in by;
  const from = own ? by.own : networkOf(by.address);
  const subjects = { pair: `pair ${login} ${from}`, network: `network ${from}`, account: `account ${login}` };
  for (const [subject, bounds] of [[subjects.pair, pair], ...(own ? [] : [[subjects.network, network] as const])] as const) {
    if (!await countFailure(db, subject, bounds)) fail('LOGIN_SLOWED', { seconds: Math.max(1, await waitLeft(db, subject, bounds)) });
  }
  await countFailure(db, subjects.account, { free: 1_000_000_000, firstWaitSeconds: 0, mostSeconds: 0 });
  if (!own && await failuresOf(db, subjects.account) > account.free) await pause(account.pauseMs);
  return {
    /** Forgets the failures of this account; answers how many there were beside this attempt. */
    succeeded: async () => {
      const failures = await failuresOf(db, subjects.account) - 1;
      await forgetFailures(db, [subjects.pair, subjects.account]);
      await takeBackFailure(db, subjects.network);
      return Math.max(0, failures);
    },
    half: () => takeBackFailure(db, subjects.network),
  };
}

/** IPv4 by /24, IPv6 by /64: one caller has many addresses. */
export function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...middle, ...right].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
