import { codeZh, sharingTypes } from '../../../law/codes.ts';
import type { SharingAttribute } from '../contract.ts';
import { titleOf, type Key } from './columns.ts';
import type { CellProblem, RawCell, RawEntry, RawItem } from './raw.ts';
import { codeOf, yesOf } from './words.ts';

/**
 * Art. 14 (reading): one attribute per entry. An entry whose items differ is proposed as several: what keeps the attribute of
 * the entry keeps its name and code, the others say theirs in brackets. Key items of a milder attribute stand in the
 * stricter parts too, so that each part can be asked by its key; never the other way round.
 */
export interface Split { readonly parts: readonly RawEntry[]; readonly problem: CellProblem }

const ORDER: readonly SharingAttribute[] = ['unconditional', 'conditional', 'not-shared'];
const GOES: Readonly<Record<SharingAttribute, readonly Key[]>> = {
  unconditional: ['ranges', 'purposes', 'conditions', 'reason', 'basis'], conditional: ['reason', 'basis'], 'not-shared': ['ranges', 'purposes', 'conditions'],
};

/** The parts, or undefined where all items are of one kind. */
export function splitOf(raw: RawEntry): Split | undefined {
  const own = attributeIn(raw.cells.get('attribute'));
  const of = (item: RawItem): SharingAttribute | undefined => attributeIn(item.cells.get('itemAttribute')) ?? own;
  const found = ORDER.filter((attribute) => raw.items.some((item) => of(item) === attribute));
  if (found.length < 2) return undefined;
  const keeps = own !== undefined && found.includes(own) ? own : found[0];
  const parts = found.map((attribute, nth) => {
    const milder = new Set(found.slice(0, nth));
    const items = raw.items.filter((item) => of(item) === attribute || (milder.has(of(item) as SharingAttribute) && yesOf(item.cells.get('key')?.text ?? '') === true));
    return partOf(raw, attribute, items, attribute === keeps);
  });
  const counts = found.map((attribute) => `${codeZh(sharingTypes, attribute)} ${raw.items.filter((item) => of(item) === attribute).length} 项`).join('、');
  const cell = raw.cells.get('attribute');
  return {
    parts,
    problem: {
      sheet: raw.sheet, row: cell?.row ?? raw.row, column: cell?.column ?? raw.columns.get('attribute') ?? raw.columns.get('name') ?? 0, field: titleOf('attribute'), level: 'error', basis: '14',
      message: `信息项的共享属性不一致（${counts}），一个目录只能有一种。建议拆分为：${parts.map((part) => `《${part.name}》${part.items.length} 项`).join('、')}。`,
    },
  };
}

/** All items agree with each other and not with their entry: said, not guessed. */
export function disagreement(raw: RawEntry): CellProblem | undefined {
  const own = attributeIn(raw.cells.get('attribute'));
  const all = new Set(raw.items.map((item) => attributeIn(item.cells.get('itemAttribute'))));
  const [only] = all;
  if (own === undefined || all.size !== 1 || only === undefined || only === own) return undefined;
  const cell = raw.cells.get('attribute');
  return { sheet: raw.sheet, row: cell?.row ?? raw.row, column: cell?.column ?? 0, field: titleOf('attribute'), level: 'error', basis: '14', message: `目录是${codeZh(sharingTypes, own)}，全部信息项却是${codeZh(sharingTypes, only)}，请改为一致。` };
}

function attributeIn(cell: RawCell | undefined): SharingAttribute | undefined {
  const code = codeOf(sharingTypes, cell?.text ?? '');
  return ORDER.find((one) => one === code);
}

function partOf(raw: RawEntry, attribute: SharingAttribute, items: readonly RawItem[], keepsName: boolean): RawEntry {
  const name = keepsName ? raw.name : `${raw.name}（${codeZh(sharingTypes, attribute)}）`;
  const cells = new Map(raw.cells);
  const put = (key: Key, text: string) => cells.set(key, { row: raw.row, column: raw.columns.get(key) ?? 0, ...cells.get(key), text });
  put('attribute', codeZh(sharingTypes, attribute));
  put('name', name);
  if (!keepsName) cells.delete('code');
  for (const key of [...GOES[attribute], 'personal' as const]) cells.delete(key);
  return { ...raw, name, code: keepsName ? raw.code : '', cells, items: items.map((item) => ({ row: item.row, cells: new Map([...item.cells].filter(([key]) => key !== 'itemAttribute' && key !== 'n')) })), has: new Set([...raw.has, 'attribute']) };
}
