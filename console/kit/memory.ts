/** Small choices kept in this browser: density, hidden columns, keys off. Nothing of a person or a case. */
const PREFIX = 'shuqiao.';

export function remembered(name: string): string | null {
  try { return localStorage.getItem(PREFIX + name); } catch { return null; }
}

export function remember(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // private window or full: the choice holds for this page
  }
}

/** What a person was writing, in this tab: it survives a refusal, a reload and a session that ended. kit/keeper.ts takes it to the server. */
export function keepDraft(name: string, value: unknown): void {
  try { sessionStorage.setItem(`${PREFIX}draft.${name}`, JSON.stringify(value)); } catch { /* full */ }
}
export function keptDraft<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(`${PREFIX}draft.${name}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch { return null; }
}
export function dropDraft(name: string): void {
  try { sessionStorage.removeItem(`${PREFIX}draft.${name}`); } catch { /* nothing kept */ }
}
/** What one person was writing is not shown to the next who logs in here. */
export function claimDrafts(person: string): void {
  try {
    const owner = sessionStorage.getItem(`${PREFIX}owner`);
    if (owner !== null && owner !== person) dropAllDrafts();
    sessionStorage.setItem(`${PREFIX}owner`, person);
  } catch { /* nothing kept */ }
}
/** At the end of the session nothing of it stays in the browser. */
export function dropAllDrafts(): void {
  try { for (const key of Object.keys(sessionStorage)) if (key.startsWith(`${PREFIX}draft.`)) sessionStorage.removeItem(key); } catch { /* nothing kept */ }
}
