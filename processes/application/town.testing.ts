import { expect } from 'vitest';
import type { Keys } from '../../platform/keys/index.ts';
import { transact, type Db } from '../../platform/postgres/database.ts';
import { outboxJob } from '../../platform/jobs/index.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { codes } from '../../platform/procedures/testing.ts';
import type { EntryBody } from '../catalog/contract.ts';
import { graduates, universities } from '../catalog/samples.testing.ts';
import { catalogTown, type CatalogTown } from '../catalog/town.testing.ts';
import { grantHandlers, grantProcess } from '../grant/index.ts';
import { applicationHandlers, applicationProcess } from './index.ts';
import type { ApplicationOwn } from './contract.ts';

/** 人社局 applies, 教育局 provides, 数据局 is the authority, over a real database; the provider's data answers as the test says. */
export interface ShareTown extends CatalogTown {
  readonly clerk: Actor; readonly requesterHead: Actor; readonly requesterSecurity: Actor;
  readonly providerClerk: Actor; readonly operator: Actor;
  /** What the platform's probe finds; null: everything answers. */
  probe: string | null;
  entryOf(body: EntryBody): Promise<string>;
  draft(entry: string, over?: object): Promise<string>;
  applied(entry: string, over?: object): Promise<string>;
  granted(entry: string, over?: object, reply?: object): Promise<{ ref: string; grant: string }>;
  delivered(entry: string, over?: object): Promise<string>;
  own(ref: string, actor?: Actor): Promise<ApplicationOwn>;
  stateOf(ref: string): Promise<string>;
  on(day: string): Promise<void>;
  drain(): Promise<void>;
}

export const statement = {
  items: [4, 5], purpose: '就业补贴资格核验', basis: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第十一条', text: '' }],
  scenario: '窗口受理补贴申请时，由经办人核对毕业学校。', range: '本市申领人，约六千人', mode: 'service', serviceKind: 'query',
  term: { from: '2026-10-01', to: '2027-09-30', reason: '' }, systems: [{ name: '就业补贴系统', addresses: ['10.32.4.0/24'] }],
  responsible: { post: '就业处经办岗', phone: '0517-80000002' }, frequency: { perDay: 2000, perMinute: 60 }, renews: null,
};

export const reply = (over: object = {}, items: readonly number[] = statement.items) => ({
  perItem: items.map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), mode: 'service', serviceKind: 'query',
  term: { from: '2026-10-01', to: '2027-09-30' }, quota: { perDay: 2000, perMinute: 60 }, rowFilter: [], masks: {}, conditions: [], less: { category: 'duty', reason: '超出履行该职责所需的部分不提供', basis: [] },
  disposal: { how: 'delete', days: 30, basis: '' }, contact: '教育局共享岗', phone: '0517-80000001', ...over,
});

const sealing = { seal: (_purpose: string, text: string, at: string) => Buffer.from(`${at} ${text.length}`) } as unknown as Keys;

export function shareTown(db: Db, today = '2026-09-14'): ShareTown {
  const seen: { probe: string | null } = { probe: null };
  const base = catalogTown(db, today, ({ directory }) => [
    grantProcess({ keys: sealing, directory, probe: async () => seen.probe, serviceOf: async () => null, destroyed: async () => undefined }), applicationProcess({ directory }),
  ]);
  const post = (org: string, name: Parameters<typeof base.directory.addPost>[1]) => base.directory.addPost(org, name);
  const job = () => outboxJob(db, { ...grantHandlers({ inside: base.engine.inside }), ...applicationHandlers({ inside: base.engine.inside }) }, (name, error) => { throw new Error(`${name}: ${String(error)}`); });
  const more = {
    clerk: post(codes.labour, 'clerk'), requesterHead: post(codes.labour, 'head'), requesterSecurity: post(codes.labour, 'security'),
    providerClerk: post(codes.education, 'clerk'), operator: post(codes.education, 'operator'),
    get probe() { return seen.probe; },
    set probe(why: string | null) { seen.probe = why; },
    entryOf: async (body: EntryBody) => (await base.published(body)).entry,
    async draft(entry: string, over: object = {}) {
      return base.open(town.clerk, 'application', 'create', { entryRegion: '320800', entry, ...over });
    },
    async applied(entry: string, over: object = {}) {
      const ref = await town.draft(entry);
      await base.act(town.clerk, ref, 'submit', { ...statement, ...over });
      await base.act(town.requesterHead, ref, 'approve', { vouches: true });
      return ref;
    },
    async granted(entry: string, over: object = {}, given: object = {}) {
      const ref = await town.applied(entry, over);
      const items = (over as { items?: number[] }).items ?? statement.items;
      await base.act(town.providerClerk, ref, 'propose', reply(given, items));
      await base.act(town.head, ref, 'grant', {});
      return { ref, grant: (await town.own(ref)).grant?.ref ?? '' };
    },
    async delivered(entry: string, over: object = {}) {
      const { grant } = await town.granted(entry, over);
      expect(await base.act(town.operator, grant, 'deliver', {})).toBe('delivered');
      return grant;
    },
    own: async (ref: string, actor?: Actor) => (await base.view<ApplicationOwn>(actor ?? town.clerk, ref)).own,
    stateOf: async (ref: string) => (await base.engine.view(town.reviewer, ref)).state,
    async on(day: string) { base.directory.movesTo(day); await base.engine.sweep(); },
    async drain() { while ((await job().run()) === true); },
  };
  const town = Object.defineProperties({ ...base }, Object.getOwnPropertyDescriptors(more)) as unknown as ShareTown;
  return town;
}

/** The day on which a clock of the case ends, and its lamp. */
export function strip(view: Pick<CaseView, 'strips'>, clock: string) {
  return view.strips.find((one) => one.clock === clock)?.lamp;
}

let running = 0;
/** Another entry of the same shape, under a code of its own. */
export const another = (body: EntryBody, over: Partial<EntryBody> = {}): EntryBody => {
  running += 1;
  return { ...body, name: `${body.name}${running}`, classCode: `3070${String(10 + running)}`, ...over };
};

export { graduates, universities, transact };
