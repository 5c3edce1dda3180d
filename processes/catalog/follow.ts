import { fail } from '../../law/errors.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { catalog } from '../../law/procedures/catalog.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Follow, Moving } from '../../platform/procedures/process.ts';
import { getDraft, requireNoOpenCase } from './checks.ts';
import { acts, type Cause } from './contract.ts';
import { withOutside } from './listing.ts';
import { hide, restore, withdrawAsSecret } from './off-line.ts';
import type { Handed } from './opening.ts';
import { publish, type PublishDeps } from './publish.ts';
import { entryOf } from './scope.ts';
import * as drafts from './store/drafts.ts';
import * as entries from './store/entries.ts';
import { titleOf } from './titles.ts';

const LEGAL = new Set(['law', 'regulation', 'decision', 'duty']);

/** What follows from an act in the catalogue's own tables. */
export function catalogFollow(deps: PublishDeps): Partial<Record<ActOf<typeof catalog>, Follow>> {
  return {
    compile: async (tx, now) => {
      const { entry } = entryOf(now);
      const { name } = acts.compile.parse(now.stated);
      const provider = now.provider ?? fail('PARTY_MISSING', { party: '提供部门' });
      const handed = now.handed as Handed | undefined;
      await drafts.addEntryWithDraft(tx, { region: now.region, caseId: now.id, entry, provider, body: { ...handed?.body, name }, saved: handed?.saved });
    },
    update: (tx, now) => (now.state === 'new' ? begin(tx, now, 'update') : joinCause(tx, now)),
    withdraw: (tx, now) => (now.state === 'new' ? begin(tx, now, 'withdraw') : withdrawAsSecret(tx, now)),
    submit: async (tx, now) => {
      const { repeatedReason, cause } = acts.submit.parse(now.stated);
      const draft = await getDraft(tx, now);
      if (repeatedReason !== undefined) await drafts.setDraft(tx, now, { repeatedReason });
      if (cause) await drafts.addCause(tx, now, cause, null);
      await now.engine.setTitle(tx, now, titleOf(draft.change, draft.body.name ?? now.title));
      await now.engine.setFacts(tx, now, { attribute: draft.body.sharing?.attribute ?? '' });
    },
    approve: async (tx, now) => { Object.assign(now.told, await versionTold(tx, now)); },
    return: async (tx, now) => {
      const { points } = acts.return.parse(now.stated);
      if (!points) return;
      const round = 1 + Math.max(0, ...(await drafts.pointsOf(tx, now)).map((point) => point.round));
      await drafts.addPoints(tx, now, round, points);
    },
    publish: (tx, now) => publish(tx, now, deps),
    abandon: async (tx, now) => {
      const entry = (await drafts.closeDraft(tx, now)) ?? fail('ENTRY_NOT_FOUND');
      Object.assign(now.told, { entry, reason: typeof now.stated['reason'] === 'string' ? 'stated' : '' });
    },
    hide: (tx, now) => hide(tx, now),
    restore: (tx, now) => restore(tx, now, deps.directory),
  };
}

/** An update or withdrawal begins from the version that stands; its causes come with it. */
async function begin(tx: Tx, now: Moving, change: 'update' | 'withdraw'): Promise<void> {
  const key = entryOf(now);
  const entry = (await entries.lockEntry(tx, key)) ?? fail('ENTRY_NOT_FOUND');
  await requireNoOpenCase(tx, key); // again, now that nobody else can open one
  const version = entry.currentVersion === null ? undefined : await entries.findVersion(tx, key, entry.currentVersion);
  if (!version) return fail('ENTRY_NOT_FOUND');
  const stated = change === 'update' ? acts.update.parse(now.stated) : acts.withdraw.parse(now.stated);
  await drafts.addDraft(tx, { region: now.region, caseId: now.id, entry: key.entry, change, baseVersion: version.version, body: withOutside(version.body, entry.outside), reason: stated.text ?? null });
  await record(tx, now, { kind: stated.cause ?? 'other', on: stated.occurredOn ?? now.today, document: stated.document ?? stated.text ?? '' });
}

async function joinCause(tx: Tx, now: Moving): Promise<void> {
  const { cause, occurredOn, document } = acts.update.parse(now.stated);
  await record(tx, now, { kind: cause ?? 'other', on: occurredOn ?? now.today, document: document ?? '' });
}

/** Clocks `update` are numbered as their causes come: the n-th cause by law is the n-th clock. */
async function record(tx: Tx, now: Moving, cause: Cause): Promise<void> {
  const legal = LEGAL.has(cause.kind);
  const before = legal ? (await drafts.causesOf(tx, now)).filter((each) => each.clock !== null).length : 0;
  await drafts.addCause(tx, now, cause, legal ? before + 1 : null);
}

async function versionTold(tx: Tx, now: Moving): Promise<Record<string, string>> {
  const entry = await entries.findEntry(tx, entryOf(now));
  return { version: String((entry?.currentVersion ?? 0) + 1) };
}
