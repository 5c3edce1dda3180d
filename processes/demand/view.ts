import { demand } from '../../law/procedures/demand.ts';
import { fail } from '../../law/errors.ts';
import { stateZh } from '../../law/words.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { isVacant } from '../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { getEntry } from '../catalog/index.ts';
import type { DemandOwn } from './contract.ts';
import { likesOf } from './likes.ts';
import { cycleZh, modeZh } from './papers.ts';
import { problemsOf } from './problems.ts';
import * as store from './store.ts';

/** To whom what is like still matters: who drafts it, and the authority while it decides. */
const undecided: ReadonlySet<string> = new Set(['draft', 'registered', 'declined']);
const named = 50;

/** The demand's own part of its page. */
export async function viewOf(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<DemandOwn> {
  const row = (await store.findDemand(tx, it)) ?? fail('DEMAND_NOT_FOUND');
  const { body } = row;
  const mine = actor.org === it.requester;
  const looks = undecided.has(it.state) && (it.state === 'draft' ? mine : actor.org === it.authority);
  const region = (await directory.organisation(tx, row.requester))?.region ?? row.region;
  const joined = await store.joinedTo(tx, it, null, named);
  const count = (await store.joinedCounts(tx, [it])).get(it.id) ?? 0;
  const names = await directory.organisations(tx, [...new Set([...joined.map((one) => one.requester), ...row.declines.map((one) => one.org)])]);
  const nameOf = (org: string) => names.get(org)?.name ?? org;
  return {
    body, editable: it.state === 'draft' && mine && (actor.post === 'clerk' || (await vacant(tx, directory, actor))), savedAt: row.savedAt, problems: it.state === 'draft' ? problemsOf(body) : [],
    likes: looks ? await likesOf(tx, directory, { q: body.title ?? '', items: (body.items ?? []).map((item) => item.name).filter((name) => name !== ''), org: row.requester, region, authority: row.authority, except: it.id }) : null,
    joins: row.joins === null || row.joinsRegion === null ? null : await joinsOf(tx, { region: row.joinsRegion, id: row.joins }),
    joinedCount: count, joinedBy: actor.org === it.authority || actor.org === it.provider ? joined.map((one) => nameOf(one.requester)) : [],
    entry: await entryOf(tx, directory, row), mayApply: it.state === 'matched' && mine && row.entry !== null && (actor.post === 'clerk' || (await vacant(tx, directory, actor))),
    answer: row.answer, declines: row.declines.map(({ org, reasons, whose, on }) => ({ name: nameOf(org), reasons, whose, on })),
    cycleZh: cycleZh(body.cycle), modeZh: modeZh(body.mode),
  };
}

/** The next above acts while the department has no clerk. */
export async function vacant(tx: Tx, directory: Directory, actor: Actor): Promise<boolean> {
  return (actor.post === 'head' || actor.post === 'chief') && isVacant(tx, directory, actor.org, 'clerk');
}

/** Of the demand that it joined no more than who looked for like ones could see. */
async function joinsOf(tx: Tx, at: store.At): Promise<DemandOwn['joins']> {
  const found = await readCase(tx, at);
  return found === undefined ? null : { ref: `${at.region}-${at.id}`, number: found.number, title: found.title, stateZh: stateZh(demand, found.state) };
}

async function entryOf(tx: Tx, directory: Directory, row: store.DemandRecord): Promise<DemandOwn['entry']> {
  if (row.entry === null || row.entryRegion === null) return null;
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  return {
    region: entry.region, id: entry.id, code: entry.code, name: entry.name, provider: entry.provider, providerName: (await directory.organisation(tx, entry.provider))?.name ?? entry.provider,
    attribute: entry.attribute, published: entry.state === 'published',
  };
}
