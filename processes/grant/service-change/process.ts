import { dayAt } from '../../../law/machine-time.ts';
import { errors, fail } from '../../../law/errors.ts';
import { addDays, plainDate } from '../../../law/plain-date.ts';
import { grant as grantTable } from '../../../law/procedures/grant.ts';
import { serviceChange } from '../../../law/procedures/service-change.ts';
import { stateZh } from '../../../law/words.ts';
import { gateChange } from '../../../platform/gate/index.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { parseRef, refOf } from '../../../platform/procedures/ref.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { processOf, type Case, type Moving, type Notes, type Opening, type Process } from '../../../platform/procedures/process.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { findAgreement, runningStates } from '../store/agreement.ts';
import { setCompiledEnd } from '../store/compiled.ts';
import { awaitedOf, opinionsOut, serviceChangeChecks } from './checks.ts';
import { acts, type ServiceChangeOwn } from './contract.ts';
import { keepFiling, keepNegotiation, serviceChangePapers } from './papers.ts';
import * as store from './store.ts';

const kindZh = { change: '变更服务', end: '终止服务' } as const;
const standZh = { agree: '同意', object: '有异议' } as const;

/** 服务变更、终止 (FW). Art. 27 ¶3: with a legitimate reason, after every requester was asked, filed with the authority, on the day stated and not before. */
export function serviceChangeProcess({ directory }: { readonly directory: Directory }): Process {
  return processOf(serviceChange, {
    contract: acts,
    checks: serviceChangeChecks(directory),
    opening: (tx, actor, _act, stated) => opening(tx, actor, stated),
    prepare: async (tx, it, act) => {
      if (act !== 'file') return {};
      const { effectOn } = await store.getServiceChange(tx, it);
      return effectOn === null ? {} : { stated: { lastDay: addDays(plainDate(effectOn), -1) } };
    },
    barred: async (tx, it, actor) => {
      const out = it.state === 'negotiating' && actor.org === it.provider ? await opinionsOut(tx, it, await directory.legalToday(tx)) : undefined;
      return out === undefined ? {} : { file: errors.SERVICE_CHANGE_OPINIONS_OUT.say(out) };
    },
    follow: {
      create: created,
      propose: async (tx, now) => {
        await store.setServiceChange(tx, now, acts.propose.parse(now.stated));
        keepNegotiation(tx, directory, now);
      },
      opine: opined,
      file: async (tx, now) => {
        await store.setServiceChange(tx, now, { filedAt: new Date().toISOString() });
        await tellGateways(tx, now);
        await keepFiling(tx, directory, now);
      },
      drop: async (tx, now) => {
        await store.setServiceChange(tx, now, { filedAt: null });
        await tellGateways(tx, now);
        await store.closeTouched(tx, now);
      },
      'take-effect': tookEffect,
    },
    showsParty: (it, actor, party) => party !== 'requester' || overseesAll(it, actor), // requesters do not learn of each other
    withholds: (it, actor, move) => move.act === 'opine' && move.org !== actor.org && !overseesAll(it, actor),
    notes: { asks: store.notedChange, says: (found) => (found === null ? null : `${kindZh[found[0] as 'end']}${found[1] === null ? '' : `，自 ${found[1]} 起`}`) } satisfies Notes<readonly [string, string | null]>,
    view: (tx, it, actor) => viewOf(tx, it, actor, directory),
    papers: serviceChangePapers(directory, overseesAll),
  }) as unknown as Process;
}

/** Provider and authorities see all of it; a requester what concerns itself. */
const overseesAll = (it: Case, actor: Actor): boolean => actor.org !== it.provider ? !(it.parties['requester'] ?? []).includes(actor.org) : true;

async function touched(tx: Tx, org: string, grants: readonly string[]): Promise<{ readonly titles: readonly string[]; readonly rows: readonly store.Touched[] }> {
  const rows: store.Touched[] = [];
  const titles: string[] = [];
  for (const ref of [...new Set(grants)].sort()) {
    const at = parseRef(ref);
    const it = await findAgreement(tx, at);
    if (it === undefined || it.provider !== org) return fail('GRANT_NOT_FOUND');
    if (!(runningStates as readonly string[]).includes(it.state)) fail('SERVICE_CHANGE_GRANTS_OVER');
    rows.push({ grantRegion: at.region, grantId: at.id, requester: it.requester });
    if (!titles.includes(it.body.entryName)) titles.push(it.body.entryName);
  }
  return { titles, rows };
}

