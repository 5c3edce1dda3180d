import { recordsInFile } from './append-file.ts';
import { recordOf } from './sample.fixture.ts';

/** Run as a process of its own by records.test.ts: writes records until it is killed and prints each id after its answer. */
const records = await recordsInFile({ folder: process.argv[2] as string, maxBytes: 1e9, shipEveryMs: 3_600_000, ship: () => Promise.reject(new Error('never')), warn: () => undefined });
await Promise.all(Array.from({ length: 16 }, async () => {
  for (;;) {
    const record = recordOf();
    await records.append(record);
    process.stdout.write(`${record.id}\n`);
  }
}));
