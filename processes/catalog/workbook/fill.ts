import { classification, codeZh, formats, grades, identifierKinds, itemTypes, sensitivities, sharingModes, sharingTypes, updateCycles } from '../../../law/codes.ts';
import type { CellValue } from '../../../platform/workbook/index.ts';
import type { DraftItem, EntryDraft } from '../contract.ts';
import { entryColumns, itemColumns, type EntryKey, type ItemKey } from './columns.ts';
import { citationsText, linesOf } from './lines.ts';
import { SECRECY_ZH } from './words.ts';

/** An entry as it goes into the two sheets; read again it is the same entry. */
export interface Outgoing { readonly code: string | null; readonly publishedOn: string | null; readonly provider: string; readonly providerName: string; readonly body: EntryDraft }

type Fill = (it: Outgoing) => CellValue;
const yes = (value: boolean | undefined): string => (value === undefined ? '' : value ? '是' : '否');
const classCode = (body: EntryDraft) => body.classCode ?? '';

const OF_ENTRY: Readonly<Record<EntryKey, Fill>> = {
  kind: ({ body }) => kindZh(classCode(body).slice(0, 1)), group: ({ body }) => groupZh(classCode(body).slice(0, 1), classCode(body).slice(1, 3)),
  heading: ({ body }) => classCode(body).slice(3, 6), subheading: ({ body }) => classCode(body).slice(6),
  name: ({ body }) => body.name ?? '', code: ({ code }) => code, provider: ({ providerName }) => providerName, providerCode: ({ provider }) => provider,
  office: ({ body }) => body.office ?? '', summary: ({ body }) => body.summary ?? '', formatClass: ({ body }) => (body.formatClass ? codeZh(formats, body.formatClass) : ''), formatType: ({ body }) => body.formatType ?? '',
  sourceSystem: ({ body }) => body.sourceSystem ?? '', attribute: ({ body }) => (body.sharing?.attribute ? codeZh(sharingTypes, body.sharing.attribute) : ''),
  ranges: ({ body }) => linesOf(body.sharing?.ranges ?? []), purposes: ({ body }) => linesOf(body.sharing?.purposes ?? []), conditions: ({ body }) => linesOf(body.sharing?.conditions ?? []),
  reason: ({ body }) => body.sharing?.reason ?? '', basis: ({ body }) => citationsText(body.sharing?.basis ?? []), channel: () => '共享平台', modes: ({ body }) => (body.modes ?? []).map((mode) => codeZh(sharingModes, mode)).join('、'),
  open: ({ body }) => yes(body.open), openCondition: ({ body }) => body.openCondition ?? '', updateCycle: ({ body }) => (body.updateCycle ? codeZh(updateCycles, body.updateCycle) : ''), publishedOn: ({ publishedOn }) => publishedOn,
  related: ({ body }) => (body.related ?? []).join(';'), dataClass: ({ body }) => body.dataClass ?? '', grade: ({ body }) => (body.grade ? codeZh(grades, body.grade) : ''),
  personal: ({ body }) => ((body.items ?? []).length === 0 ? '' : yes((body.items ?? []).some((item) => item.personal === 'personal' || item.personal === 'sensitive'))),
  secrecy: ({ body }) => (body.secrecy ? SECRECY_ZH[body.secrecy] : ''), duty: ({ body }) => citationsText(body.duty ?? []), contact: ({ body }) => body.contact ?? '', phone: ({ body }) => body.phone ?? '',
  gigabytes: ({ body }) => body.volumes?.gigabytes ?? null, tenThousandRows: ({ body }) => body.volumes?.tenThousandRows ?? null, sharedGigabytes: ({ body }) => body.volumes?.sharedGigabytes ?? null,
  sharedTenThousandRows: ({ body }) => body.volumes?.sharedTenThousandRows ?? null, openGigabytes: ({ body }) => body.volumes?.openGigabytes ?? null, openTenThousandRows: ({ body }) => body.volumes?.openTenThousandRows ?? null,
  origin: ({ body }) => body.origin ?? '',
};

const OF_ITEM: Readonly<Record<ItemKey, (item: DraftItem, it: Outgoing) => CellValue>> = {
  entryName: (_item, { body }) => body.name ?? '', n: (item) => item.n ?? null, itemName: (item) => item.name ?? '', field: (item) => item.field ?? '', type: (item) => (item.type ? typeZh(item.type) : ''),
  length: (item) => item.length ?? null, key: (item) => yes(item.key), nullable: (item) => yes(item.nullable), codeSet: (item) => item.codeSet ?? '', sensitivity: (item) => (item.sensitivity ? codeZh(sensitivities, item.sensitivity) : ''),
  identifier: (item) => (item.identifier ? codeZh(identifierKinds, item.identifier) : ''), itemGrade: (item) => (item.grade ? codeZh(grades, item.grade) : ''),
  itemAttribute: (_item, { body }) => (body.sharing?.attribute ? codeZh(sharingTypes, body.sharing.attribute) : ''), itemOpen: (_item, { body }) => yes(body.open), note: (item) => item.note ?? '',
};

export function entryRow(it: Outgoing): CellValue[] {
  return entryColumns.map(({ key }) => OF_ENTRY[key](it));
}

export function itemRows(it: Outgoing): CellValue[][] {
  return (it.body.items ?? []).map((item) => itemColumns.map(({ key }) => OF_ITEM[key](item, it)));
}

/** 字符型C: the word and the letter, as the guide's workbooks write it. */
export function typeZh(type: string): string {
  const zh = codeZh(itemTypes, type);
  return zh === type ? type : `${zh}${type}`;
}

export function kindZh(code: string): string {
  const found = classification.codes.find((one) => one.code === code);
  return found ? `${found.code} ${found.zh}` : code;
}

export function groupZh(kind: string, code: string): string {
  const found = classification.codes.find((one) => one.code === kind)?.groups.find((one) => one.code === code);
  return found ? `${found.code} ${found.zh}` : code;
}
