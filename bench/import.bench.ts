/**
 * A department's catalogue in a workbook of the template (issue: catalogue by the thousand): written, uploaded, looked through, imported as drafts,
 * taken back; the routes' work and the job's, one after the other, as one department does it.
 *
 *   npm run bench -- import [--json] [--rows n] [--quick]       (three real catalogues, then n = 20,000 entries in workbooks of 10,000, which is what one may hold; quick: the real ones once)
 *
 * `ms`: from the upload to the last draft. `copyMs`: a plain COPY of the same rows, into tables with the same keys, indexes and checks; `ratioCopy` is its
 * part of `importMs`. Median of rounds; the drafts of a round are abandoned before the next. Database in a home of its own, fsync on.
 *
 * Seen 2026-11-29, AMD EPYC × 2, Node 20.20, only beside others' tests (load 8 to 20), so in processor time an entry, ten items each, program and database:
 * entry by entry 8.3 and 8.7 ms, 57.8 s for 1,434; fifty a transaction with prepared statements 4.7 and 2.3 ms, 15 to 20 s at load 11. Of 10,000 entries of three
 * items: looking 0.6 ms, importing 1.5 and 1.6 ms, the last as the first. A workbook is written in 0.66 s of the processor, before 1.8. Taking back: 5.5 and
 * 4.6 ms an entry before its cases were read and numbered fifty at a time, 3.3 and 1.9 since, where importing took 3.3 and 1.7 (400 entries, load 15). Two workbooks of
 * 10,000 entries (5.6 MiB each, four items at most), worked on by a process of its own that was ended with kill -9 at 6,000: all 20,000 became drafts, each once, in 13 min at load 17 to 37;
 * looking took 117 s. Exported they are an archive of two workbooks, 11 MiB in 76 s at that load. Of the processor
 * the writing of 10,000 takes 3.3 s (26,910 items, 5.6 MiB; 33 s by the clock at load 25), so 7 s for both. Quiet (load 1 to 2, the second workbook at 5): the 1,434 real entries from upload to
 * the last draft in 6.6 s (219 a second, 0.168 of COPY), taken back in 4.3 s; 20,000 entries in 129 s, 13 of them looking (155 a second, 0.099 of COPY), 605 MB at most.
 * Exporting 20,000 published entries (four items at most; by hand), processor of program and database: 本部门目录 as two workbooks 8.8 and 1.8 s (11.4 MiB), 查询结果 as a workbook 9.8 and
 * 2.8 s, the list as CSV 2.0 and 1.3 s (7.1 MiB), as JSON-LD 1.7 and 1.2 s (26.6 MiB); by the clock 30 to 67 s and 8 to 11 s at load 26; nowhere one step that most of it goes to.
 */
import { loadavg } from 'node:os';
import { buffer } from 'node:stream/consumers';
import type { EntryBody } from '../processes/catalog/contract.ts';
import { writeWorkbook } from '../processes/catalog/import/threads.ts';
import { importing } from '../processes/catalog/import/import.testing.ts';
import { most } from '../processes/catalog/workbook/collect.ts';
import type { Outgoing } from '../processes/catalog/workbook/fill.ts';
import { guide } from '../processes/catalog/workbook/template.ts';
import { cpuMs } from './gateway/cpu.ts';
import { entriesUpTo, realEntries } from './import/catalogues.ts';
import { copyOfTheSame } from './import/copy.ts';
import { officeAtHome, todayOf, type Office } from './import/home.ts';
import { machine, median, round, say } from './machine.ts';
import type { Bench } from './run.ts';

interface Took { readonly ms: number; readonly checkMs: number; readonly importMs: number; readonly undoMs: number }

const page = 200;
async function* pages(entries: readonly EntryBody[]) {
  const outgoing = entries.map((body): Outgoing => ({ code: null, publishedOn: null, provider: '', providerName: '', body }));
  for (const sheet of [1, 2]) for (let at = 0; at < outgoing.length; at += page) yield { sheet, entries: outgoing.slice(at, at + page) };
}

async function written(office: Office, entries: readonly EntryBody[]): Promise<Buffer> {
  const began = performance.now();
  const bytes = await buffer(writeWorkbook('bench', { today: await todayOf(office), guide }, pages(entries)));
  say(`${entries.length} entries, ${entries.reduce((sum, one) => sum + one.items.length, 0)} items: workbook of ${round(bytes.length / 2 ** 20, 1)} MiB, written in ${Math.round(performance.now() - began)} ms`);
  return bytes;
}

