import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { retention } from '../law/retention.ts';
import { projectRoot } from '../platform/project.ts';

const text = readFileSync(join(projectRoot, 'docs/handbook/影响评估.md'), 'utf8');

test('the platform’s own 影响评估 says how long each kind of data is kept, as law/retention.ts has it (《个人信息保护法》第十九条)', () => {
  const stated = [...text.matchAll(/^\| (.+?) \| (\d+) \| (.+?) \|$/gm)].map(([, zh, days, since]) => [zh, Number(days), since]);
  const kept = Object.values(retention).flatMap(({ zh, keeps }) => ('days' in keeps ? [[zh, keeps.days, keeps.since]] : []));
  expect(stated).toEqual(kept);
});

test('it answers each case of Art. 55 and each question of Art. 56, and leaves open what only the office knows', () => {
  for (const part of ['敏感个人信息', '自动化决策', '委托处理', '向境外提供', '第五十六条第一项', '第五十六条第二项', '第五十六条第三项', '至少保存三年']) expect(text).toContain(part);
  expect(text.match(/〔/g)?.length).toBeGreaterThan(30);
});
