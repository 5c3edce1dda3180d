import { readStructure } from '../../platform/http/json-text.ts';

/** Business parameters of a call, wherever they travelled: query, form, top level of a JSON body. */
export interface Parameters {
  get(name: string): string | undefined;
  readonly names: readonly string[];
  /** Given twice with different values: nobody should guess which is meant. */
  readonly contradicting: string | undefined;
  /** More than are read: one of those left out might have been a condition. */
  readonly tooMany: boolean;
  /** The JSON was none, was too deep, or the encoding was not UTF-8. */
  readonly malformed: string | undefined;
}

/** Stands for a value that was percent-encoded in another charset than UTF-8: asked as it came it would find nobody, and the answer would be false. */
export const otherCharset = '\u0000charset';

export const noBody: BodyParts = { form: undefined, json: undefined, malformed: undefined };
export interface BodyParts { readonly form: ReadonlyMap<string, string> | undefined; readonly json: ReadonlyMap<string, unknown> | undefined; readonly malformed: string | undefined }

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Parameters that are read of one place. */
export const mostParameters = 200;

/** Reads a body by its first byte that is no space, never by its content type: known clients label JSON as a form and as text (§3.1). */
export function readBody(body: Buffer): BodyParts {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0; // a byte order mark, as clients of Windows write it
  while (at < body.length && (body[at] === 0x20 || (body[at] as number) - 9 < 5 && (body[at] as number) >= 9)) at += 1;
  if (at === body.length) return noBody;
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return { ...noBody, malformed: '请求体须为 UTF-8 编码' };
  }
  if (body[at] === 0x7b || body[at] === 0x5b) return readJson(text);
  if (body[at] === 0x3c) return { ...noBody, malformed: '此地址不受理 XML，请用查询参数、表单或 JSON' };
  if (multipart.test(text)) return { ...noBody, malformed: '此地址不受理 multipart 表单，请用查询参数、普通表单或 JSON' };
  return { ...noBody, form: readPairs(text) };
}

/** Read as a form its conditions would be lost in names that nobody declared. */
const multipart = /^\s*--[^\r\n]{1,100}\r?\ncontent-/i;

function readJson(text: string): BodyParts {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ...noBody, malformed: 'JSON 请求体须为对象' };
    // A number that lost digits on the way would ask for somebody else's record.
    const lossy = Object.entries(value).find(([, member]) => typeof member === 'number' && Math.abs(member) > Number.MAX_SAFE_INTEGER);
    if (lossy) return { ...noBody, malformed: `参数 ${lossy[0].slice(0, 60)} 的数值过长，请用文本` };
    if (topMembers(text) !== Object.keys(value).length) return { ...noBody, malformed: 'JSON 请求体中有同名参数，请只保留一个' };
    const members = Object.entries(value);
    return { ...noBody, json: new Map(members.length > mostParameters ? [...members.slice(0, mostParameters), [beyond, true]] : members) };
  } catch {
    return { ...noBody, malformed: 'JSON 请求体无法解析' };
  }
}

/** Members written at the top level of a valid object: a colon outside texts for each. A parser keeps the last of two equal names, what stands before us may keep the first. */
function topMembers(text: string): number {
  let members = 0;
  readStructure(text, (mark, depth) => { if (mark === 'colon' && depth === 1) members += 1; });
  return members;
}

/** `a=1&b=2` with percent-encoding. The first of a name counts, a second that differs is marked. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let n = 0;
  for (const part of text.split('&')) {
    if (part === '') continue;
    if ((n += 1) > mostParameters) {
      pairs.set(beyond, '');
      break;
    }
    const eq = part.indexOf('=');
    const name = nameOf(eq < 0 ? part : part.slice(0, eq));
    const value = eq < 0 ? '' : decoded(part.slice(eq + 1));
    const before = pairs.get(name);
    if (before === undefined) pairs.set(name, value);
    else if (before !== value) pairs.set(twice, name);
  }
  return pairs;
}

/** No declared parameter has these names: marks of what was seen beside the parameters. */
const twice = '\u0000twice';
const beyond = '\u0000beyond';

function nameOf(text: string): string {
  const name = decoded(text);
  return name === otherCharset ? text : name;
}

function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodedInParts(spaced);
  }
}

/** A `%` that encodes nothing stays as it came, and takes nothing of what stands beside it along. */
function decodedInParts(text: string): string {
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => utf8.decode(Buffer.from(run.replaceAll('%', ''), 'hex')));
  } catch {
    return otherCharset;
  }
}

/** Joins the places. Objects and lists among JSON members are no parameters; numbers and truth values are their texts. */
export function businessParameters(query: ReadonlyMap<string, string>, body: BodyParts, isAuth: (lowerName: string) => boolean): Parameters {
  const all = new Map<string, string>();
  let contradicting = query.get(twice) ?? body.form?.get(twice);
  const put = (name: string, value: string): void => {
    if (name === twice || name === beyond || isAuth(name.toLowerCase())) return;
    const before = all.get(name);
    if (before === undefined) all.set(name, value);
    else if (before !== value) contradicting ??= name;
  };
  for (const [name, value] of query) put(name, value);
  for (const [name, value] of body.form ?? []) put(name, value);
  for (const [name, value] of body.json ?? []) if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') put(name, String(value));
  return { get: (name) => all.get(name), names: [...all.keys()], contradicting, tooMany: query.has(beyond) || body.form?.has(beyond) === true || body.json?.has(beyond) === true, malformed: body.malformed };
}
