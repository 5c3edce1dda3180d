import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../sdk/client.ts';

export interface Saved<A> { readonly at: string | null; readonly answer: A | null; readonly error: ApiError | null; readonly busy: boolean; readonly now: () => Promise<A | null> }

const WAIT_MS = 1200;

const onTheirWay = new Set<Promise<unknown>>();
/** After what was being saved when a form was left: it is not read again before. */
export const draftsSaved = async (): Promise<void> => { await Promise.allSettled([...onTheirWay]); };
function sending<R>(work: Promise<R>): Promise<R> {
  onTheirWay.add(work);
  void work.finally(() => onTheirWay.delete(work)).catch(() => undefined);
  return work;
}

/** Saves a draft a moment after the last change and when the form is left, in order, never two at once; what is typed meanwhile goes with the next. */
export function useDraft<T, A extends { readonly savedAt: string }>(value: T, save: (value: T, more: { readonly keepalive?: true }) => Promise<A>, first: string | null): Saved<A> {
  const [state, setState] = useState<{ at: string | null; answer: A | null; error: ApiError | null; busy: boolean }>({ at: first, answer: null, error: null, busy: false });
  const latest = useRef(value);
  const stored = useRef(JSON.stringify(value));
  const running = useRef<Promise<A | null> | null>(null);
  latest.current = value;
  const now = useCallback(async (): Promise<A | null> => {
    if (running.current) await running.current;
    const text = JSON.stringify(latest.current);
    setState((s) => ({ ...s, busy: true }));
    running.current = sending(save(latest.current, {})).then(
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
  useEffect(() => {
    const leave = (keepalive: boolean): void => {
      const text = JSON.stringify(latest.current);
      if (text === stored.current) return;
      stored.current = text;
      const last = (): Promise<A> => save(latest.current, keepalive ? { keepalive: true } : {});
      void sending(keepalive || running.current === null ? last() : running.current.then(last)).catch(() => undefined);
    };
    const hide = () => leave(true);
    addEventListener('pagehide', hide);
    return () => { removeEventListener('pagehide', hide); leave(false); };
  }, [save]);
  return { ...state, now };
}
