import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errors } from '../../law/errors.ts';
import { projectRoot } from '../../platform/project.ts';
import { callReasons } from '../../processes/usage/index.ts';
import { refused } from '../national/answers.ts';
import { codeOf, problemOf, publicCodes } from './problems.ts';

/** Words of the national protocol alone: its door has one text for them. */
const nationalOnly = new Set(['rtime', 'incomplete', 'not-listed', 'no-tls', 'sign-used']);

function reasons(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return reasons(join(folder, entry.name));
    if (!entry.name.endsWith('.ts') || /\.(test|fixture)\./.test(entry.name)) return [];
    return [...readFileSync(join(folder, entry.name), 'utf8').matchAll(/(?:refused|notListed)\('([a-z-]+)'/g)].map((found) => found[1] ?? '');
  });
}

test('every reason that the plane gives has a public code and Chinese words, and every code of the gateway is given for one', () => {
  const all = [...new Set(reasons(join(projectRoot, 'plane')))].filter((reason) => !nationalOnly.has(reason));
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter((reason) => callReasons[reason] === undefined)).toEqual([]);
  for (const reason of [...all, 'body-slow', 'body-too-large', 'state-preparing', 'state-suspended', 'state-disposed', 'failed-down', 'failed-42P01', 'failed-outside']) expect(errors, reason).toHaveProperty(codeOf(reason));
  expect(Object.keys(errors).filter((code) => code.startsWith('GATE_') && !publicCodes.includes(code as keyof typeof errors))).toEqual([]);
  expect(() => codeOf('never-heard-of')).toThrow();
});

test('a problem has the members of RFC 9457, our sentence, and the law’s where an article stands behind it', () => {
  expect(problemOf(refused('state-suspended', '授权已暂停'), 'R-1')).toEqual({
    type: '/developers#GATE_GRANT_SUSPENDED', title: '授权已暂停', status: 403, code: 'GATE_GRANT_SUSPENDED', requestId: 'R-1',
    detail: '授权已暂停，不提供数据。请在“我的授权”中查看事由和整改期限。（条例第二十七条第二款）', article: '27.2', articleZh: '第二十七条第二款', sentence: expect.stringContaining('应当暂停其政务数据共享权限'),
  });
  for (const code of publicCodes) expect(JSON.stringify(errors[code].say({ most: '1 MB', why: 'w', name: 'n', keys: 'k', period: 'p', from: 'f', allowed: 'a', wanted: 'w', until: 'u' } as never)), code).not.toContain('undefined');
});
