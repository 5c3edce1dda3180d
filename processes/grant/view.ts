import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import type { WindowAhead } from '../resource/contract.ts';
import type { GrantOwn } from './contract.ts';
import { legacyView } from './legacy-list.ts';
import { isReflux } from './make.ts';
import { getAgreement, type Agreement, type RowCondition } from './store/agreement.ts';
import { newestCredential, type CredentialRow } from './store/credential.ts';
import { isUnused } from './unused.ts';

/** What processes/resource tells of the binding that a grant is delivered by; null where none was tested. */
export interface ServiceSeen { readonly keys: readonly { readonly field: string; readonly name: string; readonly required: boolean }[]; readonly pageSize: number; readonly maxRows: number; readonly windows: readonly WindowAhead[] }
export type ServiceOf = (db: Reader, entryRegion: string, entry: string, mode: string) => Promise<ServiceSeen | null>;

/** The grant's own part of its page. Secrets are never in it; who calls how often is asked of usage. */
export async function grantView(tx: Tx, it: Case, actor: Actor, { serviceOf, directory }: { readonly serviceOf: ServiceOf; readonly directory: Directory }): Promise<GrantOwn> {
  const agreement = await getAgreement(tx, it);
  const { body } = agreement;
  const service = await serviceOf(tx, agreement.entryRegion, agreement.entry, body.mode);
  const key = await newestCredential(tx, it);
  return {
    entry: { region: agreement.entryRegion, id: agreement.entry, version: agreement.entryVersion, code: body.entryCode, name: body.entryName, attribute: body.attribute },
    application: agreement.applicationId === null ? null : { ref: `${agreement.applicationRegion}-${agreement.applicationId}`, number: body.applicationNumber },
    items: body.items.map((item) => ({ n: item.n, name: item.name, field: item.field, sensitivity: item.sensitivity, personal: item.personal, mask: body.masks[String(item.n)] ?? 'none' })),
    purpose: agreement.purpose, range: body.range, mode: body.mode, serviceKind: body.serviceKind,
    rowFilter: body.rowFilter.map((one) => ({ zh: conditionZh(one, agreement) })), conditions: [...body.conditions],
    term: { from: agreement.termFrom, to: agreement.termTo }, quota: { ...body.quota }, thirdParties: [...(body.thirdParties ?? [])], below: [...(body.below ?? [])], addresses: [...body.addresses], systems: [...body.systems], signedOnce: body.signedOnce === true,
    served: it.state === 'delivered' || it.state === 'active',
    service: service === null ? null : { keys: service.keys.map((key) => ({ ...key, required: key.required && !isReflux(body) })), pageSize: service.pageSize, maxRows: service.maxRows, windows: [...service.windows] },
    key: key ? keyView(key, agreement, actor) : null,
    disposal: { ...agreement.disposal }, suspension: agreement.suspension === null ? null : suspensionView(agreement.suspension), hold: agreement.hold,
    legacy: await legacyView(tx, directory, it),
    renews: agreement.renewsId === null ? null : { ref: refOf({ region: agreement.renewsRegion as string, id: agreement.renewsId }), number: (await readCase(tx, { region: agreement.renewsRegion as string, id: agreement.renewsId }))?.number ?? null },
    unused: isUnused(it) ? { since: it.facts['unusedDue'] ?? '', recorded: body.mode === 'service' } : null,
    imported: body.imported === undefined ? null : { papers: body.imported.papers, endless: body.imported.endless ?? '', confirmedOn: agreement.deliveredOn },
    bound: service !== null,
  };
}

function suspensionView({ ground, evidence, mendBy, on }: NonNullable<Agreement['suspension']>) {
  return { ground, evidence, mendBy, on };
}

function keyView(key: CredentialRow, agreement: Agreement, actor: Actor): NonNullable<GrantOwn['key']> {
  const mine = actor.org === agreement.requester;
  return { rid: mine ? key.rid : '', sid: mine ? key.sid : '', collectedOn: agreement.collectedOn, stopped: key.stoppedAt !== null, endsAt: key.endsAt, mine };
}

const opZh: Readonly<Record<RowCondition['op'], string>> = { eq: '等于', in: '属于', between: '介于', prefix: '开头为', area: '属于本行政区域，区划代码' };

function conditionZh(one: RowCondition, { body }: Agreement): string {
  const item = body.items.find((known) => known.n === one.item);
  return `${item?.name ?? `第 ${one.item} 项`}${opZh[one.op]} ${one.values.length > 12 ? `${one.values.slice(0, 12).join('、')} 等 ${one.values.length} 个` : one.values.join('、')}`;
}
