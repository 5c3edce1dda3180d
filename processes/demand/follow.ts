import { fail } from '../../law/errors.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { demand } from '../../law/procedures/demand.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Happened, Moving, Process } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { concerns, openCompile } from '../catalog/index.ts';
import { acts, type DemandDraft } from './contract.ts';
import { indexOf } from './likes.ts';
import { keepForm } from './papers.ts';
import * as store from './store.ts';

type Follows = Partial<Record<ActOf<typeof demand>, Follow>>;
export const unnamed = '未命名的需求';

/** What follows from an act in the demand's own table, and in the catalogue that it has compiled. */
export function demandFollow(directory: Directory): Follows {
  return {
    create: async (tx, now) => {
      const { title } = acts.create.parse(now.stated);
      await store.addDemand(tx, { region: now.region, caseId: now.id, requester: now.requester ?? '', authority: now.authority, body: title === undefined ? {} : { title } });
    },
    register: async (tx, now) => {
      const body = acts.register.parse(now.stated);
      await store.saveBody(tx, now, body, new Date(), indexOf(body));
      await store.setDemand(tx, now, { stage: 'open' });
      await now.engine.setTitle(tx, now, body.title);
      keepForm(tx, directory, now);
    },
    join: async (tx, now) => {
      const { demand: ref } = acts.join.parse(now.stated);
      const joins = parseRef(ref);
      const [own, other] = [await rowOf(tx, now), (await store.findDemand(tx, joins)) ?? fail('DEMAND_NOT_JOINABLE')];
      const body = completed(own.body, other.body);
      await store.saveBody(tx, now, body, new Date(), indexOf(body));
      await store.setDemand(tx, now, { stage: 'joined', joinsRegion: joins.region, joins: joins.id });
      await now.engine.setTitle(tx, now, body.title ?? unnamed);
      await now.engine.link(tx, joins, now, { zh: '并入的需求', back: '所并入的需求' });
    },
    match: async (tx, now) => {
      const matched = acts.match.parse(now.stated);
      await store.setDemand(tx, now, { stage: 'over', ...matched });
      await concerns(tx, matched, now);
    },
    'come-back': async (tx, now) => {
      const { answer, text, document } = acts['come-back'].parse(now.stated);
      await store.setDemand(tx, now, { stage: answer === 'has' ? 'over' : 'open', answer: { answer, text, document, on: now.today } });
    },
    accept: (tx, now) => compile(tx, directory, now),
    bind: (tx, now) => compile(tx, directory, now),
    decline: async (tx, now) => {
      const { reasons, whose } = acts.decline.parse(now.stated);
      const row = await rowOf(tx, now);
      await store.setDemand(tx, now, { declines: [...row.declines, { org: now.provider ?? '', reasons, whose, on: now.today }] });
      if (now.provider !== null) await now.engine.addParty(tx, now, 'department', now.provider);
    },
    conclude: (tx, now) => store.setDemand(tx, now, { stage: 'over' }),
    withdraw: (tx, now) => store.setDemand(tx, now, { stage: 'over' }),
    /** Brought up again: what was found did not serve, or nothing was; who had declined may be asked anew. */
    reopen: async (tx, now) => {
      const row = await rowOf(tx, now);
      await store.setDemand(tx, now, { stage: 'open', entry: null, entryRegion: null, catalogCase: null, catalogRegion: null, answer: null, declines: row.declines.map((one) => ({ ...one, past: true })) });
    },
  };
}

async function rowOf(tx: Tx, now: Pick<Moving, 'region' | 'id'>): Promise<store.DemandRecord> {
  return (await store.findDemand(tx, now)) ?? fail('DEMAND_NOT_FOUND');
}

/** Who joins says what he does differently; the rest is as the demand that he joins has it. Its grounds are his own. */
function completed(own: DemandDraft, other: DemandDraft): DemandDraft {
  const { purpose: _purpose, duty: _duty, responsible: _responsible, range: _range, whyNone: _whyNone, ...same } = other;
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)));
  return { ...same, ...given };
}

/** The department has it: the case that compiles the entry begins with the name and the items that were asked for, in its region. */
async function compile(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  const provider = now.provider ?? fail('PARTY_MISSING', { party: '提供部门' });
  const { body } = await rowOf(tx, now);
  const region = (await directory.organisation(tx, provider))?.region ?? now.region;
  const made = await openCompile(tx, now.engine, { provider, region, name: body.title ?? now.title, items: (body.items ?? []).map((item) => item.name) });
  await store.setDemand(tx, now, { catalogRegion: made.region, catalogCase: made.id });
  await now.engine.link(tx, now, made, { zh: '据此编制的目录', back: '据以编制的需求' });
  now.told['provider'] = provider;
}

const page = 200;

/** What happens elsewhere and moves a demand: its entry was published or given up; the demand it joined was matched or ended. */
export const demandEvents: NonNullable<Process['on']> = {
  'catalog.published': (tx, happened) => followCatalogue(tx, happened, { entryRegion: happened.from.region, entry: String(happened.body['entry']), stage: 'over' }),
  'catalog.abandoned': (tx, happened) => followCatalogue(tx, happened, { catalogRegion: null, catalogCase: null }),
  'demand.matched': (tx, happened) => followJoined(tx, happened, async (joined) => {
    const row = await store.findDemand(tx, happened.from);
    await store.setDemand(tx, joined, { stage: 'over', entryRegion: row?.entryRegion ?? null, entry: row?.entry ?? null, answer: row?.answer ?? null });
    const own = await happened.engine.get(tx, joined);
    if (own !== undefined && row?.entryRegion != null && row.entry !== null) await concerns(tx, { entryRegion: row.entryRegion, entry: row.entry }, own);
  }),
  'demand.ended': (tx, happened) => followJoined(tx, happened, (joined) => store.setDemand(tx, joined, { stage: 'open', joinsRegion: null, joins: null })),
};

/** What it was matched to stands before it moves: those that joined it read it there. */
async function followCatalogue(tx: Tx, { event, from, engine }: Happened, patch: Parameters<typeof store.setDemand>[2]): Promise<void> {
  for (const one of await store.waitingFor(tx, from)) {
    await store.setDemand(tx, one, patch);
    if (patch.entryRegion != null && patch.entry != null) await concerns(tx, { entryRegion: patch.entryRegion, entry: patch.entry }, (await engine.get(tx, one)) ?? fail('DEMAND_NOT_FOUND'));
    await engine.moveIfAny(tx, one, 'follow', { clock: event });
  }
}

async function followJoined(tx: Tx, { event, from, engine }: Happened, then: (joined: store.At) => Promise<void>): Promise<void> {
  for (let after: string | null = null; ;) {
    const joined: store.DemandRecord[] = await store.joinedTo(tx, from, after, page);
    for (const { region, caseId: id } of joined) {
      await then({ region, id });
      await engine.moveIfAny(tx, { region, id }, 'follow', { clock: event });
    }
    after = joined.at(-1)?.caseId ?? null;
    if (joined.length < page) return;
  }
}
