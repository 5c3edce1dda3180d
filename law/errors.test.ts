import { expect, test } from 'vitest';
import { applicationErrors } from './errors/application.ts';
import { calendarErrors } from './errors/calendar.ts';
import { catalogErrors } from './errors/catalog.ts';
import { demandErrors } from './errors/demand.ts';
import { correctionErrors } from './errors/correction.ts';
import { disputeErrors } from './errors/dispute.ts';
import { documentErrors } from './errors/documents.ts';
import { engineErrors } from './errors/engine.ts';
import { gateErrors } from './errors/gate.ts';
import { grantErrors } from './errors/grant.ts';
import { httpErrors } from './errors/http.ts';
import { identityErrors } from './errors/identity.ts';
import { platformErrors } from './errors/platform.ts';
import { refluxErrors } from './errors/reflux.ts';
import { retired } from './errors/retired.ts';
import { sourceErrors } from './errors/source.ts';
import { supervisionErrors } from './errors/supervision.ts';
import { errors, fail, failBy, isLawError, LawError } from './errors.ts';
import type { ErrorCode, ErrorEntry } from './errors.ts';
import { placeExists } from './quote.ts';

const parts = [calendarErrors, engineErrors, httpErrors, identityErrors, catalogErrors, applicationErrors, sourceErrors, demandErrors, refluxErrors, correctionErrors, disputeErrors, grantErrors, supervisionErrors, documentErrors, gateErrors, platformErrors];
const rows = Object.entries(errors as Record<string, ErrorEntry>);
/** Any word for a parameter; `missing` is a list of sentences by itself. */
const anything = new Proxy({}, { get: (_, name) => (name === 'missing' ? '请补填甲。' : '甲') });
const say = (entry: ErrorEntry) => (entry.say as (p: unknown) => string)(anything);

test('no code stands in two parts, and none was retired', () => {
  expect(rows).toHaveLength(parts.reduce((sum, part) => sum + Object.keys(part).length, 0));
  for (const [code] of rows) {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^[A-Z]+$/);
    expect(retired).not.toHaveProperty(code);
  }
});

test('every error is a Chinese sentence, in plain words, of a place that exists', () => {
  for (const [code, entry] of rows) {
    expect(say(entry), code).toMatch(/^[“《\p{Script=Han}A-Z].*。$/u);
    expect(say(entry), code).not.toMatch(/undefined|null|NaN|请您/);
    expect(say(entry), code).not.toMatch(/（条例第/); // added once, from `article`
    if (entry.article !== undefined) expect(placeExists(entry.article), `${code} ${entry.article}`).toBe(true);
  }
});

test('what a person can mend says how: 请, 须, 不得, 不能 or 可以', () => {
  for (const [code, entry] of rows.filter(([, row]) => row.kind === 'invalid')) {
    expect(say(entry), code).toMatch(/请|须|应|只能|不能|不得|可以|用 |不接受|不同|不符/);
  }
});

test('a refusal carries code, kind, article and the sentence with its place', () => {
  const refusal = caught(() => fail('REFUSAL_NEEDS_REASONS'));
  expect(refusal).toMatchObject({ code: 'REFUSAL_NEEDS_REASONS', kind: 'invalid', article: '21.2' });
  expect(refusal.message).toBe('不同意共享应当说明理由，请选择理由类别并写明具体理由和依据。（条例第二十一条第二款）');
  expect(caught(() => fail('TERMINATE_TOO_EARLY', { mendBy: '2026-10-20' })).params).toEqual({ mendBy: '2026-10-20' });
  expect(caught(() => fail('LOGIN_REQUIRED')).message).toBe('请先登录。');
});

test('a refused move names the article of its row', () => {
  const refusal = caught(() => failBy('20.3', 'NOT_YOUR_MOVE', { act: '同意共享', may: '提供部门共享工作机构负责人' }));
  expect(refusal.article).toBe('20.3');
  expect(refusal.message).toContain('（条例第二十条第三款）');
  expect(caught(() => failBy('-', 'ALREADY_DONE', { act: '评价' })).message).not.toContain('条例');
});

test('parameters are checked by the compiler', () => {
  // @ts-expect-error parameters missing
  expect(() => fail('TERMINATE_TOO_EARLY')).toThrow();
  // @ts-expect-error misspelt parameter
  expect(() => fail('TERMINATE_TOO_EARLY', { mendBi: '2026-10-20' })).toThrow();
  // @ts-expect-error no such code
  const code: ErrorCode = 'NO_SUCH_CODE';
  expect(Object.keys(errors)).not.toContain(code);
  expect(isLawError(new Error('x'))).toBe(false);
});

function caught(act: () => never): LawError {
  try {
    return act();
  } catch (thrown) {
    if (isLawError(thrown)) return thrown;
    throw thrown;
  }
}
