import type { IncomingMessage } from 'node:http';
import type { BodyFault, ReadBody } from '../http/body.ts';
import type { Profile } from '../profiles/index.ts';
import { noBody, readBody, readPairs, type BodyParts } from '../service/parameters.ts';
import { authNames, findIn, type Found, type Lookup } from './quadruple.ts';

export interface Body { readonly parts: BodyParts; readonly failed: BodyFault | undefined }

/** A request as the gateway looks at it: the body is read when somebody needs it, once. */
export interface Seen {
  readonly query: ReadonlyMap<string, string>;
  /** Reads and parses the body; a body that failed is `failed`. */
  body(): Promise<Body> | Body;
  found: Found;
  /** A JSON body of the quadruple and nothing else, under one prefix or several, and nothing in headers: on shared paths perhaps a refresh (§3.1). */
  readonly bareQuadruple: boolean;
}

const noQuery: ReadonlyMap<string, string> = new Map();
const authNamesOf = new WeakMap<Profile, ReadonlySet<string>>();

/** Whether a parameter name, in lower case, is one of authentication and so none of business. */
export function isAuthName(profile: Profile, lowerName: string): boolean {
  let names = authNamesOf.get(profile);
  if (names === undefined) authNamesOf.set(profile, (names = authNames(profile)));
  return names.has(lowerName);
}

/** Looks for the quadruple place by place (§2.2); the body is read only where no earlier place has it. In headers it is found without waiting. */
export function findQuadruple(profile: Profile, request: IncomingMessage, read: () => Promise<ReadBody> | ReadBody): Promise<Seen> | Seen {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const query = mark < 0 || mark === url.length - 1 ? noQuery : readPairs(url.slice(mark + 1));
  let reading: Promise<Body> | Body | undefined;
  const body = (): Promise<Body> | Body => (reading ??= start(read()));
  const headers = request.headers as Readonly<Record<string, string | undefined>>;

  let found: Found = { missing: true };
  for (const place of profile.places) {
    if (place === 'header') found = findIn(profile, place, (name) => headers[name]);
    else if (place === 'query' && query.size > 0) found = findIn(profile, place, lowered(query));
    if (!('missing' in found)) return { query, body, found, bareQuadruple: false };
  }
  return findInBody(profile, query, body);
}

const empty: Body = { parts: noBody, failed: undefined };
const parse = (it: ReadBody): Body => ('failed' in it ? { parts: noBody, failed: it.failed } : it.body.length === 0 ? empty : { parts: readBody(it.body), failed: undefined });
const start = (it: Promise<ReadBody> | ReadBody): Promise<Body> | Body => (it instanceof Promise ? it.then(parse) : parse(it));

async function findInBody(profile: Profile, query: ReadonlyMap<string, string>, body: Seen['body']): Promise<Seen> {
  let found: Found = { missing: true };
  let bareQuadruple = false;
  for (const place of profile.places) {
    if (place === 'form' || place === 'json') {
      const { parts } = await body();
      const values = place === 'form' ? parts.form : parts.json;
      if (values) found = findIn(profile, place, lowered(values));
      if (place === 'json' && parts.json && 'quadruple' in found) bareQuadruple = [...parts.json.keys()].every((name) => isAuthName(profile, name.toLowerCase()));
    }
    if (!('missing' in found)) break;
  }
  return { query, body, found, bareQuadruple };
}

function lowered(values: ReadonlyMap<string, unknown>): Lookup {
  const texts = new Map<string, string>();
  for (const [name, value] of values) {
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    const lower = name.toLowerCase();
    if (text !== undefined && !texts.has(lower)) texts.set(lower, text);
  }
  return (name) => texts.get(name);
}
