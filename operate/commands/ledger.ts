import { errors } from '../../law/errors.ts';
import { papersForLedger } from '../../platform/documents/index.ts';
import { keysAtHand } from '../../platform/keys/index.ts';
import { exportLedger, headHolds, headsIn, sealOf, verifyFile, verifyLedger } from '../../platform/ledger/index.ts';
import type { BatchSeen, OutsideHead, Report, Stray } from '../../platform/ledger/index.ts';
import { sealedAgain } from '../../platform/http/access-seal.ts';
import { countStrayLooks } from '../../platform/http/access-store.ts';
import type { Db, Reader, Tx } from '../../platform/postgres/database.ts';
import { homePaths } from '../../platform/home.ts';
import { clocksForLedger } from '../../platform/procedures/ledger-clocks.ts';
import { casesUnlikeMoves, contentsForLedger, movesForLedger } from '../../platform/procedures/ledger-moves.ts';
import { grantsForLedger, grantsGone } from '../../processes/grant/index.ts';
import { bindingsForLedger, bindingsGone } from '../../processes/resource/index.ts';
import { createDirectory } from '../../processes/organisation/index.ts';
import { countStrayCalls, recomputedBatches } from '../../processes/usage/index.ts';
import { CommandFailed, required, typedPath } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

export const ledgerCommands: readonly Command[] = [
  {
    name: 'ledger verify',
    usage: '[--head SIZE:ROOT] [--file FILE]',
    help: 'Recomputes the whole ledger and compares it with cases, with heads.log and with the head you bring. / 校验账本',
    options: { head: { type: 'string' }, file: { type: 'string' } },
    run: async (call) => {
      const given = headOf(call);
      const report = typeof call.options['file'] === 'string' ? await verifyFile(typedPath(call.options['file']), given) : await verifyDatabase(given);
      const lines = [...report.problems.map((problem) => `- ${problem.say}`), report.say];
      if (!report.ok) throw new CommandFailed(lines.join('\n'), 1, report);
      call.print(report, lines.join('\n'));
    },
  },
  {
    name: 'ledger export',
    usage: 'FILE',
    help: 'Writes the ledger to FILE, to be checked without the platform. / 导出账本',
    run: async ({ positionals, print }) => {
      const file = typedPath(required(positionals[0], 'FILE'));
      const written = await withDatabase('app', async ({ db }, { config }) =>
        exportLedger(db, file, (await headsIn(homePaths(config.home).headsLog)).filter(headHolds).at(-1)));
      print({ file, ...written }, `已导出 ${written.size} 条到 ${file}，根 ${written.root}`);
    },
  },
];

function verifyDatabase(given: OutsideHead | undefined): Promise<Report> {
  return withDatabase('app', async ({ db }, { config, installation }) => {
    const keys = await keysAtHand(db, { home: config.home, given: config.masterKey, embedded: installation.embedded });
    const kept = await headsIn(homePaths(config.home).headsLog);
    return unmoved(db, (tx) => verifyLedger(tx, {
      kept, moves: movesForLedger(tx), cases: casesUnlikeMoves(tx), contents: contentsForLedger(tx), clocks: clocksForLedger(tx, createDirectory()), batches: batchesOf(tx), strays: straysOf(tx), papers: papersForLedger(tx),
      grants: grantsForLedger(tx), grantsGone: (subjects) => grantsGone(tx, subjects),
      bindings: bindingsForLedger(tx), bindingsGone: (subjects) => bindingsGone(tx, subjects), seal: keys && sealOf(keys.sealKey('ledger')), rowSeal: keys && sealOf(keys.sealKey('row')),
      ...(given === undefined ? {} : { given }),
    }));
  });
}

/** Reads all in one snapshot: the platform may be at work meanwhile. */
function unmoved<T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

const keptYears = 3;

/** Call records and looks, each batch with its root made again from the rows as they lie there. */
export async function* batchesOf(db: Reader): AsyncIterable<BatchSeen> {
  const disposable = (at: string) => Date.parse(at) < Date.now() - keptYears * 365.25 * 86_400_000;
  for await (const batch of recomputedBatches(db)) yield { kind: 'calls', id: batch.id, rows: batch.found, root: batch.root, disposable: disposable(batch.toAt) };
  for await (const batch of sealedAgain(db)) yield { kind: 'access', id: batch.id, rows: batch.rows, root: batch.root, disposable: disposable(batch.openedAt) };
}

async function* straysOf(db: Reader): AsyncIterable<Stray> {
  yield { kind: 'calls', rows: await countStrayCalls(db) };
  yield { kind: 'access', rows: await countStrayLooks(db) };
}

/** `123:hex`, as printed on 答复函 and 办理单. */
export function headOf({ options }: Call): OutsideHead | undefined {
  const text = options['head'];
  if (typeof text !== 'string') return undefined;
  const [, size, root] = /^(\d{1,15}):([0-9a-fA-F]{64})$/.exec(text) ?? [];
  if (size === undefined || root === undefined) throw new CommandFailed(`${errors.LEDGER_HEAD_INVALID.say()} / --head is SIZE:ROOT, the root in 64 hex digits.`, 2);
  return { size: Number(size), root: root.toLowerCase() };
}
