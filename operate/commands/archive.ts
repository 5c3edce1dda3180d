import { verifyArchive } from '../../platform/archive/index.ts';
import { CommandFailed, required, typedPath } from '../command.ts';
import type { Command } from '../command.ts';
import { headOf } from './ledger.ts';

export const archiveCommands: readonly Command[] = [
  {
    name: 'archive verify',
    usage: 'FILE [--head SIZE:ROOT]',
    help: 'Checks the archive of a case without the platform: files, moves, papers, proofs. / 核对整案归档包',
    options: { head: { type: 'string' } },
    run: async (call) => {
      const file = typedPath(required(call.positionals[0], 'FILE'));
      const report = await verifyArchive(file, headOf(call)).catch((error: unknown) => { throw new CommandFailed(error instanceof Error ? error.message : String(error)); });
      const lines = [...report.problems.map((problem) => `- ${problem}`), report.say];
      if (!report.ok) throw new CommandFailed(lines.join('\n'), 1, report);
      call.print(report, lines.join('\n'));
    },
  },
];
