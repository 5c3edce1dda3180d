import { openDatabase } from '../../platform/postgres/database.ts';
import { createEngine, type Engine } from '../../platform/procedures/index.ts';
import { bareApplication } from '../../platform/procedures/testing-application.ts';
import { createDirectory } from '../../processes/organisation/index.ts';
import { findingProcess } from '../../processes/supervision/index.ts';

export interface SweepStart { readonly url: string }
export interface Swept { readonly clocks: number }

/** A worker as the server has one: engine, directory and findings; marks or follows when told to. */
let engine: Engine | undefined;
process.on('message', (message: SweepStart | 'mark' | 'follow') => void (async () => {
  if (typeof message !== 'string') {
    const { db } = openDatabase(message.url, { max: 4 });
    const directory = createDirectory();
    engine = createEngine({ db, directory, processes: [bareApplication(), findingProcess({ directory })] });
    await engine.markLapsed('000000'); // connected and warm
    process.send?.({ clocks: 0 } satisfies Swept);
    return;
  }
  process.send?.({ clocks: message === 'mark' ? await (engine as Engine).markLapsed() : await (engine as Engine).followLapsed() } satisfies Swept);
})());
process.on('SIGTERM', () => process.exit(0));
