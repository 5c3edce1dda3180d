import pg from 'pg';

/** So many different statements are prepared on one connection; further ones are parsed anew each time. */
const most = 200;

/**
 * A client of the driver that prepares a statement once per connection where its text begins with a comment: what a page asks on every view
 * is then neither parsed nor planned again. Only for statements of few forms whose best plan hangs on no value.
 */
export function preparing(base: typeof pg.Client): typeof pg.Client {
  return class extends base {
    // The driver's `query` has several forms; ours is the one that Kysely sends: text and values.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    override query(...args: any[]): any {
      const name = typeof args[0] === 'string' && args[0].startsWith('/*') ? nameOf(args[0]) : undefined;
      if (name !== undefined) args[0] = { name, text: args[0] };
      return (super.query as (...given: unknown[]) => unknown)(...args);
    }
  };
}

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= most) return known;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}
