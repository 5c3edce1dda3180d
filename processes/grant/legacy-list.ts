import type { z } from 'zod';
import { postNames, type Post } from '../../law/permissions.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { read, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { numbersOf } from '../../platform/procedures/store/cases.ts';
import { LegacyList, LegacyQuery, type LegacyOnce } from './contract.ts';
import type { Ref } from './store/agreement.ts';
import { legacyOf, legacyPage, type LegacyListed, type LegacyRow } from './store/legacy.ts';

/** Where weak signatures are taken, and were (protocol §2.4): to a party its own grants, to the audit officer all. */
export function legacyRoutes({ db, directory }: { readonly db: Db; readonly directory: Directory }): Route[] {
  return [
    route({
      method: 'GET', path: '/grant/legacy', article: '35.2', may: 'grant.legacy', summary: '放宽签名校验的授权', logged: 'batched', in: { query: LegacyQuery }, out: LegacyList, fails: [],
      handle: ({ actor }, { query }) => read(db, (tx) => listed(tx, directory, actor, query)),
    }),
  ];
}

async function listed(tx: Tx, directory: Directory, actor: Actor, { only, q, after, size }: z.output<typeof LegacyQuery>): Promise<LegacyList> {
  const today = await directory.legalToday(tx);
  const found = await legacyPage(tx, { org: actor.post === 'platform-audit' ? null : actor.org, only, today, q, after, limit: size + 1 });
  const rows = found.slice(0, size);
  const names = await namesOf(tx, directory, rows, rows.flatMap((row) => [row.requester, row.provider]));
  const numbers = await numbersOf(tx, rows.map(grantOf));
  return {
    rows: rows.map((row) => ({
      ...onceOf(row, names, today), id: row.id, ref: refOf(grantOf(row)), number: numbers.get(row.grantId)?.number ?? null, name: row.name,
      requesterName: names(row.requester), providerName: names(row.provider), addresses: [...row.addresses],
    })),
    after: found.length > size ? rows.at(-1)?.id ?? null : null,
  };
}

const grantOf = (row: LegacyListed): Ref => ({ region: row.region, id: row.grantId });

/** Those of one grant, for its page. */
export async function legacyView(tx: Tx, directory: Directory, grant: Ref): Promise<LegacyOnce[]> {
  const rows = await legacyOf(tx, grant);
  if (rows.length === 0) return [];
  const [today, names] = [await directory.legalToday(tx), await namesOf(tx, directory, rows, [])];
  return rows.map((row) => onceOf(row, names, today));
}

type Names = (org: string) => string;

async function namesOf(tx: Tx, directory: Directory, rows: readonly LegacyRow[], more: readonly string[]): Promise<Names> {
  const known = await directory.organisations(tx, [...new Set([...more, ...rows.flatMap((row) => [row.org, ...(row.endedBy === null ? [] : [row.endedBy])])])]);
  return (org) => known.get(org)?.name ?? org;
}

function onceOf(row: LegacyRow, names: Names, today: PlainDate): LegacyOnce {
  const ended = row.endedOn !== null || row.until < today; // gateways obey the date, whether or not the clock has moved the case yet
  const how = row.endedBy !== null ? `${names(row.endedBy)}收回` : row.until < (row.endedOn ?? today) ? '到期' : '授权结束';
  return {
    reason: row.reason, from: row.fromOn, until: row.until, secretAsSign: row.secretAsSign, by: `${names(row.org)}·${postNames[row.post as Post] ?? row.post}`, running: !ended,
    endedOn: row.endedOn, endedZh: ended ? how : null,
  };
}
