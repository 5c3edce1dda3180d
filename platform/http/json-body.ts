import { fail } from '../../law/errors.ts';
import { readStructure } from './json-text.ts';

/** A form with attachments' names, a long list of items: nothing lawful is larger (files go as files). */
export const mostBodyBytes = 1024 * 1024;
const mostDepth = 20;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON of a request: UTF-8 without fault, at most 20 levels deep, no key that reaches a prototype. */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const text = decode(body);
  refuseDepth(text);
  try {
    return JSON.parse(text, refusePrototype);
  } catch {
    return fail('BODY_NOT_JSON');
  }
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    return fail('TEXT_NOT_UTF8');
  }
}

/** Counted on the text, before a parser would recurse. */
function refuseDepth(text: string): void {
  readStructure(text, (mark, depth) => { if (mark === 'opens' && depth > mostDepth) fail('BODY_TOO_DEEP'); });
}

function refusePrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}
