import type { Reader } from '../postgres/database.ts';
import { byHundreds } from './by-hundreds.ts';
import { contentSaid, partZh, type CaseContent, type ContentSaid, type Part } from './case-content.ts';
import type { CaseUnlikeMoves } from './move-entry.ts';
import { entriesOfCases, type CaseEntry } from './store.ts';

/** A case as it lies in the database now. `salt`: of its newest move. */
export interface CaseSeen extends CaseContent { readonly region: string; readonly id: string; readonly version: number; readonly salt: Buffer | null }

type Said = CaseEntry & { readonly body: { readonly version: number; readonly content?: ContentSaid; readonly number?: string } };

/** Compares every case with what its newest entry says stands in it. */
export async function* casesAltered(db: Reader, seen: AsyncIterable<CaseSeen>): AsyncIterable<string> {
  for await (const some of byHundreds(seen)) yield* compare(db, some);
}

async function* compare(db: Reader, cases: readonly CaseSeen[]): AsyncIterable<string> {
  const entries = await saidOf(db, cases.map(subjectOf));
  for (const it of cases) yield* problemsOf(it, entries.get(subjectOf(it)) ?? []);
}

function* problemsOf(it: CaseSeen, entries: readonly Said[]): Iterable<string> {
  const name = nameOf(subjectOf(it), it.number);
  if (new Set(entries.map((entry) => entry.id)).size < entries.length) yield `${name}的同一账本条目记载了不止一次。`;
  const altered = [...partsAltered(it, newestOf(entries)), ...(numberFits(it, entries) ? [] : ['number' as const])];
  if (altered.length > 0) yield `${name}的${[...new Set(altered)].map((part) => partZh[part]).join('、')}与账本条目不符，已被改动。`;
}

/** A move says what stands in the case after it; what changed without one, or after it, has an entry of its own. */
function newestOf(entries: readonly Said[]): Said | undefined {
  const rank = (entry: Said) => entry.body.version * 2 + (entry.kind === 'case' ? 1 : 0);
  return entries.filter((entry) => entry.kind !== 'number').reduce<Said | undefined>((best, entry) => (best !== undefined && rank(best) > rank(entry) ? best : entry), undefined);
}

/** Nothing where the newest move was made before entries spoke of what stands in a case, or is not that of the row: then that is found. */
function partsAltered(it: CaseSeen, newest: Said | undefined): Part[] {
  if (it.salt === null || newest?.body.content === undefined || newest.body.version !== it.version) return [];
  const [said, now] = [newest.body.content, contentSaid(it.salt, it)];
  return (Object.keys(said) as Part[]).filter((part) => said[part] !== now[part]);
}

/** A case gets its number once. Where a program of before took any of its moves, as it may beside this one, its number may have no entry. */
function numberFits(it: CaseSeen, entries: readonly Said[]): boolean {
  const numbers = entries.filter((entry) => entry.kind === 'number');
  if (numbers.length > 0) return numbers.length === 1 && numbers[0]?.body.number === it.number;
  const moves = entries.filter((entry) => entry.kind === 'move');
  return it.number === null || moves.length === 0 || moves.some((entry) => entry.body.content === undefined);
}

/** A case that stands elsewhere than its moves left it, or stands no more, as people read it. */
export async function sayUnlike(db: Reader, it: CaseUnlikeMoves): Promise<string> {
  const told = (await saidOf(db, [it.subject])).get(it.subject)?.find((entry) => entry.kind === 'number')?.body.number;
  const name = nameOf(it.subject, it.number ?? told ?? null);
  const moved = it.movedTo === null ? '没有任何办理记录' : `办理记录止于第 ${it.movedVersion} 步（${it.movedTo}）`;
  if (it.state !== null && it.state === it.movedTo && it.version === it.movedVersion) return `${name}的最近办理时间与办理记录不符，已被改动。`;
  return it.state === null ? `${name}已不在库中，${moved}：事项已被删除。` : `${name}现为第 ${it.version} 步（${it.state}），${moved}：事项已被改动。`;
}

async function saidOf(db: Reader, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Said[]>> {
  const entries = new Map<string, Said[]>();
  for (const { body, ...row } of await entriesOfCases(db, subjects, ['move', 'case', 'number'])) entries.set(row.subject, [...(entries.get(row.subject) ?? []), { ...row, body: JSON.parse(body) as Said['body'] } as Said]);
  return entries;
}

const subjectOf = (it: Pick<CaseSeen, 'region' | 'id'>): string => `${it.region}-${it.id}`;
const nameOf = (subject: string, number: string | null): string => (number === null ? `事项 ${subject} ` : `事项 ${number}（${subject}）`);
