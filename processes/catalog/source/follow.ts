import { fail } from '../../../law/errors.ts';
import type { ActOf } from '../../../law/procedure.ts';
import type { source } from '../../../law/procedures/source.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../../platform/procedures/process.ts';
import { normal } from '../likes.ts';
import { circular } from '../notices.ts';
import { listingsOf } from '../store/search.ts';
import * as store from '../store/sources.ts';
import { distinct, itemsIn } from './alike.ts';
import { acts } from './contract.ts';
import { keepNaming } from './papers.ts';

/** What follows from an act in the tables of named sources. */
export function sourceFollow(directory: Directory): Partial<Record<ActOf<typeof source>, Follow>> {
  return {
    create: async (tx, now) => {
      const { items, entries } = acts.create.parse(now.stated);
      const listings = await listingsOf(tx, entries.map((entry) => ({ region: now.region, entry })));
      await store.addGroup(tx, now, distinct(items), listings.map((one) => ({ entry: one.entry, org: one.provider })));
    },
    consult: async (tx, now) => {
      const { departments, items, opinionsBy } = acts.consult.parse(now.stated);
      await ask(tx, now, departments, opinionsBy);
      await store.setGroup(tx, now, { items: distinct(items) });
    },
    /** 19 ¶2: duties changed. The source that was named stays until another is. */
    change: async (tx, now) => {
      const { departments, opinionsBy } = acts.change.parse(now.stated);
      await ask(tx, now, departments, opinionsBy);
    },
    opine: async (tx, now) => {
      const { stand, duty } = acts.opine.parse(now.stated);
      const group = await groupOf(tx, now);
      await store.setGroup(tx, now, { opinions: [...group.opinions, { org: now.actor?.org ?? '', stand, duty, on: now.today, round: group.round }] });
    },
    name: (tx, now) => name(tx, now, directory),
    dismiss: (tx, now) => store.setGroup(tx, now, { stage: 'over' }),
    end: async (tx, now) => {
      await store.setGroup(tx, now, { stage: 'over' });
      await store.writeItems(tx, now, []);
      const group = await groupOf(tx, now);
      await circular(tx, now, `数源部门通告：${group.items.slice(0, 5).join('、')}等数据项不再设数源部门。`);
    },
    /** The n-th task is the n-th clock. */
    task: async (tx, now) => {
      const { department, what, doneBy } = acts.task.parse(now.stated);
      const [last] = await store.tasksOf(tx, now);
      await store.addTask(tx, now, { nth: (last?.nth ?? 0) + 1, org: department, what, givenOn: now.today, doneBy });
    },
    report: (tx, now) => store.reportTask(tx, now, Number(now.stated['task']), String(now.stated['done']), now.today),
  };
}

async function groupOf(tx: Tx, now: Moving): Promise<store.GroupRecord> {
  return (await store.findGroup(tx, now)) ?? fail('SOURCE_NOT_FOUND');
}

/** A round of opinions begins; a department that is asked for the first time comes in. */
async function ask(tx: Tx, now: Moving, departments: readonly store.DepartmentOf[], opinionsBy: string): Promise<void> {
  const group = await groupOf(tx, now);
  await store.setGroup(tx, now, { departments, opinionsBy, round: group.round + 1 });
  for (const { org } of departments) if (!(now.parties['department'] ?? []).includes(org)) await now.engine.addParty(tx, now, 'department', org);
}

/** From now on each of these items has this source; its own entry, where it has the item, is what others are led to. */
async function name(tx: Tx, now: Moving, directory: Directory): Promise<void> {
  const { provider, items, document } = acts.name.parse(now.stated);
  await store.setGroup(tx, now, { provider, document, namedOn: now.today, stage: 'named' });
  const own = (await store.entriesOf(tx, now)).filter((one) => one.org === provider);
  const published = await itemsIn(tx, now.region, own);
  const entryWith = (item: string) => own.find((one) => published.get(one.entry)?.items.some((each) => normal(each.name) === normal(item)))?.entry ?? null;
  const wanted = distinct(items);
  const written = await store.writeItems(tx, now, wanted.map((item) => ({ name: normal(item), item, provider, entry: entryWith(item) })));
  const taken = wanted.find((item) => !written.includes(normal(item))); // another case was quicker
  if (taken !== undefined) fail('SOURCE_ITEM_NAMED', { item: taken, provider: '其他事项' });
  Object.assign(now.told, { provider, items: items.join('、').slice(0, 1000) });
  await circular(tx, now, `数源部门通告：${items.slice(0, 5).join('、')}${items.length > 5 ? `等 ${items.length} 个数据项` : ''}的数源部门为${(await directory.organisation(tx, provider))?.name ?? provider}（${document}）。`);
  await keepNaming(tx, directory, now);
}
