import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { entryVersion } from '../catalog/index.ts';
import { lookUpIn, type Source } from '../resource/index.ts';
import type { CorrectionOwn } from './contract.ts';
import { sideOf } from './side.ts';
import { sourcesOf } from './sources.ts';
import * as store from './store/corrections.ts';
import { receiverCounts, receiverOf } from './store/receivers.ts';
import { unseenOf } from './store/rows.ts';

export const howZh: Readonly<Record<string, string>> = { updated: '已更正', 'not-kept': '未留存，无须更正', differs: '不能照此更正' };

/** The correction's own part of the case page, as this side may see it. */
export async function viewOf(tx: Tx, it: Case, actor: Actor, { directory, source }: { readonly directory: Directory; readonly source: Source }): Promise<CorrectionOwn> {
  const row = (await store.findCorrection(tx, it)) ?? fail('CORRECTION_NOT_FOUND');
  const side = sideOf(it, actor.org) ?? 'authority';
  const inside = side !== 'receiver';
  const { body } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const bound = (await lookUpIn(tx, source, row.entryRegion, row.entry)) !== undefined;
  const receipt = await receiverOf(tx, it, actor.org);
  const clerk = actor.post === 'clerk' || actor.post === 'head' || actor.post === 'chief';
  return {
    entry: { region: row.entryRegion, id: row.entry, name: row.entryName, code: row.entryCode, version: row.entryVersion }, side,
    keys: row.keys.map((key) => ({ ...key })), items: body.items.map(({ n, name, field }) => ({ n, name, field })),
    rule: row.rule === null || !inside ? null : { zh: row.rule.zh, checked: row.rule.checked, failed: row.rule.failed, endedAt: row.rule.endedAt },
    grounds: inside ? row.grounds : null, changed: it.state === 'draft' || it.state === 'received' || (side === 'requester' && row.answeredOn === null) ? '' : row.changed, contested: inside && row.contested,
    ...(inside ? { rows: row.rows, ...(side === 'requester' && row.answeredOn === null ? { upheld: 0, rejected: 0 } : { upheld: row.upheld, rejected: row.rejected }) } : { rows: receipt?.rows ?? 0, upheld: receipt?.rows ?? 0, rejected: 0 }),
    bound, look: side === 'provider' || side === 'authority' ? await lookOf(tx, it, row) : null,
    sources: side === 'provider' && it.state === 'received' ? await sourcesSeen(tx, row, directory) : [],
    referrals: inside ? await referralsOf(tx, row, directory) : [],
    receivers: inside ? await receiverCounts(tx, it) : { told: 0, confirmed: 0 },
    receipt: receipt === undefined ? null : { rows: receipt.rows, toldOn: receipt.toldOn, confirmedOn: receipt.confirmedOn, howZh: receipt.how === null ? null : howZh[receipt.how] ?? receipt.how },
    rating: inside && row.rating !== null ? { ...row.rating } : null,
    mayEdit: side === 'requester' && it.state === 'draft' && row.rule === null && clerk, mayAnswer: side === 'provider' && it.state === 'received' && clerk,
  };
}

async function lookOf(tx: Tx, it: Case, row: store.CorrectionRecord): Promise<CorrectionOwn['look']> {
  return { running: row.lookFrom !== null, from: row.lookFrom, at: row.lookedAt, fault: row.lookFault, unseen: (await unseenOf(tx, it)).rows };
}

async function sourcesSeen(tx: Tx, row: store.CorrectionRecord, directory: Directory): Promise<CorrectionOwn['sources']> {
  const known = (await sourcesOf(tx, directory, row)).filter((one) => one.provider !== row.provider && one.provider !== row.requester);
  const orgs = [...new Set(known.map((one) => one.provider))].slice(0, 100);
  const names = await directory.organisations(tx, orgs);
  const seen = orgs.map((org) => {
    const own = known.filter((one) => one.provider === org);
    return { org, name: names.get(org)?.name ?? org, items: own.map((one) => one.item), named: own.some((one) => one.named) };
  });
  return seen.sort((a, b) => Number(b.named) - Number(a.named) || b.items.length - a.items.length);
}

async function referralsOf(tx: Tx, row: store.CorrectionRecord, directory: Directory): Promise<CorrectionOwn['referrals']> {
  return Promise.all(row.referrals.map(async (one) => ({ ...one, name: (await directory.organisation(tx, one.source))?.name ?? one.source })));
}
