import { nameFirst, runCommand } from './command.ts';
import type { Command } from './command.ts';

/**
 * Everything `npm run shuqiao -- …` knows, by its first word. What was typed is loaded alone: a deadline needs none of the
 * second that the whole platform takes to be read.
 */
const groups: ReadonlyMap<string, () => Promise<readonly Command[]>> = new Map([
  ['law', async () => (await import('./commands/law.ts')).lawCommands],
  ['ledger', async () => (await import('./commands/ledger.ts')).ledgerCommands],
  ['archive', async () => (await import('./commands/archive.ts')).archiveCommands],
  ['document', async () => (await import('./commands/documents.ts')).documentCommands],
  ['db', async () => (await import('./commands/database.ts')).databaseCommands],
  ['officers', async () => (await import('./commands/officers.ts')).officerCommands],
  ['keys', async () => (await import('./commands/keys.ts')).keyCommands],
]);

/** Those of the group that was named, where it has what was typed; else all, to say what there is. */
async function commandsFor([group = '', verb = '']: readonly string[]): Promise<readonly Command[]> {
  const own = await groups.get(group)?.();
  if (own?.some(({ name }) => name === `${group} ${verb}`)) return own;
  return (await Promise.all([...groups.values()].map((load) => load()))).flat();
}

const typed = process.argv.slice(2);
process.exitCode = await runCommand(await commandsFor(nameFirst(typed)), typed, {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
