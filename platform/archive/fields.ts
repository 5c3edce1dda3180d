import { assessmentKinds, grades, identifierKinds, itemTypes, sensitivities, sharingModes, sharingTypes, updateCycles, type CodeList } from '../../law/codes.ts';
import { codeWords, fieldWords } from '../../law/field-words.ts';
import { fields, html, table, text, type Html } from './html.ts';

/** What only the screen needs: where a form stands, what may be chosen. It stays in case.json. */
const ofScreen = new Set(['mayEdit', 'mayAnswer', 'mayApply', 'mayCompare', 'editable', 'href', 'ifToday', 'effects', 'reasonsAllowed', 'problems', 'checks', 'link', 'row', 'hits', 'judge', 'concerns', 'mine', 'noteOn']);

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const empty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (isRow(value) && shown(value).length === 0);

/** Names of the fields that say something; a code that has its words beside it (`level`, `levelZh`) gives way to them. */
function shown(row: Row): string[] {
  const names = Object.keys(row).filter((name) => !ofScreen.has(name) && !empty(row[name]) && !(`${name}Zh` in row) && !(`${name}Name` in row));
  return names.sort((a, b) => (a === 'from' && b === 'to' ? -1 : a === 'to' && b === 'from' ? 1 : 0));
}

function label(name: string, row: Row): string {
  if (name === 'to' && !('from' in row)) return '交给';
  if (name === 'key' && typeof row[name] === 'boolean') return '主键';
  if (name === 'bound' && typeof row[name] === 'boolean') return '已挂接数据资源'; // who is bound to carry out is a word
  return fieldWords[name] ?? name;
}

/** Fields whose codes a standard fixes. */
const lists: Readonly<Record<string, CodeList>> = {
  attribute: sharingTypes, mode: sharingModes, modes: sharingModes, grade: grades, sensitivity: sensitivities, personal: sensitivities, identifier: identifierKinds, identifiers: identifierKinds,
  type: itemTypes, updateCycle: updateCycles, template: assessmentKinds,
};

function scalar(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value !== 'string') return String(value);
  return lists[name]?.codes.find((one) => one.code === value)?.zh ?? codeWords[`${name}.${value}`] ?? codeWords[value] ?? value;
}

const deepest = 6;

/** Any value of a case in words: fields as label and text, lists of rows as tables. Nothing is left out but what only the screen needs. */
export function anyHtml(value: unknown, name = '', depth = 0): Html {
  if (empty(value)) return text('—');
  if (depth > deepest) return text(JSON.stringify(value));
  if (Array.isArray(value)) return listHtml(value, name, depth);
  if (!isRow(value)) return text(scalar(name, value));
  return fields(shown(value).map((each) => [label(each, value), anyHtml(value[each], each, depth + 1)]));
}

function listHtml(list: readonly unknown[], name: string, depth: number): Html {
  if (list.every((one) => !isRow(one) && !Array.isArray(one))) return text(list.map((one) => scalar(name, one)).join('、'));
  if (!list.every(isRow)) return html`<ol>${list.map((one) => html`<li>${anyHtml(one, name, depth + 1)}</li>`)}</ol>`;
  const columns = [...new Set(list.flatMap(shown))];
  const first = list[0] as Row;
  return table('', columns.map((each) => label(each, first)), list.map((row) => columns.map((each) => anyHtml(row[each], each, depth + 1))));
}

/** Nothing at all: the section is not drawn. */
export const hasFields = (value: unknown): boolean => isRow(value) && shown(value).length > 0;
