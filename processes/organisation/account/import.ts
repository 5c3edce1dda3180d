import type { z } from 'zod';
import { fail, LawError } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import { partId } from '../../../platform/http/once.ts';
import { invalid, invalidFields, sentenceOf } from '../../../platform/http/parse.ts';
import type { Context } from '../../../platform/http/route.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { accountActs, ActivationCode } from '../contract.ts';
import type { ImportAnswer, ImportPeople } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { readCsv, writeCsv } from './csv.ts';

/** Opens one account case; given by main.ts, since the engine is made after the processes. */
export type OpenAccount = (actor: Actor, body: unknown, ids: { readonly requestId: string; readonly asked: Buffer }) => Promise<{ readonly once?: unknown }>;

/** One row: what `create` takes, the line of the sheet it stands on, and its cells where it came as text. */
interface Row { readonly at: number; readonly account: string; readonly body: unknown; readonly cells?: readonly string[]; readonly unknownPost?: string }

/**
 * Many people at once: a CSV with a header, or rows as an account's `create` states them. Each row is a case of its own;
 * what is wrong is said by row, and the right ones stand; sent again, each row is the case it was. The columns:
 * 账号,姓名,统一社会信用代码,岗位（；分隔）,任职起,任职止,账号截止,文件
 */
export async function importPeople(deps: OrganisationDeps, ctx: Context, body: z.infer<typeof ImportPeople>, open: OpenAccount): Promise<z.infer<typeof ImportAnswer>> {
  const request = ctx.once ?? fail('REQUEST_ID_MISSING');
  request.acted = true;
  const today = await deps.db.transaction().execute((tx) => deps.directory.legalToday(tx));
  const [header, ...lines] = readCsv(body.csv ?? '');
  const rows = body.rows?.map((row, n): Row => ({ at: n + 1, account: '', body: row })) ?? csvRows(header ?? [], lines, today);
  if (rows.length === 0) fail('BODY_INVALID', { where: '', why: '没有一行可导入的内容' });
  if (rows.length > 2000) fail('BODY_INVALID', { where: '', why: '一次最多导入 2000 行' });
  const problems: z.infer<typeof ImportAnswer>['problems'] = [];
  const codes: z.infer<typeof ActivationCode>[] = [];
  const left: (readonly string[])[] = [];
  let made = 0;
  for (const [n, row] of rows.entries()) {
    try {
      const person = checked(row);
      const { once } = await open(ctx.actor, person, { requestId: partId(request.id, String(n)), asked: ctx.asked(person) });
      if (once !== undefined) codes.push(ActivationCode.parse(once));
      made += 1;
    } catch (error) {
      if (!(error instanceof LawError) || error.kind === 'bug') throw error;
      problems.push({ row: row.at, about: row.account, message: error.message });
      if (row.cells) left.push(row.cells);
    }
  }
  return { made, codes, problems, left: header === undefined || left.length === 0 ? '' : writeCsv([header, ...left]) };
}

/** @throws what is wrong with a row, in the words of its columns */
function checked(row: Row): unknown {
  if (row.unknownPost !== undefined) fail('BODY_INVALID', { where: `“${columns.posts}”`, why: `没有“${row.unknownPost.slice(0, 30)}”，只能写：${[...postOf.keys()].join('、')}` });
  const parsed = accountActs.create.strict().safeParse(row.body, { error: sentenceOf });
  if (parsed.success) return row.body;
  if (!row.cells) throw invalid(parsed.error.issues);
  throw invalidFields(parsed.error.issues.map((issue) => ({ path: columnOf(issue.path.map(String)), message: issue.message })));
}

const columns = { account: '账号', name: '姓名', org: '统一社会信用代码', posts: '岗位', from: '任职起', to: '任职止', until: '账号截止', document: '文件' } as const;
const postOf = new Map(Object.entries(postNames).filter(([post]) => !post.startsWith('platform-')).map(([post, zh]) => [zh, post]));

function columnOf(path: readonly string[]): string {
  const last = path[path.length - 1] ?? '';
  return last === 'organisation' ? columns.org : last === 'post' ? columns.posts : columns[last as keyof typeof columns] ?? path.join('.');
}

/** A day as sheets write it: 2026/3/5, 2026.3.5, 2026年3月5日. */
function dayOf(text: string | undefined): string | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text ?? '');
  return found ? `${found[1]}-${String(found[2]).padStart(2, '0')}-${String(found[3]).padStart(2, '0')}` : text;
}

function csvRows(header: readonly string[], lines: readonly (readonly string[])[], today: string): readonly Row[] {
  const at = (name: string): number => header.findIndex((cell) => cell.trim() === name);
  for (const name of [columns.account, columns.name, columns.org]) if (at(name) < 0) fail('BODY_INVALID', { where: '表头', why: `缺少“${name}”列` });
  return lines.map((cells, n) => ({ cells, at: n + 2 })).filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).map(({ cells, at: line }): Row => {
    const cell = (name: string): string | undefined => (at(name) < 0 ? undefined : cells[at(name)]?.trim() || undefined);
    const org = cell(columns.org) ?? '';
    const posts = (cell(columns.posts) ?? '').split(/[;；、]/).map((text) => text.trim()).filter((text) => text !== '');
    const unknownPost = posts.find((zh) => !postOf.has(zh));
    const body = {
      person: { account: cell(columns.account) ?? '', name: cell(columns.name) ?? '' }, organisation: org,
      posts: posts.map((zh) => ({ org, post: postOf.get(zh) ?? zh, from: dayOf(cell(columns.from)) ?? today, to: dayOf(cell(columns.to)) ?? null })),
      ...(cell(columns.until) === undefined ? {} : { until: dayOf(cell(columns.until)) }), ...(cell(columns.document) === undefined ? {} : { document: cell(columns.document) }),
    };
    return { at: line, account: body.person.account.slice(0, 40), cells, body, ...(unknownPost === undefined ? {} : { unknownPost }) };
  });
}
