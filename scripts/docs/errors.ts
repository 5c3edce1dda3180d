import { basisZh } from '../../law/basis.ts';
import { errors, type ErrorCode } from '../../law/errors.ts';
import type { ErrorEntry } from '../../law/errors/entry.ts';

const kindZh: Readonly<Record<ErrorEntry['kind'], string>> = {
  invalid: '400 填写不全或有误', unauthenticated: '401 须先登录', forbidden: '403 不由您办理', 'not-found': '404 没有，或者对您没有', conflict: '409 与现状冲突',
  'too-many': '429 过于频繁', unavailable: '503 暂时不能', bug: '500 平台差错',
};

/** docs/errors.md: every error there is, by code. `{…}` stands for what the sentence fills in. */
export function errorsPage(): string {
  const rows = (Object.keys(errors) as ErrorCode[]).sort().map((code) => {
    const entry = errors[code] as ErrorEntry;
    return `| \`${code}\` | ${kindZh[entry.kind]} | ${entry.article === undefined ? '' : basisZh(entry.article as never)} | ${sentence(entry)} |`;
  });
  return [
    '# 错误', '', '由 `node scripts/run.mjs docs` 依 `law/errors` 打印，不手改。停用的代码不再使用。', '',
    '| 代码 | 类别 | 依据 | 句子 |', '|---|---|---|---|', ...rows, '',
  ].join('\n');
}

/** The sentence with its parameters named. */
function sentence(entry: ErrorEntry): string {
  const named = new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? undefined : `{${String(name)}}`) });
  try {
    return (entry.say as (p: unknown) => string)(named).replaceAll('|', '\\|');
  } catch {
    return '';
  }
}
