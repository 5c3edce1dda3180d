import { ApiError } from '../../sdk/client.ts';
import { api } from '../shell/api.ts';
import { dropDraft, keepDraft, keptDraft } from './memory.ts';

/** Which form somebody types into: an act of a case, or a form of its own (`kind: 'form'`, law/draft-forms.ts). */
export interface FormPlace { readonly kind: string; readonly form: string; readonly about: string }
/** In this tab at once, on the server a moment later; `dirty`: not there yet, `at`: when it was. */
export interface Kept<T> { readonly body: T; readonly at: string | null; readonly dirty: boolean }

export interface Keeper<T> {
  /** What was typed here before, on whichever machine. */
  readonly find: () => Promise<Kept<T> | null>;
  readonly keep: (body: T) => void;
  /** Saves what is not yet saved; an act is sent after it, or a late saving would bring back what is done. */
  readonly flush: (leaving?: boolean) => Promise<void>;
  /** The act was done: the server has removed the draft with it. */
  readonly sent: () => void;
  /** Given up. */
  readonly drop: () => void;
  /** From here on nothing is saved by itself; returns after what waited is on its way. */
  readonly close: () => void;
}

const WAIT_MS = 2_000;
const open = new Set<() => Promise<void>>();

/** Everything typed and not yet saved is saved now: before a log-out, before another post is chosen. */
export async function flushTyped(): Promise<void> {
  await Promise.all([...open].map((flush) => flush()));
}

/** Whether a form that is open is kept. */
export const keepsTyped = (): boolean => open.size > 0;

/** Keeps what one form holds: in this tab at once, on the server when typing stops or the page is left. `forServer` leaves out what is not kept there (files). */
export function keeperOf<T>({ kind, form, about }: FormPlace, onSaved: (at: string) => void = () => undefined, forServer: (body: T) => unknown = (body) => body): Keeper<T> {
  const name = `${kind}.${form}.${about}`;
  const path = `/drafts/${kind}/${form}?about=${encodeURIComponent(about)}`;
  let held: { readonly timer: ReturnType<typeof setTimeout>; readonly body: T } | null = null;
  let running: Promise<void> = Promise.resolve();
  let refused = false; // not his to type now: it stands in this tab alone
  const take = (): T | null => {
    const body = held?.body ?? null;
    if (held) clearTimeout(held.timer);
    held = null;
    return body;
  };
  const save = async (body: T, leaving: boolean): Promise<void> => {
    if (refused) return;
    try {
      const { savedAt } = await api.put<{ savedAt: string }>(path, { body: forServer(body) }, leaving ? { keepalive: true } : {});
      if (held === null && keptDraft(name) !== null) keepDraft(name, { body, at: savedAt, dirty: false } satisfies Kept<T>);
      onSaved(savedAt);
    } catch { /* it stands in this tab, and goes with the next word */ }
  };
  const flush = (leaving = false): Promise<void> => {
    const body = take();
    if (body !== null) running = leaving ? save(body, true) : running.then(() => save(body, false));
    return running;
  };
  const sent = (): void => { take(); dropDraft(name); };
  const leave = () => void flush(true);
  open.add(flush);
  addEventListener('pagehide', leave);
  return {
    find: async () => {
      const inTab = keptDraft<Kept<T>>(name);
      if (inTab?.dirty) return inTab; // newer than what the server has
      try {
        const saved = await api.get<{ body: T; savedAt: string } | null>(path);
        if (saved === null) dropDraft(name); // sent or given up elsewhere
        return saved === null ? null : inTab?.at === saved.savedAt ? inTab : { body: saved.body, at: saved.savedAt, dirty: false };
      } catch (thrown) {
        refused = thrown instanceof ApiError && [403, 404, 409].includes(thrown.status);
        return inTab; // refused, or no answer: what the tab has, if anything
      }
    },
    keep: (body) => {
      take();
      keepDraft(name, { body, at: null, dirty: true } satisfies Kept<T>);
      held = { body, timer: setTimeout(() => void flush(), WAIT_MS) };
    },
    flush, sent,
    drop: () => { sent(); running = running.then(() => api.delete(path).then(() => undefined, () => undefined)); },
    close: () => { open.delete(flush); removeEventListener('pagehide', leave); void flush(); },
  };
}
