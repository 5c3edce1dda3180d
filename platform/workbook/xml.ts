import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { damaged, refuse } from './refuse.ts';

/** Names come without their prefix: `x:row` is `row`. Attributes keep theirs. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const deepest = 100;

/**
 * Feeds a part through a parser as it unpacks; resolves after each chunk to `settle`, where rows that were found can
 * leave. A document type, nesting without end and broken text are refused; entities are none but the five of XML.
 */
export async function parseXml(source: Readable, handlers: XmlHandlers, settle: () => Promise<boolean | void> = async () => undefined): Promise<void> {
  const feed = parserOf(handlers);
  try {
    const decoder = new Decoder();
    for await (const chunk of source) {
      feed.write(decoder.decode(chunk as Buffer));
      if ((await settle()) === false) return;
    }
    feed.write(decoder.end());
    feed.close();
  } catch (thrown) {
    throw damaged(thrown);
  } finally {
    source.destroy();
  }
  await settle();
}

/** The same for a part that is already text. */
export function parseText(text: string, handlers: XmlHandlers): void {
  try {
    parserOf(handlers).write(text).close();
  } catch (thrown) {
    throw damaged(thrown);
  }
}

function parserOf(handlers: XmlHandlers): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('doctype', () => refuse('含有不允许的文档类型声明'));
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest) refuse('部件嵌套过深');
    handlers.open?.(bare(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(bare(tag.name));
  });
  if (handlers.text) {
    const { text } = handlers;
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** UTF-8, or UTF-16 where its mark says so; anything else is broken text. */
class Decoder {
  private inner: InstanceType<typeof TextDecoder> | undefined;
  decode(chunk: Buffer): string {
    this.inner ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : 'utf-8', { fatal: true });
    return this.inner.decode(chunk, { stream: true });
  }
  end(): string {
    return this.inner?.decode() ?? '';
  }
}
