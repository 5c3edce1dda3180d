import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../sdk/client.ts';

export interface Saved<A> { readonly at: string | null; readonly answer: A | null; readonly error: ApiError | null; readonly busy: boolean; readonly now: () => Promise<A | null> }

const WAIT_MS = 1200;

/** Saves a draft a moment after the last change, in order, never two at once; what is typed meanwhile goes with the next. */
export function useDraft<T, A extends { readonly savedAt: string }>(value: T, save: (value: T) => Promise<A>, first: string | null): Saved<A> {
  const [state, setState] = useState<{ at: string | null; answer: A | null; error: ApiError | null; busy: boolean }>({ at: first, answer: null, error: null, busy: false });
  const latest = useRef(value);
  const stored = useRef(JSON.stringify(value));
  const running = useRef<Promise<A | null> | null>(null);
  latest.current = value;
  const now = useCallback(async (): Promise<A | null> => {
    if (running.current) await running.current;
    const text = JSON.stringify(latest.current);
    setState((s) => ({ ...s, busy: true }));
    running.current = save(latest.current).then(
      (answer) => { stored.current = text; setState({ at: answer.savedAt, answer, error: null, busy: false }); return answer; },
      (thrown: unknown) => { setState((s) => ({ ...s, busy: false, error: thrown instanceof ApiError ? thrown : new ApiError(0, { code: 'NO_ANSWER', kind: 'unavailable', message: '草稿没有存上，请检查网络。' }) })); return null; },
    );
    const done = await running.current;
    running.current = null;
    return done;
  }, [save]);
  const text = JSON.stringify(value);
  useEffect(() => {
    if (text === stored.current) return;
    const timer = setTimeout(() => void now(), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, now]);
  return { ...state, now };
}
