import { basisZh } from '../../law/basis.ts';
import { patternOf } from '../../law/error-pattern.ts';
import { errors, type ErrorCode } from '../../law/errors.ts';
import { publicCodes } from '../../plane/rest/problems.ts';
import { statusOf } from '../../platform/http/wire-errors.ts';
import type { ErrorEntry } from '../../law/errors/entry.ts';

const kindZh: Readonly<Record<ErrorEntry['kind'], string>> = {
  invalid: '400 填写不全或有误', unauthenticated: '401 须先登录', forbidden: '403 不由您办理', 'not-found': '404 没有，或者对您没有', conflict: '409 与现状冲突',
  'too-many': '429 过于频繁', unavailable: '503 暂时不能', bug: '500 平台差错',
};

const cell = (entry: ErrorEntry): string => patternOf(entry).replaceAll('|', '\\|');

/** docs/errors.md: every error there is, by code. `{…}` stands for what the sentence fills in. */
export function errorsPage(): string {
  const rows = (Object.keys(errors) as ErrorCode[]).sort().map((code) => {
    const entry = errors[code] as ErrorEntry;
    return `| \`${code}\` | ${kindZh[entry.kind]} | ${entry.article === undefined ? '' : basisZh(entry.article as never)} | ${cell(entry)} |`;
  });
  return [
    '# 错误', '', '由 `node scripts/run.mjs docs` 依 `law/errors` 打印，不手改。停用的代码不再使用。', '',
    '| 代码 | 类别 | 依据 | 句子 |', '|---|---|---|---|', ...rows, '', ...restSection(), '',
  ].join('\n');
}

/** What systems meet at the REST door (docs/rest.md), by status. */
function restSection(): string[] {
  const rows = [...publicCodes].sort((a, b) => statusOf(a) - statusOf(b) || (a < b ? -1 : 1)).map((code) => `| ${statusOf(code)} | \`${code}\` | ${cell(errors[code])} |`);
  return [
    '## REST 门', '', '`/api/data/{service}` 以 `application/problem+json`（RFC 9457）答复，`code` 为下列之一；`/oauth2/token` 以 RFC 6749 第 5.2 节的 `error` 答复，另有 `message` 和 `code`。', '',
    '| 状态 | code | 句子 |', '|---|---|---|', ...rows,
  ];
}
