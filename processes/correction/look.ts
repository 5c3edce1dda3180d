import { isLawError, type LawError } from '../../law/errors.ts';
import { lookedAt, type Looking } from '../../law/correction-rows.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { lookUpIn, type LookUp, type RecordSeen, type Source } from '../resource/index.ts';
import { keysOf } from './rows.ts';
import { sealingOf, type Row } from './seal.ts';
import type { At, CorrectionRecord } from './store/corrections.ts';
import * as store from './store/corrections.ts';
import * as rows from './store/rows.ts';

/** Records looked at in one statement on the provider's database. */
const pageRows = 500;
/** So many the act of feeding back looks at by itself; of more the platform looks beforehand, as a job. */
export const mostAtOnce = 500;

export interface LookDeps { readonly db: Db; readonly source: Source; readonly keys: Keys; readonly inside: EngineInside }

/** Art. 26 ¶2: a correction counts when the new value is seen where the resource is bound. One page of one correction at a time. */
export function lookJobs(deps: LookDeps): Job[] {
  return [{ name: 'corrections', everyMs: 2_000, run: () => lookOnce(deps) }];
}

/** The next page of the look that waits longest. @returns whether there was one */
export async function lookOnce(deps: LookDeps): Promise<boolean> {
  const it = await transact(deps.db, (tx) => store.claimLook(tx));
  if (it === undefined || it.lookFrom === null) return false;
  const at = { region: it.region, id: it.caseId };
  const from = it.lookFrom;
  try {
    const page = await rows.rowsOf(deps.db, at, { after: from - 1, limit: pageRows, outcome: 'upheld' });
    const seen = await lookAt(deps.db, deps, it, page);
    const last = page.at(-1);
    await transact(deps.db, async (tx) => {
      if (!(await store.lookOn(tx, at, from, page.length === pageRows && last !== undefined ? last.n + 1 : null, null))) return; // another look has begun
      await rows.writeLooked(tx, at, seen);
    });
  } catch (error) {
    if (!isLawError(error)) throw error;
    await ended(deps, at, from, it, error);
  }
  return true;
}

async function ended({ db, inside }: LookDeps, at: At, from: number, it: CorrectionRecord, error: LawError): Promise<void> {
  await transact(db, async (tx) => {
    if (await store.lookOn(tx, at, from, null, error.message)) await inside.notify(tx, { org: it.provider, post: 'clerk' }, `{number} {title}：平台没有能核对更正情况，${error.message}`, at);
  });
}

/** What the platform sees of these rows in the source now; nothing where the entry is bound to none. @throws SOURCE_UNREACHABLE and its like */
export async function lookAt(tx: Reader, deps: Pick<LookDeps, 'source' | 'keys'>, it: CorrectionRecord, records: readonly rows.RowRecord[]): Promise<{ readonly n: number; readonly looked: Looking }[]> {
  const found = await sourceOf(tx, deps, it, records);
  return found === undefined ? [] : found.map(({ row, source, udt }) => ({ n: row.n, looked: lookedAt({ kind: row.kind, seen: row.seen, expected: row.expected, now: row.now, udt }, source === undefined ? null : { value: row.item === null ? undefined : source.get(row.item) }) }));
}

/** The rows beside what stands in the source; undefined where it is bound to none. */
export async function sourceOf(tx: Reader, { source, keys }: Pick<LookDeps, 'source' | 'keys'>, it: CorrectionRecord, records: readonly rows.RowRecord[]): Promise<{ readonly row: Row; readonly source: RecordSeen | undefined; readonly udt: string | null; readonly look: LookUp }[] | undefined> {
  const look = await lookUpIn(tx, source, it.entryRegion, it.entry);
  if (look === undefined) return undefined;
  const [sealing, named] = [sealingOf(keys, it), await keysOf(tx, it)];
  const opened = records.map((record) => sealing.open({ region: it.region, id: it.caseId }, record));
  const there = await look.find(opened.map((row) => row.key));
  return opened.map((row) => ({ row, source: there.get(named.textOf(row.key)), udt: row.item === null ? null : look.udts.get(row.item) ?? null, look }));
}
