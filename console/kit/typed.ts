import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { keeperOf, type FormPlace, type Keeper } from './keeper.ts';

export interface Typed<T> {
  readonly value: T;
  readonly change: (next: Partial<T> | ((was: T) => Partial<T>)) => void;
  /** Whether it is known what was typed before; until then nothing is typed. */
  readonly ready: boolean;
  /** What was typed before and not sent. `at`: when the server saved it; null: it stood in this tab alone. */
  readonly restored: { readonly at: string | null } | null;
  readonly savedAt: string | null;
  readonly flush: () => Promise<void>;
  /** Sent with the form, so that the act takes the draft along. */
  readonly headers: Readonly<Record<string, string>>;
  /** The act was done, and the server has removed the draft with it. `anew`: the form stays, for the next. */
  readonly sent: (anew?: boolean) => void;
  /** Given up: the form begins anew. */
  readonly drop: () => void;
}

type State<T> = Pick<Typed<T>, 'value' | 'ready' | 'restored' | 'savedAt'>;

/** What somebody types into a form, kept for him (keeper.ts) and there again when the form is opened, on another machine too. Without a place nothing is kept. */
export function useTyped<T extends object>(place: FormPlace | null, first: T, forServer?: (body: T) => unknown): Typed<T> {
  const from = useRef({ place, first, forServer }).current;
  const [state, setState] = useState<State<T>>({ value: first, ready: place === null, restored: null, savedAt: null });
  const latest = useRef(first);
  const keeper = useRef<Keeper<T> | null>(null);
  useEffect(() => {
    if (from.place === null) return undefined;
    const own = keeper.current = keeperOf<T>(from.place, (savedAt) => setState((was) => ({ ...was, savedAt })), from.forServer);
    let current = true;
    void own.find().then((kept) => {
      if (!current) return;
      latest.current = kept === null ? from.first : { ...from.first, ...kept.body };
      setState({ value: latest.current, ready: true, restored: kept === null ? null : { at: kept.at }, savedAt: kept?.at ?? null });
      if (kept?.dirty) own.keep(latest.current);
    });
    return () => { current = false; own.close(); };
  }, [from]);
  const anew = useCallback(() => {
    latest.current = from.first;
    setState({ value: from.first, ready: true, restored: null, savedAt: null });
  }, [from]);
  const drop = useCallback(() => { keeper.current?.drop(); anew(); }, [anew]);
  const change = useCallback((next: Partial<T> | ((was: T) => Partial<T>)) => {
    latest.current = { ...latest.current, ...(typeof next === 'function' ? next(latest.current) : next) };
    setState((was) => ({ ...was, value: latest.current }));
    if (JSON.stringify(latest.current) === JSON.stringify(from.first)) keeper.current?.drop(); // as it began: nothing to keep
    else keeper.current?.keep(latest.current);
  }, [from]);
  const flush = useCallback(() => keeper.current?.flush() ?? Promise.resolve(), []);
  const sent = useCallback((next = false) => { keeper.current?.sent(); if (next) anew(); }, [anew]);
  const headers = useMemo(() => (from.place?.kind === 'form' ? { 'x-shuqiao-typed': from.place.about } : {}), [from]);
  return { ...state, headers, change, flush, sent, drop };
}
