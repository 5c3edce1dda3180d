import { fail } from '../../law/errors.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { demand } from '../../law/procedures/demand.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { coveredBy, getEntry } from '../catalog/index.ts';
import { acts } from './contract.ts';
import { problemsOf } from './problems.ts';
import * as store from './store.ts';

export function demandChecks(directory: Directory): Record<CheckOf<typeof demand>, Check> {
  return {
    wholeDemand: async (_tx, now) => {
      const problems = problemsOf(acts.register.parse(now.stated));
      if (problems.length > 0) fail('DEMAND_INCOMPLETE', { missing: problems.map((one) => one.message).join('；') });
    },
    /** What the catalogue has is applied for (20 ¶2); beside a like entry a demand says why it does not serve. */
    likesSeen: async (tx, now) => {
      const { title, items, whyNone } = acts.register.parse(now.stated);
      if (whyNone.length >= 4) return;
      const found = await coveredBy(tx, { q: title, items: items.map((item) => item.name), region: now.actor?.region ?? now.region, org: now.requester ?? '' });
      if (found === undefined) return;
      fail('DEMAND_ENTRY_FITS', { entry: found.name, provider: await nameOf(tx, directory, found.provider), items: `所需的 ${found.items.length} 个数据项（${found.items.slice(0, 5).join('、')}${found.items.length > 5 ? '等' : ''}）` });
    },
    joinable: async (tx, now) => {
      const own = await rowOf(tx, now);
      const { demand: ref } = acts.join.parse(now.stated);
      const other = await store.lockDemand(tx, parseRef(ref));
      if (other === undefined || other.stage !== 'open' || other.authority === null || other.authority !== own.authority) return fail('DEMAND_NOT_JOINABLE');
      if (other.requester === own.requester) fail('DEMAND_OWN');
      const lacks = [own.body.purpose?.trim() ? [] : ['请填写业务事项名称'], (own.body.duty ?? []).some((one) => one.name?.trim()) ? [] : ['请填写使用依据']].flat();
      if (lacks.length > 0) fail('DEMAND_INCOMPLETE', { missing: `并入他人的需求，也须写明本部门的用途和依据。${lacks.join('；')}` });
    },
    entryOffers: async (tx, now) => {
      const { entryRegion, entry: id } = acts.match.parse(now.stated);
      const entry = await getEntry(tx, entryRegion, id);
      if (entry.state !== 'published') fail('DEMAND_ENTRY_OFF', { entry: entry.name });
      if (entry.attribute === 'not-shared') fail('ENTRY_NOT_SHARED', { entry: entry.name, ground: entry.body.sharing.basis.map((one) => one.name).join('、') });
      if (entry.provider === now.requester) fail('DEMAND_ENTRY_OWN', { entry: entry.name });
    },
    providerFits: async (tx, now) => {
      const provider = String(now.stated['provider']);
      const found = await directory.organisation(tx, provider);
      if (found === undefined || (found.kind !== 'department' && found.kind !== 'authority')) return fail('DEMAND_PROVIDER_UNKNOWN');
      if (provider === now.requester) fail('DEMAND_PROVIDER_OWN');
      if ((await directory.authorityOf(tx, provider)) !== now.authority) fail('DEMAND_PROVIDER_ELSEWHERE', { provider: found.name });
      const declined = (await rowOf(tx, now)).declines.some((one) => one.org === provider && one.past !== true);
      if (declined && now.act !== 'bind') fail('DEMAND_PROVIDER_DECLINED', { provider: found.name });
    },
    /** What binds a department, and what another platform answered, stands on a paper; an answer that comes by itself needs none. */
    paperAttached: async (_tx, now) => {
      if (now.actor !== null && now.attachments.length === 0) fail('DEMAND_DOCUMENT_MISSING');
    },
    declinedOnce: async (tx, now) => {
      if ((await rowOf(tx, now)).declines.filter((one) => one.past !== true).length > 1) fail('DEMAND_DECLINED_TWICE');
    },
  };
}

async function rowOf(tx: Tx, now: Moving): Promise<store.DemandRecord> {
  return (await store.findDemand(tx, now)) ?? fail('DEMAND_NOT_FOUND');
}

async function nameOf(tx: Tx, directory: Directory, org: string): Promise<string> {
  return (await directory.organisation(tx, org))?.name ?? org;
}
