import { findPaper } from '../../platform/documents/index.ts';
import { CommandFailed, required } from '../command.ts';
import type { Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

export const documentCommands: readonly Command[] = [
  {
    name: 'document check',
    usage: 'NUMBER DIGEST…',
    help: 'Whether a paper with this number and digest (at least its first 32 digits) was kept and is unchanged. Exit code 1: no. / 核验文书',
    run: async ({ positionals, print }) => {
      const [number, digest] = [required(positionals[0], 'NUMBER'), required(positionals.slice(1).join(''), 'DIGEST')];
      const found = await withDatabase('app', ({ db }) => findPaper(db, number, digest));
      if (found === undefined) throw new CommandFailed('不一致：平台没有以此编号和摘要保存的文书。 / No paper is kept under this number and digest.', 1, { holds: false });
      print({ holds: true, document: `${found.region}-${found.id}` }, '一致：平台保存的文书与此编号、摘要相符，内容没有改动。 / The paper is kept and unchanged.');
    },
  },
];
