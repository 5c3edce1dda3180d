import { gateChange } from '../../platform/gate/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { lockCase } from '../../platform/procedures/store/cases.ts';
import type { EntryItem } from '../catalog/contract.ts';
import { renewable } from './renewal.ts';
import { findAgreement, getAgreement, insertAgreement, writeAgreement, type AgreementBody, type DisposalRule, type Ref, type RowCondition } from './store/agreement.ts';
import { writeCompiled } from './store/compiled.ts';

/** What a reply agreed to, item by item; application hands it over, the grant keeps it. */
export interface Agreed {
  /** Null: by reflux (24), without an application. */
  readonly application: { readonly region: string; readonly id: string; readonly number: string | null } | null;
  readonly entry: { readonly region: string; readonly id: string; readonly version: number; readonly name: string; readonly code: string | null; readonly attribute: string };
  readonly items: readonly EntryItem[];
  readonly keyKinds: readonly string[];
  readonly purpose: string;
  readonly range: string;
  readonly mode: 'service' | 'batch' | 'file';
  readonly serviceKind: 'query' | 'verification' | null;
  readonly term: { readonly from: string; readonly to: string | null };
  readonly quota: { readonly perDay: number; readonly perMinute: number };
  readonly rowFilter: readonly RowCondition[];
  readonly masks: Readonly<Record<string, string>>;
  readonly conditions: readonly string[];
  readonly disposal: { readonly how: DisposalRule['how']; readonly days: number; readonly basis: string };
  readonly systems: readonly string[];
  readonly addresses: readonly string[];
  /** Each signature is taken once (protocol §2.4). */
  readonly signedOnce?: boolean;
  readonly contact: string;
  readonly phone: string;
  readonly below?: AgreementBody['below'];
  readonly renews: string | null;
  /** Given by the head's standing consent: delivered at once where the entry is bound (23). */
  readonly standingConsent: boolean;
}

/** Art. 22 ¶1: consent makes the grant; its delivery clock starts today. Called inside the move that agrees. */
export async function makeGrant(tx: Tx, now: Moving, agreed: Agreed): Promise<Ref> {
  const made = await now.engine.open(tx, 'grant', 'create', {
    title: agreed.entry.name,
    requester: now.requester,
    provider: now.provider,
    region: now.region,
    facts: {
      attribute: agreed.entry.attribute, mode: agreed.mode, entry: agreed.entry.id, entryRegion: agreed.entry.region,
      standingConsent: await atOnce(tx, agreed),
    },
    handed: agreed,
  }, { clock: 'application.granted' }, agreed.term.to === null ? {} : { termEnd: agreed.term.to });
  return { region: made.region, id: made.id };
}

/** Why a grant may be delivered at once (23): standing consent, or what it continues still runs; stopped meanwhile, the provider delivers by hand. */
async function atOnce(tx: Tx, { renews, standingConsent }: Agreed): Promise<'yes' | 'renewal' | 'no'> {
  if (renews === null) return standingConsent ? 'yes' : 'no';
  return renewable((await findAgreement(tx, parseRef(renews)))?.state ?? '') ? 'renewal' : 'no';
}

/** Art. 24 ¶1: a reflux that is connected runs at once; nothing is delivered first. Called inside the move that connects. */
export async function makeReflux(tx: Tx, now: Moving, agreed: Agreed): Promise<Ref> {
  const made = await now.engine.open(tx, 'grant', 'create', {
    title: agreed.entry.name, requester: now.requester, provider: now.provider, region: now.region, handed: agreed,
    facts: { attribute: agreed.entry.attribute, mode: agreed.mode, entry: agreed.entry.id, entryRegion: agreed.entry.region, standingConsent: 'no' },
  }, { clock: 'reflux.connected' });
  return { region: made.region, id: made.id };
}

/** Whether a grant is a reflux: its rows are those of an area. */
export const isReflux = (body: Pick<AgreementBody, 'rowFilter'>): boolean => body.rowFilter.some((one) => one.op === 'area');

/** Writes the agreement of a grant that was just opened. */
export async function writeAgreed(tx: Tx, it: Moving, agreed: Agreed): Promise<void> {
  const renews = agreed.renews === null ? null : parseRef(agreed.renews);
  await insertAgreement(tx, {
    region: it.region, id: it.id, requester: it.requester as string, provider: it.provider as string,
    applicationRegion: agreed.application?.region ?? null, applicationId: agreed.application?.id ?? null,
    entryRegion: agreed.entry.region, entry: agreed.entry.id, entryVersion: agreed.entry.version,
    purpose: agreed.purpose, termFrom: agreed.term.from, termTo: agreed.term.to, state: it.toState, body: bodyOf(agreed),
    disposal: { how: agreed.disposal.how, days: agreed.disposal.days, by: null, basis: agreed.disposal.basis },
    renewsRegion: renews?.region ?? null, renewsId: renews?.id ?? null,
  });
  if (renews !== null) await it.engine.link(tx, renews, it, { zh: '续期的授权', back: '续期前的授权' });
}

function bodyOf(agreed: Agreed): AgreementBody {
  return {
    entryName: agreed.entry.name, entryCode: agreed.entry.code, attribute: agreed.entry.attribute, items: agreed.items, keyKinds: agreed.keyKinds, range: agreed.range, mode: agreed.mode,
    serviceKind: agreed.serviceKind, rowFilter: agreed.rowFilter, masks: masksOf(agreed), conditions: agreed.conditions, quota: agreed.quota,
    systems: agreed.systems, addresses: agreed.addresses, contact: agreed.contact, phone: agreed.phone, applicationNumber: agreed.application?.number ?? null, ...(agreed.below === undefined ? {} : { below: agreed.below }), ...(agreed.signedOnce === true ? { signedOnce: true } : {}),
  };
}

/** Only what masks; by item number, as the plane reads it. */
function masksOf(agreed: Agreed): Record<string, string> {
  const given = new Set(agreed.items.map((item) => String(item.n)));
  return Object.fromEntries(Object.entries(agreed.masks).filter(([n, mask]) => given.has(n) && mask !== 'none'));
}

/** 24 ¶1: another year of divisions has become known; the rows of the area are cut by its codes from now on, at every gateway. */
export async function recutArea(tx: Tx, ref: Ref, codes: readonly string[]): Promise<void> {
  await lockCase(tx, ref); // as a move of it does: one that suspends or ends it meanwhile is not undone
  const it = await getAgreement(tx, ref);
  await writeAgreement(tx, ref, { body: { ...it.body, rowFilter: it.body.rowFilter.map((one) => (one.op === 'area' ? { ...one, values: codes } : one)) } });
  await writeCompiled(tx, await getAgreement(tx, ref), it.state);
  gateChange(tx, { region: ref.region, what: 'grant', id: ref.id, stopped: it.state !== 'active' && it.state !== 'delivered' });
}
