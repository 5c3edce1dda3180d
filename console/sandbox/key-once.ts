/** The key of the sandbox that was just opened, carried from one page to the next in memory alone and taken once. */
type Key = Readonly<Record<string, unknown>>;
let kept: { readonly ref: string; readonly key: Key | null } | null = null;

export const keepKey = (ref: string, key: Key | null): void => { kept = { ref, key }; };
export function takeKey(ref: string): Key | null {
  const found = kept?.ref === ref ? kept.key : null;
  kept = null;
  return found;
}
