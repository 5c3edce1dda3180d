import { plainDate } from '../../../law/plain-date.ts';
import { serveThread, type Give } from '../../../platform/threads/index.ts';
import { markBook, openBook, openPackage, writeBook, type CellValue, type Marks } from '../../../platform/workbook/index.ts';
import { standardOn } from '../draft/standard.ts';
import { collect, type Assumed, type SheetSeen } from './collect.ts';
import type { Key } from './columns.ts';
import { entryRow, itemRows, type Outgoing } from './fill.ts';
import { judge, type Department, type Judged, type Standing } from './judge.ts';
import { disagreement, splitOf } from './split.ts';
import { bookPlan, guideRows, wordRows } from './template.ts';
import type { RawEntry } from './raw.ts';

/** What a thread of the catalogue's workbooks is asked. A workbook is never read, judged or written beside a call. */
export type Work =
  | { readonly do: 'look'; readonly bytes: Uint8Array }
  | { readonly do: 'read'; readonly bytes: Uint8Array; readonly today: string; readonly department: Department; readonly assumed: Assumed }
  | { readonly do: 'mark'; readonly bytes: Uint8Array; readonly marks: Marks }
  | { readonly do: 'write'; readonly today: string; readonly guide: readonly string[]; readonly footer?: string };

/** By what an entry is known on the platform. */
export interface Asked { readonly name: string; readonly code: string; readonly related: readonly string[] }
export interface Entry extends Omit<Judged, 'body'> {
  readonly n: number; readonly parent: number | null; readonly mixed: boolean; readonly duplicate: boolean;
  readonly sheet: string; readonly row: number; readonly column: number; readonly name: string; readonly itemCount: number;
  readonly body: string; // JSON of the draft
  readonly standing: Omit<Standing, 'base'>;
}
export type Said =
  | { readonly is: 'rows'; readonly rows: number }
  | { readonly is: 'found'; readonly layout: 'template' | 'flat'; readonly version: string | null; readonly sheets: readonly SheetSeen[]; readonly missing: readonly Key[]; readonly asked: readonly Asked[]; readonly rows: number }
  | { readonly is: 'entries'; readonly entries: readonly Entry[] };
/** Outgoing entries, sheet by sheet; the answer of `standings` in the order they were asked. */
export type Fed = { readonly standings: readonly Standing[] } | { readonly sheet: number; readonly entries: readonly Outgoing[] };

serveThread(async (work: Work, input: AsyncIterable<Fed>, give) => {
  switch (work.do) {
    case 'look': await openBook(await openPackage(Buffer.from(work.bytes))); return;
    case 'read': await read(work, input, give); return;
    case 'mark': await markBook(await openBook(await openPackage(Buffer.from(work.bytes))), work.marks, (chunk) => sendBytes(chunk, give)); return;
    case 'write': await write(work, input, give); return;
  }
});

async function sendBytes(chunk: Buffer, give: Give): Promise<void> {
  const bytes = new Uint8Array(chunk); // a copy of its own, which can be handed over
  await give(bytes, [bytes.buffer]);
}

/** An entry, an entry that is to be split, or a part of the one before. */
interface Planned { readonly raw: RawEntry; readonly as: 'entry' | 'mixed' | 'part' }

async function read(work: Extract<Work, { do: 'read' }>, input: AsyncIterable<Fed>, give: Give): Promise<void> {
  const book = await openBook(await openPackage(Buffer.from(work.bytes)));
  const found = await collect(book, work.assumed, (rows) => give({ is: 'rows', rows } satisfies Said));
  const planned = found.entries.flatMap((raw) => withParts(raw));
  const asked = planned.map(({ raw }): Asked => ({ name: raw.name, code: raw.code, related: (raw.cells.get('related')?.text ?? '').split(/[;；,，、\s]+/).filter((code) => /^\d[\d/]{5,60}$/.test(code)) }));
  await give({ is: 'found', layout: found.layout, version: found.version, sheets: found.sheets, missing: missingIn(found.entries), asked, rows: found.rows } satisfies Said);
  const standard = standardOn(plainDate(work.today));
  let [n, whole] = [0, 0];
  for await (const fed of input) {
    if (!('standings' in fed)) continue;
    const entries = fed.standings.map((standing): Entry => {
      const { raw, as } = planned[n] as Planned;
      n += 1;
      if (as !== 'part') whole = n;
      const judged: Judged = as === 'mixed' ? { kind: 'error', body: {}, problems: raw.problems, differences: [], secret: false } : judge(raw, standing, standard, work.department);
      return entryOf(n, as === 'part' ? whole : null, as === 'mixed', raw, standing, judged);
    });
    await give({ is: 'entries', entries } satisfies Said);
  }
}

/** A mixed entry comes with its parts behind it. Numbers count from 1 over all of them. */
function withParts(raw: RawEntry): Planned[] {
  const split = raw.problems.length > 0 ? undefined : splitOf(raw);
  if (split !== undefined) return [{ raw: { ...raw, problems: [split.problem] }, as: 'mixed' }, ...split.parts.map((part): Planned => ({ raw: part, as: 'part' }))];
  const wrong = disagreement(raw);
  return [{ raw: wrong === undefined ? raw : { ...raw, problems: [...raw.problems, wrong] }, as: 'entry' }];
}

function entryOf(n: number, parent: number | null, mixed: boolean, raw: RawEntry, { base: _base, ...standing }: Standing, judged: Judged): Entry {
  return {
    ...judged, n, parent, mixed, duplicate: raw.duplicate === true || standing.as === 'twice', sheet: raw.sheet, row: raw.row, column: raw.columns.get('name') ?? 0, name: raw.name, itemCount: raw.items.length, standing,
    body: judged.secret ? '{}' : JSON.stringify(judged.body),
    problems: judged.problems.slice(0, 200),
  };
}

/** Columns that an entry must have and the workbook has nowhere: they can be filled in for all. */
const NEEDED: readonly Key[] = ['kind', 'group', 'heading', 'formatClass', 'formatType', 'attribute', 'ranges', 'purposes', 'modes', 'open', 'updateCycle', 'dataClass', 'grade', 'secrecy', 'duty', 'contact', 'phone', 'field', 'type', 'key', 'sensitivity', 'itemGrade'];
function missingIn(entries: readonly RawEntry[]): Key[] {
  return NEEDED.filter((key) => !entries.some((entry) => entry.has.has(key) && entry.columns.has(key)));
}

async function write(work: Extract<Work, { do: 'write' }>, input: AsyncIterable<Fed>, give: Give): Promise<void> {
  const today = plainDate(work.today);
  const incoming = input[Symbol.asyncIterator]();
  let ahead: Fed | undefined;
  const outgoing = async function* (sheet: number): AsyncGenerator<CellValue[][]> {
    for (;;) {
      const next = ahead === undefined ? await incoming.next() : { done: false, value: ahead } as const;
      ahead = undefined;
      if (next.done === true || !('entries' in next.value)) return;
      if (next.value.sheet !== sheet) { ahead = next.value; return; }
      yield sheet === 1 ? next.value.entries.map(entryRow) : next.value.entries.flatMap(itemRows);
    }
  };
  await writeBook(bookPlan(today, work.guide, work.footer), async function* (sheet) {
    if (sheet === 0) yield guideRows(work.guide);
    else if (sheet === 3) yield wordRows(today);
    else yield* outgoing(sheet);
  }, (chunk) => sendBytes(chunk, give));
}