/** One import: looked through, imported, and taken back where it is not the last. */
async function once(office: Office, bytes: Buffer, entries: number, keep: boolean): Promise<Took> {
  const desk = importing(office);
  const cpus = () => [cpuMs({ pid: process.pid }), cpuMs({ postmaster: office.postmaster })];
  const [began, before] = [performance.now(), cpus()];
  const seen = await desk.checked(bytes);
  if (seen.counts?.add !== entries) throw new Error(`${JSON.stringify(seen.counts)} ${JSON.stringify(seen.refusal)} ${JSON.stringify((await desk.entries(seen, { kind: 'error' })).slice(0, 3))}`);
  const [checkedAt, between] = [performance.now(), cpus()];
  await desk.start(seen);
  await desk.work();
  const done = await desk.view(seen);
  const doneAt = performance.now();
  if (done.state !== 'done' || done.drafts !== entries) throw new Error(`${done.state}: ${done.drafts} drafts, ${done.failed} failed`);
  const used = (from: readonly number[], to: readonly number[]) => to.map((ms, n) => round((ms - (from[n] ?? 0)) / entries, 2)).join(' and ');
  say(`looked through in ${Math.round(checkedAt - began)} ms, imported in ${Math.round(doneAt - checkedAt)} ms, ${Math.round((entries / (doneAt - began)) * 1_000)} entries/s; processor an entry, program and database: looking ${used(before, between)} ms, importing ${used(between, cpus())} ms; load ${loadavg()[0]?.toFixed(1) ?? ''}`);
  let undoMs = 0;
  if (!keep) {
    await desk.act(done, 'undo');
    await desk.work();
    undoMs = performance.now() - doneAt;
    say(`taken back in ${Math.round(undoMs)} ms`);
  }
  return { ms: doneAt - began, checkMs: checkedAt - began, importMs: doneAt - checkedAt, undoMs };
}

export const bench: Bench = {
  about: 'a catalogue by the thousand: the workbook out and in, drafts made, taken back',
  async run({ quick, rows }) {
    const office = await officeAtHome();
    try {
      say(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}; three real catalogues (data/catalogs), PostgreSQL 18, fsync on`);
      const real = realEntries();
      const bytes = await written(office, real);
      const rounds = quick ? 1 : 3;
      const took: Took[] = [];
      for (let n = 1; n <= rounds; n += 1) took.push(await once(office, bytes, real.length, n === rounds));
      const copyMs = (await copyOfTheSame(office.ownerUrl)) / rounds; // the rows of every round lie there
      const of = (key: keyof Took) => Math.round(median(took.map((one) => one[key]).filter((ms) => ms > 0)));
      const figures = { entries: real.length, ms: of('ms'), checkMs: of('checkMs'), importMs: of('importMs'), entriesPerSecond: round((real.length / of('ms')) * 1_000, 1), copyMs: Math.round(copyMs), ratioCopy: round(copyMs / of('importMs')) };
      return quick ? figures : { ...figures, undoMs: of('undoMs'), ...(await many(rows ?? 20_000)), maxRssMb: Math.round(process.resourceUsage().maxRSS / 1_024) };
    } finally {
      await office.stop();
    }
  },
};

/** Many more on an empty platform, workbook after workbook, once. */
async function many(count: number): Promise<Readonly<Record<string, number>>> {
  const office = await officeAtHome();
  try {
    const entries = entriesUpTo(count);
    const took: Took[] = [];
    for (let at = 0; at < count; at += most.entries) {
      const part = entries.slice(at, at + most.entries);
      took.push(await once(office, await written(office, part), part.length, true));
    }
    const of = (key: keyof Took) => Math.round(took.reduce((sum, one) => sum + one[key], 0));
    const copyMs = await copyOfTheSame(office.ownerUrl);
    return { manyEntries: count, manyMs: of('ms'), manyCheckMs: of('checkMs'), manyImportMs: of('importMs'), manyPerSecond: round((count / of('ms')) * 1_000, 1), manyCopyMs: Math.round(copyMs), manyRatioCopy: round(copyMs / of('importMs')) };
  } finally {
    await office.stop();
  }
}
