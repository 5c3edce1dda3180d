import pg from 'pg';
import { gateChannel } from '../../platform/gate/index.ts';

/**
 * Listens for changes of the gate. Only a hint that makes the next poll sooner: where the connection breaks, or the
 * database knows no LISTEN, polls go on each 500 ms as before.
 */
export function listenForHints(url: string, hint: () => void): { stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  const again = (of: pg.Client): void => {
    if (ended || client !== of) return;
    client = undefined;
    of.end().catch(() => undefined);
    timer = setTimeout(connect, 2_000).unref();
  };
  const connect = (): void => {
    const made = new pg.Client({ connectionString: url, application_name: 'shuqiao gateway hints', keepAlive: true });
    client = made;
    made.on('error', () => again(made));
    made.on('end', () => again(made));
    made.on('notification', hint);
    made.connect().then(() => made.query(`listen ${gateChannel}`)).catch(() => again(made));
  };
  connect();

  return {
    async stop() {
      ended = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
