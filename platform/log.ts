import pino from 'pino';
import type { DestinationStream, Logger } from 'pino';

/**
 * The server's own log: one JSON object a line, to standard error. It is read by people who run the machine, so it
 * holds numbers, codes and statements, never values: no parameter, no body, no address with a token in it.
 */
export function createLog(level: string, destination: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino({ level, serializers: { err: plainError }, formatters: { level: (label) => ({ level: label }) }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

interface PlainError { readonly type: string; readonly message: string; readonly code?: string; readonly constraint?: string; readonly table?: string; readonly stack?: string; readonly cause?: PlainError }

/**
 * An error without what the database quotes of a row (`detail`, `where`) and without the values in its message:
 * “invalid input syntax for type uuid: "…"” names what somebody typed.
 */
export function plainError(thrown: unknown): PlainError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: withoutValues(String(thrown)) };
  const text = (name: string): string | undefined => (name in thrown && typeof (thrown as never)[name] === 'string' ? (thrown as never)[name] as string : undefined);
  const code = text('code');
  const constraint = text('constraint');
  const table = text('table');
  const ofDatabase = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  const message = ofDatabase ? withoutValues(thrown.message) : thrown.message;
  return {
    type: thrown.constructor.name, message,
    ...(code === undefined ? {} : { code }), ...(constraint === undefined ? {} : { constraint }), ...(table === undefined ? {} : { table }),
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack.replace(thrown.message, message) }),
    ...(thrown.cause === undefined ? {} : { cause: plainError(thrown.cause) }),
  };
}

/** Names of columns and tables are quoted by the database too; they go with the rest. */
const withoutValues = (message: string): string => message.replace(/"[^"]*"/g, '"…"').replace(/'[^']*'/g, "'…'");
