import { filingLetter, negotiationLetter } from '../../../law/documents/service-change.ts';
import { fail } from '../../../law/errors.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import { keepDocument, newestHead, type Draft } from '../../../platform/documents/index.ts';
import { beforeCommit, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../../platform/procedures/process.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { findAgreement, type Agreement } from '../store/agreement.ts';
import { awaitedOf } from './checks.ts';
import * as store from './store.ts';

/** 服务变更协商函, kept with the proposal, to every requester; 服务变更备案函, looked at while opinions come in and kept with the filing, to the authority alone: it names all of them. */
export function serviceChangePapers(directory: Directory, overseesAll: (it: Case, actor: Actor) => boolean): Papers {
  return {
    previews: (it, actor) => (it.state === 'negotiating' && actor.org === it.provider ? ['filing'] : []),
    compose: (tx, it, _kind, today) => filingDraft(tx, directory, it, today),
    hides: (it, kind, actor) => kind === 'filing' && !overseesAll(it, actor),
  };
}

/** The number of the case comes with the last statements of its transaction: the letter is written after it. */
export function keepNegotiation(tx: Tx, directory: Directory, now: Moving): void {
  beforeCommit(tx, `negotiation letter ${now.id}`, 1.2, async () => {
    const number = (await readCase(tx, now))?.number ?? fail('TABLE_BROKEN', { what: 'a service change without a number' });
    await keep(tx, directory, now, await negotiationDraft(tx, directory, now, number), number);
  });
}
export async function keepFiling(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  await keep(tx, directory, now, await filingDraft(tx, directory, now, now.today), now.number ?? fail('TABLE_BROKEN', { what: 'a service change without a number' }));
}

async function keep(tx: Tx, directory: Directory, now: Moving, draft: Draft, number: string): Promise<void> {
  await keepDocument(tx, directory, draft, { region: now.region, number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}

interface Touched { readonly agreement: Agreement; readonly number: string }

async function touchedOf(tx: Tx, it: Pick<Case, 'region' | 'id'>): Promise<Touched[]> {
  const found: Touched[] = [];
  for (const one of await store.touchedBy(tx, it)) {
    const at = { region: one.grantRegion, id: one.grantId };
    const agreement = await findAgreement(tx, at);
    if (agreement !== undefined) found.push({ agreement, number: (await readCase(tx, at))?.number ?? '—' });
  }
  return found;
}

const entriesOf = (touched: readonly Touched[]): string[] => [...new Set(touched.map((one) => one.agreement.body.entryName))];

async function negotiationDraft(tx: Tx, directory: Directory, now: Moving, number: string): Promise<Draft> {
  const row = await store.getServiceChange(tx, now);
  const touched = await touchedOf(tx, now);
  const [names, head, body] = [await directory.organisations(tx, [now.provider ?? '']), await newestHead(tx), touched[0]?.agreement.body];
  const printed = negotiationLetter({
    number, provider: names.get(now.provider ?? '')?.name ?? '', kind: row.kind, entries: entriesOf(touched), reason: row.reason, what: row.what, instead: row.instead,
    effectOn: row.effectOn as PlainDate, opinionsBy: row.opinionsBy as PlainDate, on: now.today, contact: { office: body?.contact ?? '', phone: body?.phone ?? '' }, head,
  });
  return { kind: 'negotiation', org: now.provider ?? '', printed, head };
}

async function filingDraft(tx: Tx, directory: Directory, it: Case, today: PlainDate): Promise<Draft> {
  const row = await store.getServiceChange(tx, it);
  const [touched, silent, head] = [await touchedOf(tx, it), await awaitedOf(tx, it), await newestHead(tx)];
  const names = await directory.organisations(tx, [...new Set([it.provider ?? '', it.authority ?? '', ...silent, ...touched.map((one) => one.agreement.requester), ...row.opinions.map((one) => one.org)])]);
  const nameOf = (org: string | null): string => names.get(org ?? '')?.name ?? org ?? '';
  const printed = filingLetter({
    number: it.number ?? '', provider: nameOf(it.provider), authority: nameOf(it.authority), kind: row.kind, entries: entriesOf(touched), reason: row.reason, what: row.what, instead: row.instead, effectOn: row.effectOn as PlainDate, filedOn: today,
    grants: touched.map((one) => ({ number: one.number, entry: one.agreement.body.entryName, requester: nameOf(one.agreement.requester) })),
    opinions: row.opinions.map((one) => ({ org: nameOf(one.org), stand: one.stand, text: one.text, on: one.on as PlainDate })), silent: silent.map(nameOf), head,
  });
  return { kind: 'filing', org: it.provider ?? '', printed, head };
}
