import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import type { ActOf } from '../../../law/procedure.ts';
import type { account } from '../../../law/procedures/account.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../../platform/procedures/process.ts';
import type { accountActs } from '../contract.ts';
import { makeLink } from '../setup/links.ts';
import { addPost, endDelegations, endPost, insertAccount, postsFrom, setAccountState } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { removeFactor } from '../store/credentials.ts';
import { endSessions } from '../store/sessions.ts';
import { mustFind, postsStated } from './checks.ts';
import { giveCode } from './code.ts';
import type { Posts } from './checks.ts';

type Create = z.output<typeof accountActs.create>;

/** What follows from each act in the tables of accounts, posts and sessions, in the act's own transaction. */
export function accountFollow(directory: Directory, baseUrl: () => string): Partial<Record<ActOf<typeof account>, Follow>> {
  return {
    /** The code is shown to the system officer this once. */
    create: async (tx, now) => {
      const { person, organisation, until, entrusted, posts } = now.stated as Create;
      const made = await insertAccount(tx, {
        person: now.facts['person'] ?? fail('ACCOUNT_NOT_FOUND'), kind: 'staff', login: person.account, name: person.name, org: organisation, state: 'inactive',
        endsOn: until ?? null, entrusted: entrusted ?? null, asked: posts, caseRegion: now.region, caseId: now.id,
      });
      if (!made) fail('ACCOUNT_NAME_TAKEN', { name: person.account });
      if (now.actor !== null) now.answer.once = { account: person.account, ...await giveCode(tx, now.facts['person'] ?? '', now.actor.person) };
    },
    /** 35.2: the link is shown to the security officer this once; with it and the system officer's code the person sets the password himself. */
    activate: async (tx, now) => {
      const row = await mustFind(tx, now);
      await setAccountState(tx, row.person, 'active');
      await putPosts(directory, tx, row, postsStated(now));
      const link = await makeLink(tx, 'activate', baseUrl(), { person: row.person, ...(now.actor === null ? {} : { madeBy: now.actor.person }) });
      now.answer.once = { account: row.login, url: link.url, endsAt: link.endsAt };
      now.told['person'] = row.person;
    },
    /** From today on exactly these posts; what is not among them ends yesterday. */
    'set-posts': async (tx, now) => {
      const row = await mustFind(tx, now);
      const wanted = postsStated(now);
      for (const held of await postsFrom(tx, row.person, now.today)) {
        if (!wanted.some((one) => one.org === held.org && one.post === held.post && one.from === held.validFrom)) await endPost(tx, held, now.today);
      }
      await putPosts(directory, tx, row, wanted);
    },
    lock: async (tx, now) => {
      const row = await shut(tx, now, 'locked');
      await now.engine.setFacts(tx, now, { lockedBy: now.actor === null ? String(now.stated['reason'] ?? 'account.unused') : 'officer' });
      now.told['person'] = row.person;
      now.told['reason'] ??= String((now.stated as { reason?: string }).reason ?? '');
    },
    unlock: async (tx, now) => setAccountState(tx, (await mustFind(tx, now)).person, 'active'),
    refuse: async (tx, now) => { now.told['person'] = (await shut(tx, now, 'closed')).person; },
    close: async (tx, now) => {
      const row = await shut(tx, now, 'closed');
      for (const held of await postsFrom(tx, row.person, now.today)) await endPost(tx, held, now.today);
      await endDelegations(tx, row.person);
      await removeFactor(tx, row.person);
      now.told['person'] = row.person;
    },
  };
}

/** The account lets nobody in any more, and whoever is in is out. */
async function shut(tx: Tx, now: Moving, state: 'locked' | 'closed'): Promise<AccountRow> {
  const row = await mustFind(tx, now);
  await setAccountState(tx, row.person, state);
  await endSessions(tx, 'locked', [row.person]);
  return row;
}

async function putPosts(directory: Directory, tx: Tx, row: AccountRow, posts: Posts): Promise<void> {
  for (const { org, post, from, to } of posts) {
    const region = (await directory.organisation(tx, org))?.region ?? fail('ORGANISATION_NOT_FOUND');
    await addPost(tx, { region, org, post, person: row.person, kind: 'staff', validFrom: from, validTo: to });
  }
}
