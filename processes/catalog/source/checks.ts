import { errors, fail } from '../../../law/errors.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { CheckOf } from '../../../law/procedure.ts';
import type { source } from '../../../law/procedures/source.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Case, Check, Moving } from '../../../platform/procedures/process.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { normal } from '../likes.ts';
import { listingsOf, lockListings } from '../store/search.ts';
import * as store from '../store/sources.ts';
import { commonItems } from './alike.ts';
import { authorityFor } from './authority.ts';
import { acts } from './contract.ts';

export function sourceChecks(directory: Directory): Record<CheckOf<typeof source>, Check> {
  return {
    /** Published entries of two departments or more have each of these items; nobody studies them already. */
    groupAlike: async (tx, now) => {
      const { items, entries } = acts.create.parse(now.stated);
      await lockListings(tx, now.region, entries); // two who propose the same at once: the second finds the first
      const listings = await listingsOf(tx, entries.map((entry) => ({ region: now.region, entry })));
      if (listings.length !== new Set(entries).size) fail('SOURCE_ENTRY_UNKNOWN');
      if (now.seat.startsWith('department.') && !listings.some((one) => one.provider === now.actor?.org)) fail('SOURCE_ENTRY_NOT_OWN');
      const common = new Set(commonItems(listings.map((one) => one.itemNames)).map(normal));
      if (new Set(listings.map((one) => one.provider)).size < 2 || items.some((item) => !common.has(normal(item)))) fail('SOURCE_NOT_ALIKE');
      const [open] = (await store.groupsWith(tx, now.region, entries)).filter((one) => one.stage !== 'over');
      if (open !== undefined) fail('SOURCE_OPEN_ALREADY', { number: (await readCase(tx, { region: now.region, id: open.id }))?.number ?? '' });
    },
    departmentsNamed: async (tx, now) => {
      const { departments } = now.act === 'change' ? acts.change.parse(now.stated) : acts.consult.parse(now.stated);
      const missing = (now.parties['department'] ?? []).filter((org) => !departments.some((one) => one.org === org));
      if (missing.length > 0) fail('SOURCE_DEPARTMENTS_WRONG', { missing: await namesOf(tx, directory, missing) });
      for (const { org } of departments) {
        const found = await directory.organisation(tx, org);
        const fits = found !== undefined && (await authorityFor(tx, directory, [...(now.parties['department'] ?? []), org])) === now.authority;
        if (!fits) fail('SOURCE_DEPARTMENT_ELSEWHERE', { department: found?.name ?? org });
      }
      if (now.act === 'consult') await within(tx, now, acts.consult.parse(now.stated).items);
    },
    /** Every department has spoken since it was asked, or the date is past. */
    opinionsIn: async (tx, now) => {
      const out = await opinionsOut(tx, directory, now, now.today);
      if (out !== undefined) fail('SOURCE_OPINIONS_OPEN', out);
    },
    oneOfThem: (_tx, now) => {
      if (!(now.parties['department'] ?? []).includes(acts.name.parse(now.stated).provider)) fail('SOURCE_NOT_ONE_OF_THEM');
      return Promise.resolve();
    },
    /** One item has one source: what another case has named is changed there. */
    itemsFree: async (tx, now) => {
      const { items } = acts.name.parse(now.stated);
      await within(tx, now, items);
      const taken = (await store.sourcesOf(tx, now.region, items.map(normal))).find((one) => one.caseId !== now.id);
      if (taken !== undefined) fail('SOURCE_ITEM_NAMED', { item: taken.item, provider: await namesOf(tx, directory, [taken.provider]) });
    },
    noSourceStands: async (tx, now) => {
      if ((await groupOf(tx, now)).provider !== null) fail('SOURCE_STANDS');
    },
    taskOfOne: (_tx, now) => {
      const { department } = acts.task.parse(now.stated);
      if (department === now.actor?.org || !(now.parties['department'] ?? []).includes(department)) fail('SOURCE_TASK_FOREIGN');
      return Promise.resolve();
    },
    taskAhead: (_tx, now) => {
      const { doneBy } = acts.task.parse(now.stated);
      if (doneBy <= now.today) fail('SOURCE_DATE_NOT_AHEAD', { date: doneBy });
      return Promise.resolve();
    },
    ownTask: async (tx, now) => {
      const task = await store.findTask(tx, now, Number(now.stated['task']));
      if (task === undefined || task.org !== now.actor?.org || task.done !== null) fail('SOURCE_TASK_UNKNOWN');
    },
  };
}

/** Who has still time to speak, and has not. */
async function opinionsOut(tx: Tx, directory: Directory, it: Case, today: PlainDate): Promise<{ readonly missing: string; readonly until: string } | undefined> {
  const group = await groupOf(tx, it);
  const silent = (it.parties['department'] ?? []).filter((org) => !group.opinions.some((one) => one.org === org && one.round === group.round));
  return silent.length > 0 && group.opinionsBy !== null && today <= group.opinionsBy ? { missing: await namesOf(tx, directory, silent), until: group.opinionsBy } : undefined;
}

/** Named when all have spoken; not dismissed while a source stands: said before anybody tries. */
export async function sourceBarred(tx: Tx, directory: Directory, it: Case): Promise<{ readonly name?: string; readonly dismiss?: string }> {
  if (it.state !== 'proposed' && it.state !== 'consulting') return {};
  const out = it.state === 'consulting' ? await opinionsOut(tx, directory, it, await directory.legalToday(tx)) : undefined;
  const stands = (await groupOf(tx, it)).provider !== null;
  return { ...(out === undefined ? {} : { name: errors.SOURCE_OPINIONS_OPEN.say(out) }), ...(stands ? { dismiss: errors.SOURCE_STANDS.say() } : {}) };
}


async function groupOf(tx: Tx, now: Case): Promise<store.GroupRecord> {
  return (await store.findGroup(tx, now)) ?? fail('SOURCE_NOT_FOUND');
}

async function within(tx: Tx, now: Moving, items: readonly string[]): Promise<void> {
  const known = new Set((await groupOf(tx, now)).items.map(normal));
  const foreign = items.filter((item) => !known.has(normal(item)));
  if (foreign.length > 0) fail('SOURCE_ITEMS_FOREIGN', { items: foreign.slice(0, 5).join('、') });
}

async function namesOf(tx: Tx, directory: Directory, orgs: readonly string[]): Promise<string> {
  const names = await directory.organisations(tx, orgs);
  return orgs.map((org) => names.get(org)?.name ?? org).join('、');
}
