import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { damaged, refuse } from './refuse.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is changed while a part passes through: a tag, what stands before its end, or whether it stays at all. */
export interface Edits {
  /** Other attributes for this tag, or null: it goes, with all it holds. `before` stands in front of it. `prefix`: what new tags begin with here. */
  open?(name: string, attributes: Attributes, prefix: string): { readonly attributes: Attributes | null; readonly before?: string } | undefined;
  /** What stands in front of this end tag. */
  close?(name: string, prefix: string): string | undefined;
}

/**
 * Passes a part of a workbook through, as it was but for the edits. The names of tags keep their prefixes; `name` in
 * the edits is without. Pieces come as they are made.
 */
export async function* rewritten(source: Readable, edits: Edits): AsyncGenerator<string> {
  let out = '';
  let gone = 0; // depth below a tag that goes
  let held = ''; // an open tag whose end is not known yet: <c/> stays one tag
  const put = (text: string): void => {
    if (gone > 0) return;
    out += held === '' ? text : `${held}>${text}`;
    held = '';
  };
  const parser = new SaxesParser();
  parser.on('doctype', () => refuse('含有不允许的文档类型声明'));
  parser.on('error', (error) => { throw error; });
  parser.on('xmldecl', () => { out += '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'; });
  parser.on('opentag', ({ name, attributes }) => {
    if (gone > 0) { gone += 1; return; }
    const edit = edits.open?.(bare(name), attributes, prefixOf(name));
    if (edit?.before) put(edit.before);
    if (edit?.attributes === null) { gone = 1; return; }
    put('');
    held = `<${name}${attributeText(edit?.attributes ?? attributes)}`;
  });
  parser.on('text', (text) => put(escaped(text)));
  parser.on('cdata', (text) => put(escaped(text)));
  parser.on('closetag', ({ name }) => {
    if (gone > 0) { gone -= 1; return; }
    const more = edits.close?.(bare(name), prefixOf(name));
    if (more) put(more);
    if (held === '') out += `</${name}>`;
    else out += `${held}/>`;
    held = '';
  });
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of source) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      if (out !== '') yield out;
      out = '';
    }
    parser.write(decoder.decode()).close();
  } catch (thrown) {
    throw damaged(thrown);
  } finally {
    source.destroy();
  }
  yield out;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);
const prefixOf = (name: string): string => name.slice(0, name.indexOf(':') + 1);

export function attributeText(attributes: Attributes): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`).join('');
}

/** Text for XML; a carriage return survives only as a reference. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}
