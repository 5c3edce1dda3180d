import { addPending } from '../../platform/ledger/pending.ts';
import type { Plain } from '../../platform/ledger/canonical.ts';
import { once } from '../../platform/http/once.ts';
import type { Context } from '../../platform/http/route.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { OrganisationDeps } from './deps.ts';
import { digestOf } from './login/secrets.ts';

/** What an act without a case leaves in the ledger: ids, codes, dates; text that people wrote as its digest. */
export type Facts = Readonly<Record<string, Plain>>;

/** Does an act without a case and writes its entry, in one transaction (procedures.md, end of §13), once where its route acts once. */
export async function act<T>(deps: OrganisationDeps, ctx: Pick<Context, 'actor' | 'once'>, kind: string, work: (tx: Tx) => Promise<{ readonly answer: T; readonly facts: Facts }>): Promise<T> {
  const { actor } = ctx;
  return once(deps.db, ctx, async (tx) => {
    const { answer, facts } = await work(tx);
    const on = await deps.directory.legalToday(tx);
    await addPending(tx, { region: actor.region, kind, body: { ...facts, org: actor.org, post: actor.post, person: actor.person, behalfOf: actor.behalfOf ?? null, on } });
    return answer;
  });
}

/** A document's title, a name: what it was can be shown, not read off. */
export const textDigest = (text: string): string => digestOf(text);
