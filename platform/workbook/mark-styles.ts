import { Readable } from 'node:stream';
import { attributeText, rewritten, type Attributes } from './rewrite.ts';
import { parseText } from './xml.ts';

/** The styles of a workbook with a red one beside each, and which is the red or the plain one of which. */
export interface RedStyles { readonly xml: string; red(style: number): number; /** Of a cell that was marked before and is right now. */ plain(style: number): number }

/** Told from any other red by its second colour, which a solid fill does not show. */
const RED = { rgb: 'FFF9C9C6', mark: 'FF5A513D' };
const redFill = (x: string): string => `<${x}fill><${x}patternFill patternType="solid"><${x}fgColor rgb="${RED.rgb}"/><${x}bgColor rgb="${RED.mark}"/></${x}patternFill></${x}fill>`;

/** A cell format: what it refers to, and its alignment and protection under a prefix. */
interface Format { readonly attributes: Attributes; readonly inner: (prefix: string) => string }
interface Found { fills: number; readonly ours: Set<number>; readonly formats: Format[] }

export async function redStyles(xml: string): Promise<RedStyles | undefined> {
  const { fills, ours, formats } = look(xml);
  if (formats.length === 0 || formats.length > mostFormats) return undefined;
  const red = formats.map(({ attributes, inner }) => ({ attributes: { ...attributes, fillId: String(fills), applyFill: '1' }, inner }));
  const marked = formats.flatMap(({ attributes }, n) => (ours.has(Number(attributes['fillId'])) ? [n] : []));
  const plain = marked.map((n) => ({ inner: formats[n]?.inner ?? (() => ''), attributes: { ...formats[n]?.attributes, fillId: '0' } }));
  const plainAt = new Map(marked.map((n, nth) => [n, 2 * formats.length + nth]));
  let out = '';
  for await (const piece of rewritten(Readable.from([Buffer.from(xml)]), {
    open: (name, at) => (name === 'fills' ? { attributes: { ...at, count: String(fills + 1) } } : name === 'cellXfs' ? { attributes: { ...at, count: String(2 * formats.length + plain.length) } } : undefined),
    close: (name, x) => (name === 'fills' ? redFill(x) : name === 'cellXfs' ? [...red, ...plain].map((one) => formatXml(one, x)).join('') : undefined),
  })) out += piece;
  return { xml: out, red: (style) => (style < formats.length ? style : 0) + formats.length, plain: (style) => plainAt.get(style) ?? style };
}

const mostFormats = 20_000;

function formatXml({ attributes, inner }: Format, x: string): string {
  const within = inner(x);
  return `<${x}xf${attributeText(attributes)}${within === '' ? '/>' : `>${within}</${x}xf>`}`;
}

function look(xml: string): Found {
  const found: Found = { fills: 0, ours: new Set(), formats: [] };
  let [inFills, inFormats, attributes] = [false, false, undefined as Attributes | undefined];
  let within: (readonly [string, Attributes])[] = [];
  parseText(xml, {
    open: (name, at) => {
      if (name === 'fills') inFills = true;
      else if (name === 'fill' && inFills) found.fills += 1;
      else if (name === 'bgColor' && inFills && at['rgb'] === RED.mark) found.ours.add(found.fills - 1);
      else if (name === 'cellXfs') inFormats = true;
      else if (inFormats && name === 'xf') [attributes, within] = [at, []];
      else if (inFormats && attributes !== undefined && (name === 'alignment' || name === 'protection')) within.push([name, at]);
    },
    close: (name) => {
      if (name === 'fills') inFills = false;
      if (name === 'cellXfs') inFormats = false;
      if (!inFormats || name !== 'xf' || attributes === undefined) return;
      const tags = within;
      found.formats.push({ attributes, inner: (x) => tags.map(([tag, at]) => `<${x}${tag}${attributeText(at)}/>`).join('') });
    },
  });
  return found;
}
