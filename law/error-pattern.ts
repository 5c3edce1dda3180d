import type { ErrorEntry } from './errors/entry.ts';

/** An error's sentence with its parameters named, `{most}`: for lists of errors, where nothing is filled in yet. */
export function patternOf(entry: ErrorEntry): string {
  const named = new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? undefined : `{${String(name)}}`) });
  try {
    return (entry.say as (p: unknown) => string)(named);
  } catch {
    return ''; // a sentence that counts or joins what it is given
  }
}
