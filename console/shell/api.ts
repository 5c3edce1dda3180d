import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { ApiError, createClient } from '../../sdk/client.ts';
import { keyedPost } from './keyed-post.ts';

/** Whoever wants to know that the server answered (the idle timer) or that the session is over. */
type Listener = (status: number) => void;
const listeners = new Set<Listener>();
export const onAnswer = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
};

const client = createClient({ onAnswer: (status) => { for (const listener of listeners) listener(status); } });
export const api = { ...client, post: keyedPost(client.post) };

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
