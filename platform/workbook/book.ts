import { posix } from 'node:path';
import { withoutHidden } from '../hidden-characters.ts';
import type { Package } from './package.ts';
import { refuse } from './refuse.ts';
import { parseText, parseXml } from './xml.ts';

/** A sheet, as the workbook names it, and the part that holds it. */
export interface SheetPart { readonly name: string; readonly hidden: boolean; readonly part: string }

/** What a workbook says of itself before a row is read. */
export interface Book {
  readonly pack: Package;
  readonly part: string;
  readonly sheets: readonly SheetPart[];
  readonly strings: readonly string[];
  /** By number of the cell format: whether its number is a day. */
  readonly days: readonly boolean[];
  readonly stylesPart: string | undefined;
}

const SHEETS = /\/(?:worksheet|chartsheet|dialogsheet|xlMacrosheet)$/;
/** What a catalogue never needs and what runs, or fetches, when somebody opens the file. */
const refusedParts: readonly (readonly [RegExp, string])[] = [
  [/vbaProject|macrosheets\//i, '含有宏，请另存为不含宏的 .xlsx'],
  [/externalLinks\/|connections\.xml|queryTables\//i, '含有外部链接或者数据连接，请断开链接后另存'],
  [/embeddings\/|activeX\//i, '含有嵌入的对象或者控件，请删去后另存'],
];
const mostChars = 40_000_000;

/** @throws WORKBOOK_UNREADABLE */
export async function openBook(pack: Package): Promise<Book> {
  for (const [pattern, why] of refusedParts) if (pack.names.some((name) => pattern.test(name))) refuse(why);
  const part = await mainPart(pack);
  const links = await relationsOf(pack, part);
  const target = (kind: string): string | undefined => [...links.values()].find((link) => link.type.endsWith(`/${kind}`))?.part;
  const sheets: SheetPart[] = [];
  parseText(await pack.text(part), {
    open: (name, at) => {
      const link = name === 'sheet' ? links.get(at['r:id'] ?? at['id'] ?? '') : undefined;
      if (link !== undefined && SHEETS.test(link.type)) sheets.push({ name: (at['name'] ?? '').trim(), hidden: (at['state'] ?? 'visible') !== 'visible', part: link.part });
    },
  });
  if (sheets.length === 0) refuse('没有工作表');
  const [stringsPart, stylesPart] = [target('sharedStrings'), target('styles')];
  return { pack, part, sheets, strings: stringsPart === undefined || !pack.has(stringsPart) ? [] : await sharedStrings(pack, stringsPart), days: stylesPart === undefined || !pack.has(stylesPart) ? [] : await dayFormats(pack, stylesPart), stylesPart };
}

async function mainPart(pack: Package): Promise<string> {
  if (!pack.has('[Content_Types].xml') || !pack.has('_rels/.rels')) refuse(pack.has('mimetype') ? '这是 .ods 文件，请另存为 .xlsx' : '这是压缩包，不是 .xlsx 工作簿');
  const found = [...(await relationsOf(pack, '')).values()].find((link) => link.type.endsWith('/officeDocument'))?.part;
  if (found === undefined || !pack.has(found)) return refuse('这不是 .xlsx 工作簿');
  if (/\.bin$/.test(found)) return refuse('这是 .xlsb 文件，请另存为 .xlsx');
  return /workbook/i.test(found) || found.startsWith('xl/') ? found : refuse('这不是电子表格');
}

/** Relations of a part, by their ids; targets outside the file are left out. */
export async function relationsOf(pack: Package, part: string): Promise<Map<string, { readonly type: string; readonly part: string }>> {
  const name = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  const found = new Map<string, { type: string; part: string }>();
  if (!pack.has(name)) return found;
  parseText(await pack.text(name), {
    open: (tag, at) => {
      if (tag !== 'Relationship' || at['TargetMode'] === 'External') return;
      const target = at['Target'] ?? '';
      found.set(at['Id'] ?? '', { type: at['Type'] ?? '', part: target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target) });
    },
  });
  return found;
}

/** Texts that cells refer to by number. What a phonetic guide says above a word (rPh) is no part of it. */
async function sharedStrings(pack: Package, part: string): Promise<string[]> {
  const strings: string[] = [];
  let [text, inText, aside, chars] = ['', false, false, 0];
  await parseXml(await pack.read(part), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aside = true;
      inText = name === 't' && !aside;
    },
    text: (piece) => { if (inText) text += piece; },
    close: (name) => {
      inText = false;
      if (name === 'rPh') aside = false;
      if (name !== 'si') return;
      chars += text.length;
      if (chars > mostChars) refuse('文字过多，请拆分后分次导入');
      strings.push(unescaped(text));
    },
  });
  return strings;
}

/** `_x000A_` is how these files write what XML cannot hold. What nobody sees in the cell is left away: `_x0000_` is a text that no database keeps. */
export function unescaped(text: string): string {
  return withoutHidden(text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text);
}

const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

async function dayFormats(pack: Package, part: string): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const days: boolean[] = [];
  let inCells = false;
  await parseXml(await pack.read(part), {
    open: (name, at) => {
      if (name === 'numFmt') own.set(Number(at['numFmtId']), /[yd年日]/i.test((at['formatCode'] ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) days.push(own.get(Number(at['numFmtId'])) ?? builtInDays.has(Number(at['numFmtId'])));
    },
    close: (name) => { if (name === 'cellXfs') inCells = false; },
  });
  return days;
}
