import { grades, sensitivities, sharingTypes } from '../../../law/codes.ts';
import type { Standard } from '../draft/standard.ts';
import type { ItemKey } from './columns.ts';
import type { Loose } from './entry-cells.ts';
import type { RawItem, RawEntry } from './raw.ts';
import { codeOf, identifierOf, isBlank, typeOf, yesOf } from './words.ts';

export type SayItem = (item: RawItem, key: ItemKey, message: string, basis?: string | null, level?: 'error' | 'warning') => void;

/** What the cells of an item say. A personal item is marked by its sensitivity, once. */
export function itemOf(raw: RawEntry, item: RawItem, standard: Standard, say: SayItem): Loose {
  const text = (key: ItemKey): string => item.cells.get(key)?.text ?? '';
  const put: Loose = {};
  const has = (key: ItemKey): boolean => raw.has.has(key);
  put['name'] = text('itemName');
  const n = text('n');
  if (n !== '') {
    if (/^[1-9]\d{0,3}$/.test(n)) put['n'] = Number(n);
    else say(item, 'n', '序号是 1 至 2000 的整数，请改正。', '12');
  }
  if (has('field')) put['field'] = text('field');
  const { type, length } = typeOf(text('type'));
  if (has('type')) put['type'] = type;
  lengthOf(put, text('length') === '' ? length ?? '' : text('length'), has('length') || length !== null, (message) => say(item, 'length', message, '12'));
  for (const [key, field] of [['key', 'key'], ['nullable', 'nullable']] as const) {
    if (!has(key) || text(key) === '') continue;
    put[field] = yesOf(text(key));
    if (put[field] === undefined) say(item, key, '请填“是”或“否”。', null);
  }
  if (has('codeSet')) put['codeSet'] = text('codeSet') === '' ? null : text('codeSet');
  if (has('note')) put['note'] = text('note');
  if (has('itemGrade')) put['grade'] = codeOf(grades, text('itemGrade'));
  if (has('sensitivity')) {
    const sensitivity = codeOf(sensitivities, text('sensitivity'));
    put['sensitivity'] = sensitivity;
    if (standard.known('sensitivity', sensitivity)) put['personal'] = standard.personalOf(sensitivity);
  }
  if (has('identifier')) {
    put['identifier'] = isBlank(text('identifier')) ? null : identifierOf(text('identifier'));
    if (put['identifier'] === undefined) say(item, 'identifier', `没有“${text('identifier').slice(0, 40)}”这一标识对象，请从列表中选择，或者留空。`, '25.2');
  }
  const attribute = text('itemAttribute');
  if (attribute !== '' && !sharingTypes.codes.some((one) => one.code === codeOf(sharingTypes, attribute))) say(item, 'itemAttribute', `共享属性只有无条件共享、有条件共享、不予共享三种，没有“${attribute.slice(0, 40)}”。`, '14');
  const [own, whole] = [yesOf(text('itemOpen')), yesOf(raw.cells.get('open')?.text ?? '')];
  if (own !== undefined && whole !== undefined && own !== whole) say(item, 'itemOpen', '与目录的“是否向社会开放”不一致：平台按目录登记，以目录的为准。', null, 'warning');
  return put;
}

function lengthOf(put: Loose, text: string, has: boolean, say: (message: string) => void): void {
  if (!has) return;
  if (isBlank(text)) put['length'] = null;
  else if (/^[1-9]\d{0,6}(?:\.0+)?\s*(?:位|个?字符|字节)?$/.test(text)) put['length'] = Number.parseFloat(text);
  else say('数据长度是整数，请改正或者留空。');
}
