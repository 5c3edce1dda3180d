import type { z } from 'zod';
import { fail, LawError } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import { partId } from '../../../platform/http/once.ts';
import { invalid, sentenceOf } from '../../../platform/http/parse.ts';
import type { Context } from '../../../platform/http/route.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { accountActs, ActivationCode } from '../contract.ts';
import type { ImportAnswer, ImportPeople } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { readCsv } from './csv.ts';

/** Opens one account case; given by main.ts, since the engine is made after the processes. */
export type OpenAccount = (actor: Actor, body: unknown, requestId: string) => Promise<{ readonly once?: unknown }>;

/**
 * Many people at once: a CSV with a header, or rows as an account's `create` states them. Each row is a case of its own;
 * what is wrong is said by row, and the right ones stand; sent again, each row is the case it was. The columns:
 * 账号,姓名,统一社会信用代码,岗位（；分隔）,任职起,任职止,账号截止,文件
 */
export async function importPeople(deps: OrganisationDeps, ctx: Context, body: z.infer<typeof ImportPeople>, open: OpenAccount): Promise<z.infer<typeof ImportAnswer>> {
  const request = ctx.once ?? fail('REQUEST_ID_MISSING');
  request.acted = true;
  const today = await deps.db.transaction().execute((tx) => deps.directory.legalToday(tx));
  const rows = body.rows ?? csvRows(body.csv ?? '', today);
  if (rows.length === 0) fail('BODY_INVALID', { where: '', why: '没有一行可导入的内容' });
  if (rows.length > 2000) fail('BODY_INVALID', { where: '', why: '一次最多导入 2000 行' });
  const problems: { row: number; message: string }[] = [];
  const codes: z.infer<typeof ActivationCode>[] = [];
  let made = 0;
  for (const [at, row] of rows.entries()) {
    try {
      const parsed = accountActs.create.strict().safeParse(row, { error: sentenceOf });
      if (!parsed.success) throw invalid(parsed.error.issues);
      const { once } = await open(ctx.actor, row, partId(request.id, String(at)));
      if (once !== undefined) codes.push(ActivationCode.parse(once));
      made += 1;
    } catch (error) {
      if (!(error instanceof LawError) || error.kind === 'bug') throw error;
      problems.push({ row: at + 1, message: error.message });
    }
  }
  return { made, codes, problems };
}

const columns = { account: '账号', name: '姓名', org: '统一社会信用代码', posts: '岗位', from: '任职起', to: '任职止', until: '账号截止', document: '文件' } as const;
const postOf = new Map(Object.entries(postNames).filter(([post]) => !post.startsWith('platform-')).map(([post, zh]) => [zh, post]));

function csvRows(csv: string, today: string): unknown[] {
  const [header = [], ...lines] = readCsv(csv);
  const at = (name: string): number => header.findIndex((cell) => cell.trim() === name);
  for (const name of [columns.account, columns.name, columns.org]) if (at(name) < 0) fail('BODY_INVALID', { where: '表头', why: `缺少“${name}”列` });
  return lines.filter((line) => line.some((cell) => cell.trim() !== '')).map((line) => {
    const cell = (name: string): string | undefined => (at(name) < 0 ? undefined : line[at(name)]?.trim() || undefined);
    const org = cell(columns.org) ?? '';
    const posts = (cell(columns.posts) ?? '').split(/[;；、]/).map((text) => text.trim()).filter((text) => text !== '');
    return {
      person: { account: cell(columns.account) ?? '', name: cell(columns.name) ?? '' }, organisation: org,
      posts: posts.map((zh) => ({ org, post: postOf.get(zh) ?? zh, from: cell(columns.from) ?? today, to: cell(columns.to) ?? null })),
      ...(cell(columns.until) === undefined ? {} : { until: cell(columns.until) }), ...(cell(columns.document) === undefined ? {} : { document: cell(columns.document) }),
    };
  });
}
