import Fastify from 'fastify';
import pg from 'pg';

/** The peer: Fastify and `pg` with the same named SELECT, no check, no record; as anybody would write it. */
export interface BareStart { readonly url: string; readonly statement: { readonly name: string; readonly text: string }; readonly values: readonly (string | null)[]; readonly keyAt: number; readonly pool: number }

process.on('message', (start: BareStart) => void serve(start));

async function serve({ url, statement, values, keyAt, pool: max }: BareStart): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max });
  const app = Fastify();
  app.get('/bare', async (request) => {
    const { id } = request.query as { id: string };
    const given = values.slice();
    given[keyAt] = id;
    return (await pool.query({ name: statement.name, text: statement.text, values: given })).rows;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send?.({ port: (app.server.address() as { port: number }).port });
  process.on('SIGTERM', () => process.exit(0));
}
