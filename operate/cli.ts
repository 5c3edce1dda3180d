import { runCommand } from './command.ts';
import { archiveCommands } from './commands/archive.ts';
import { databaseCommands } from './commands/database.ts';
import { documentCommands } from './commands/documents.ts';
import { keyCommands } from './commands/keys.ts';
import { lawCommands } from './commands/law.ts';
import { ledgerCommands } from './commands/ledger.ts';
import { officerCommands } from './commands/officers.ts';

/** Everything `npm run shuqiao -- …` knows. */
const commands = [...lawCommands, ...ledgerCommands, ...archiveCommands, ...documentCommands, ...databaseCommands, ...officerCommands, ...keyCommands];

process.exitCode = await runCommand(commands, process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