async function opening(tx: Tx, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { grants, kind } = acts.create.parse(stated);
  const { titles, rows } = await touched(tx, actor.org, grants);
  const [first = '', ...more] = titles;
  return {
    title: `${kindZh[kind]}：${first}${more.length > 0 ? `等 ${titles.length} 项目录` : ''}`, provider: actor.org, requester: null,
    parties: { requester: [...new Set(rows.map((one) => one.requester))] }, facts: { change: kind },
  };
}

async function created(tx: Tx, now: Moving): Promise<void> {
  const { grants, kind } = acts.create.parse(now.stated);
  const { rows } = await touched(tx, now.provider ?? '', grants);
  if (!(await store.addServiceChange(tx, now, kind, rows))) fail('SERVICE_CHANGE_OPEN');
  for (const one of rows) await now.engine.link(tx, { region: one.grantRegion, id: one.grantId }, now, { zh: kind === 'end' ? '拟终止服务' : '拟变更服务', back: '所涉授权' });
}

async function opined(tx: Tx, now: Moving): Promise<void> {
  const { stand, text } = acts.opine.parse(now.stated);
  if (stand === 'object' && text.length < 4) fail('SERVICE_CHANGE_OBJECTION_BARE');
  const { opinions } = await store.getServiceChange(tx, now);
  await store.setServiceChange(tx, now, { opinions: [...opinions, { org: now.actor?.org ?? '', stand, text, on: now.today }] });
}

/** A filed end is said with every answer from now on; one that was dropped is said no more. */
async function tellGateways(tx: Tx, now: Pick<Moving, 'region' | 'id'>): Promise<void> {
  const { kind, filedAt, effectOn } = await store.getServiceChange(tx, now);
  if (kind !== 'end') return;
  for (const one of await store.touchedBy(tx, now)) {
    const at = { region: one.grantRegion, id: one.grantId };
    const state = await setCompiledEnd(tx, at, filedAt === null ? null : { filedAt, effectOn: effectOn ?? '' });
    if (state !== undefined) gateChange(tx, { ...at, what: 'grant', stopped: state !== 'delivered' && state !== 'active' });
  }
}

/** On the day stated each grant follows; one that ended by itself meanwhile stays as it is. */
async function tookEffect(tx: Tx, now: Moving): Promise<void> {
  const { kind } = await store.getServiceChange(tx, now);
  for (const one of await store.touchedBy(tx, now)) {
    await now.engine.moveIfAny(tx, { region: one.grantRegion, id: one.grantId }, kind === 'end' ? 'end-service' : 'change-service', { clock: 'service-change.effective' }, {});
  }
  await store.closeTouched(tx, now);
}

async function viewOf(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<ServiceChangeOwn> {
  const row = await store.getServiceChange(tx, it);
  const all = overseesAll(it, actor);
  const touchedRows = (await store.touchedBy(tx, it)).filter((one) => all || one.requester === actor.org);
  const awaited = it.state === 'negotiating' ? await awaitedOf(tx, it) : [];
  const names = await directory.organisations(tx, [...new Set([...touchedRows.map((one) => one.requester), ...row.opinions.map((one) => one.org), ...awaited])]);
  const nameOf = (org: string) => names.get(org)?.name ?? org;
  const grants = [];
  for (const one of touchedRows) {
    const at = { region: one.grantRegion, id: one.grantId };
    const agreement = await findAgreement(tx, at);
    grants.push({ ref: refOf(at), number: (await readCase(tx, at))?.number ?? null, title: agreement?.body.entryName ?? '', requesterName: nameOf(one.requester), stateZh: stateZh(grantTable, agreement?.state ?? '') });
  }
  return {
    kind: row.kind, kindZh: kindZh[row.kind], grants, reason: row.reason, what: row.what, instead: row.instead, effectOn: row.effectOn, opinionsBy: row.opinionsBy,
    filedOn: row.filedAt === null ? null : dayAt(Date.parse(row.filedAt)),
    opinions: row.opinions.filter((one) => all || one.org === actor.org).map((one) => ({ ...one, orgName: nameOf(one.org), standZh: standZh[one.stand] })),
    awaited: all ? awaited.map(nameOf) : awaited.includes(actor.org) ? [nameOf(actor.org)] : [],
  };
}
