import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { ApiError, createClient, type Query } from '../../sdk/client.ts';
import { keyedPost } from './keyed-post.ts';

/** Whoever wants to know that the server answered (the idle timer) or that the session is over. */
type Listener = (status: number, path: string) => void;
const listeners = new Set<Listener>();
export const onAnswer = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
};

const polled = new Set<string>();
const isPoll = (path: string): boolean => polled.has(path.split('?')[0] ?? '');

const client = createClient({ onAnswer: (status, path) => { if (status === 401 || !isPoll(path)) for (const listener of listeners) listener(status, path); } });
export const api = { ...client, post: keyedPost(client.post) };

/** What a page asks by itself every while: no sign of life, neither to the server nor to the idle timer here. */
export function poll<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  polled.add(path);
  return api.get<T>(path, query, { signal, headers: { 'x-shuqiao-poll': '1' } });
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (times, error) => times < 1 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});

/** After an act everything that may have changed is read again; what the act does not touch is cheap to read. */
export function refreshAll(except?: QueryKey): void {
  void queries.invalidateQueries({ predicate: (q) => !except || q.queryKey[0] !== except[0] });
}
