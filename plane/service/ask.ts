import { refused, type Refusal } from '../national/answers.ts';
import { mostParameters, otherCharset, type Parameters } from './parameters.ts';
import type { Service } from './plan.ts';

/** What a call asks, checked against what was declared. */
export interface Ask {
  readonly given: readonly (string | undefined)[];
  readonly page: number;
  readonly pageSize: number;
  /** Key values of the record after which the page goes on, instead of its number. */
  readonly after: readonly string[] | undefined;
  /** Names that were sent and are not declared: ignored and recorded. */
  readonly ignored: string | null;
  /** Canonical text of the declared parameters, for the keyed digest. */
  readonly text: string;
}

const longestValue = 1_000;
const deepestPage = 1_000_000;
const whole = /^[1-9][0-9]{0,8}$/;

/** Reads declared keys, `page` and `pageSize`; a missing key is a refusal, whatever is not declared is ignored. */
export function askOf(plan: Service, parameters: Parameters): Ask | Refusal {
  if (parameters.malformed !== undefined) return refused('malformed', parameters.malformed, { why: parameters.malformed });
  if (parameters.contradicting !== undefined) return refused('contradicting', `参数 ${shown(parameters.contradicting)} 给出了两个不同的值`, { name: shown(parameters.contradicting), why: '给出了两个不同的值' });
  if (parameters.tooMany) return refused('bad-value', `参数过多，最多 ${mostParameters} 个`, { name: '查询条件', why: `最多 ${mostParameters} 个` });
  const given: (string | undefined)[] = [];
  let text = '';
  for (const { param, required } of plan.keys) {
    const value = parameters.get(param);
    if (value === undefined || value === '') {
      if (required) return refused('missing-key', `缺少必填参数 ${param}`, { keys: param });
      given.push(undefined);
      continue;
    }
    if (value === otherCharset) return refused('bad-value', `参数 ${param} 须以 UTF-8 编码`, { name: param, why: '须以 UTF-8 编码' });
    if (value.length > longestValue || value.includes('\0')) return refused('bad-value', `参数 ${param} 的格式不正确`, { name: param, why: '格式不正确' });
    given.push(value);
    text += `${param}=${value}\u001f`;
  }
  const page = bounded(parameters.get('page'), 1, deepestPage);
  if (page === undefined) return refused('bad-page', 'page 须为从 1 起的整数', { name: 'page', why: '须为从 1 起的整数' });
  const pageSize = plan.kind === 'verification' ? 1 : bounded(parameters.get('pageSize'), plan.pageSize, plan.pageSize);
  if (pageSize === undefined) return refused('bad-page-size', `pageSize 须为 1 至 ${plan.pageSize} 的整数`, { name: 'pageSize', why: `须为 1 至 ${plan.pageSize} 的整数` });
  const going = plan.continues === 0 ? undefined : parameters.get('after') || undefined;
  const after = going === undefined ? undefined : afterOf(going, plan.continues);
  if (going !== undefined && (after === undefined || page > 1)) return refused('bad-value', 'after 须为上一页应答中的 next，不与 page 同用', { name: 'after', why: '须为上一页应答中的 next，不与 page 同用' });
  return { given, page, pageSize, after, ignored: ignoredOf(plan, parameters), text: `${text}${going === undefined ? page : `>${going}`}\u001f${pageSize}` };
}

/** Where the next page goes on: the key of the last record, which the caller was given in it. */
export const nextOf = (lastKey: string): string => Buffer.from(lastKey).toString('base64url');

function afterOf(text: string, continues: number): readonly string[] | undefined {
  const values = /^[\w-]{1,2000}$/.test(text) ? Buffer.from(text, 'base64url').toString().split('\u001f') : [];
  return values.length === continues && !values.some((value) => value.includes('\0')) ? values : undefined;
}

const shown = (name: string): string => name.slice(0, 60);

function bounded(text: string | undefined, otherwise: number, most: number): number | undefined {
  if (text === undefined || text === '') return otherwise;
  return whole.test(text) && Number(text) <= most ? Number(text) : undefined;
}

function ignoredOf(plan: Service, parameters: Parameters): string | null {
  let names = '';
  for (const name of parameters.names) {
    if (name === 'page' || name === 'pageSize' || (name === 'after' && plan.continues > 0) || plan.keys.some((key) => key.param === name)) continue;
    names += `${names === '' ? '' : ','}${shown(name)}`;
    if (names.length > 300) break;
  }
  return names === '' ? null : names.slice(0, 300);
}
