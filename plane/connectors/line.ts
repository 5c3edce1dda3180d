import pg from 'pg';

/** One connection to a provider's database, and what its pool keeps of it. */
export interface Line {
  readonly client: pg.Client;
  /** Names of the statements it has seen. */
  readonly names: Set<string>;
  /** What the database was told last: it cancels by itself, so that nothing runs on for a caller who was refused. */
  readonly timeoutMs: number;
  setTimeout(ms: number): Promise<void>;
  /** From now on so many bytes may come; the first beyond ends it, before a huge value is gathered in memory. */
  bound(bytes: number, beyond: () => void): void;
  cut(): void;
}

interface Stream { readonly bytesRead: number; on(event: 'data', listener: () => void): void; destroy(): void }

/** @param of  the address that was checked, with everything else the driver needs; asked at every new connection */
export async function openLine(of: { connect(): Promise<pg.ClientConfig>; readonly connectMs: number }): Promise<Line> {
  const client = new pg.Client({ ...(await of.connect()), connectionTimeoutMillis: of.connectMs, keepAlive: true, application_name: 'shuqiao gateway' });
  // Errors before the pool listens end in the rejection of connect().
  client.on('error', () => undefined);
  await client.connect();
  // Asked for beside the read-only role: nothing that a grant compiles to writes, and nothing runs for long.
  await client.query("set default_transaction_read_only = on; set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set timezone = 'Asia/Shanghai'; set extra_float_digits = 1; set idle_in_transaction_session_timeout = 10000");
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Stream } }).connection; // under TLS the one that is read
  let most = Infinity;
  let tooMuch = (): void => undefined;
  stream.on('data', () => {
    if (stream.bytesRead > most) tooMuch();
  });
  let told = 0;
  return {
    client, names: new Set(),
    get timeoutMs() { return told; },
    async setTimeout(ms) {
      await client.query(`set statement_timeout = ${Math.floor(ms)}`);
      told = ms;
    },
    bound(bytes, beyond) {
      most = stream.bytesRead + bytes;
      tooMuch = beyond;
    },
    cut: () => stream.destroy(),
  };
}
