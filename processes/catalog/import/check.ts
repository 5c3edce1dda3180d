import { isLawError, LawError } from '../../../law/errors.ts';
import { columnName } from '../../../platform/workbook/index.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { addEntries, countsOf, dropEntries } from '../store/import-entries.ts';
import { bytesOf, dropBytes, setImport, type ImportRecord } from '../store/imports.ts';
import { namesOf } from '../store/standing.ts';
import type { Assumed } from '../workbook/collect.ts';
import type { Asked, Entry, Fed, Said } from '../workbook/thread.ts';
import type { Claim } from './claim.ts';
import type { ImportDeps } from './receive.ts';
import { standings } from './standings.ts';
import { readWorkbook } from './threads.ts';

/**
 * Reads a workbook, compares it with what stands and keeps what is to become of each entry: the preview. Begun anew where
 * it was interrupted. Nothing of the catalogue changes.
 */
export async function check(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<void> {
  try {
    await transact(deps.db, async (tx) => { await claim.hold(tx); await dropEntries(tx, it); await setImport(tx, it, { rowsRead: 0, found: 0 }); });
    const bytes = await bytesOf(deps.db, it);
    if (bytes === undefined) return await refuse(deps.db, it, { message: '工作簿已经不在平台上，请重新上传。', article: null, cells: [] });
    const secret = await readAll(deps, it, bytes, claim);
    if (secret.length > 0) return await refuseSecret(deps, it, secret, claim);
    await transact(deps.db, async (tx) => {
      await claim.hold(tx);
      await setImport(tx, it, { state: 'checked', counts: await countsOf(tx, it), tries: 0 });
    });
  } catch (thrown) {
    if (!isLawError(thrown)) throw thrown;
    await refuse(deps.db, it, { message: thrown.message, article: thrown.article, cells: [] });
  }
}

const BATCH = 100;

/** Answers where a row says that it is secret. */
async function readAll(deps: ImportDeps, it: ImportRecord, bytes: Buffer, claim: Claim): Promise<string[]> {
  const { department, names, today } = await transact(deps.db, (tx) => known(tx, deps.directory, it));
  const asked: Asked[] = [];
  const secret: string[] = [];
  async function* answers(): AsyncGenerator<Fed> {
    const find = standings(it.region, names);
    for (let at = 0; at < asked.length; at += BATCH) yield { standings: await transact(deps.db, (tx) => find(tx, asked.slice(at, at + BATCH))) };
  }
  for await (const said of readWorkbook({ bytes, today, department, assumed: it.assumed as Assumed }, answers())) {
    if (said.is === 'found') for (const one of said.asked) asked.push(one);
    await transact(deps.db, async (tx) => {
      await claim.hold(tx);
      await note(tx, it, said, secret);
    });
  }
  return secret;
}

async function known(tx: Tx, directory: Directory, it: ImportRecord) {
  const organisation = await directory.organisation(tx, it.org);
  return {
    department: { code: it.org, name: organisation?.name ?? it.org, shortName: organisation?.shortName ?? it.org },
    names: await namesOf(tx, it.region, it.org), today: await directory.legalToday(tx),
  };
}

async function note(tx: Tx, it: ImportRecord, said: Said, secret: string[]): Promise<void> {
  if (said.is === 'rows') return setImport(tx, it, { rowsRead: said.rows });
  if (said.is === 'found') return setImport(tx, it, { rowsRead: said.rows, layout: said.layout, template: said.version, sheets: said.sheets, missing: said.missing });
  await addEntries(tx, it, said.entries.map((one) => rowOf(one)));
  for (const one of said.entries) if (one.secret) secret.push(placeOf(one));
  await setImport(tx, it, { found: said.entries.at(-1)?.n ?? 0 });
}

function rowOf({ n, parent, mixed, kind, duplicate, sheet, row, name, itemCount, problems, differences, body, standing }: Entry) {
  const errors = problems.filter((problem) => problem.level === 'error').length;
  return {
    n, parent, kind: mixed ? 'mixed' as const : duplicate ? 'duplicate' as const : kind, sheet, rowN: row, name: name.slice(0, 200), itemCount, problems, errors, differences: differences.slice(0, 300), body,
    entry: standing.entry, caseId: standing.caseId, savedAt: standing.savedAt, version: standing.version,
  };
}

const placeOf = (one: Entry): string => `${one.sheet}!${one.column === 0 ? '' : columnName(one.column)}${one.row}`;

/** 3 ¶1: what says that it is secret is not kept on the platform, not even as a file that waits to be corrected. */
async function refuseSecret({ db, inside }: ImportDeps, it: ImportRecord, cells: readonly string[], claim: Claim): Promise<void> {
  const rows = `${cells.slice(0, 5).join('、')}${cells.length > 5 ? ` 等 ${cells.length} 处` : ''}`;
  await transact(db, async (tx) => {
    await claim.hold(tx);
    await dropEntries(tx, it);
    await dropBytes(tx, it);
    await setImport(tx, it, { state: 'refused', refusal: { message: secretMessage(rows), article: '3.1', cells: cells.slice(0, 50) } });
    await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'refused-secret', cells: cells.length, org: it.org, person: it.person });
  });
}

async function refuse(db: Db, it: ImportRecord, refusal: NonNullable<ImportRecord['refusal']>): Promise<void> {
  await transact(db, async (tx) => {
    await dropEntries(tx, it);
    await dropBytes(tx, it);
    await setImport(tx, it, { state: 'refused', refusal });
  });
}

function secretMessage(rows: string): string {
  return new LawError('IMPORT_SECRET', { rows }).message;
}
