import type { Command } from '../command.ts';
import { printSchema } from '../print-schema.ts';

export const databaseCommands: readonly Command[] = [
  {
    name: 'db schema',
    usage: '',
    help: 'Prints platform/postgres/schema.ts and schema.sql from the migrations, by a throw-away database. For developers.',
    run: async ({ print }) => {
      const changed = await printSchema();
      print({ changed }, changed.length === 0 ? 'The schema is current.' : `Written: ${changed.join(', ')}`);
    },
  },
];
