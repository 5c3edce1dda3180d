import { articleOf, duties, type Duty, type DutyStatus } from '../../law/duties.ts';
import { findProcedure } from '../../law/procedures/index.ts';
import { articles } from '../../law/regulation.ts';

const statusZh: Readonly<Record<DutyStatus, string>> = { carried: '已实现', notYet: '尚未实现', otherPlatform: '另一平台', principle: '原则' };

/** docs/conformance.md: 条例对照 as text, printed from law/ and nowhere typed. */
export function conformance(): string {
  const count = (status: DutyStatus) => duties.filter((duty) => duty.status === status).length;
  return [
    '# 条例对照', '',
    '《政务数据共享条例》（国务院令第809号）44 条的每一项义务，由哪个程序、哪个动作、哪个时限承担，由哪些测试证明。',
    '本文件由 `node scripts/run.mjs docs` 依 `law/duties` 打印，不手改；测试会核对。“已实现”的每一项，其测试都在 `docs/test-report.json` 中通过。', '',
    `共 ${duties.length} 项：已实现 ${count('carried')}，尚未实现 ${count('notYet')}，另一平台 ${count('otherPlatform')}，原则 ${count('principle')}。`, '',
    ...articles.flatMap((article) => [`## 第 ${article.number} 条`, '', ...tableOf(duties.filter((duty) => articleOf(duty) === article.number))]),
  ].join('\n');
}

function tableOf(of: readonly Duty[]): string[] {
  if (of.length === 0) return ['本条没有可由平台承担的义务。', ''];
  return ['| 编号 | 义务 | 状态 | 程序 · 动作 · 时限 | 测试 |', '|---|---|---|---|---|', ...of.map(rowOf), ''];
}

function rowOf(duty: Duty): string {
  const table = duty.procedure === null ? undefined : findProcedure(duty.procedure);
  const words = (table?.words ?? {}) as Readonly<Record<string, string>>;
  const clock = duty.clock === null ? undefined : (table?.clocks as Readonly<Record<string, { zh: string }>> | undefined)?.[duty.clock]?.zh ?? duty.clock;
  const where = [table?.zh ?? duty.procedure, duty.moves.map((act) => (words[act] ?? act).replace('…', '')).join('、'), clock].filter(Boolean).join(' · ');
  return `| ${duty.id} | ${duty.text} | ${statusZh[duty.status]} | ${where} | ${duty.tests.join('<br>')} |`;
}
