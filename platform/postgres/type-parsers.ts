import pg from 'pg';

/**
 * How values leave the driver. Set per pool, never globally: connectors to
 * providers' databases read their values as plain text.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): never {
    const own = format === 'binary' ? undefined : parsers[oid];
    return (own ?? pg.types.getTypeParser(oid, format)) as never;
  },
};

const int8 = 20;
const date = 1082;
const timestamptz = 1184;
const int8Array = 1016;
const dateArray = 1182;
const timestamptzArray = 1185;
const textArray = 1009;

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number; select it as text`);
  return value;
}

/** '2026-01-05 08:00:00.123456+00' becomes '2026-01-05T08:00:00.123456Z'; microseconds stay, keyset pages need them. */
function instant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z');
}

const parseTexts = pg.types.getTypeParser(textArray as never) as (text: string) => (string | null)[];
const eachOf = <T>(one: (text: string) => T) => (text: string): (T | null)[] =>
  parseTexts(text).map((item) => (item === null ? null : one(item)));

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: whole,
  [date]: (text) => text,
  [timestamptz]: instant,
  [int8Array]: eachOf(whole),
  [dateArray]: eachOf((text) => text),
  [timestamptzArray]: eachOf(instant),
};
