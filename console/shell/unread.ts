import { useQuery } from '@tanstack/react-query';
import { poll } from './api.ts';

export interface Notice { readonly id: string; readonly at: string; readonly text: string; readonly ref: string | null; readonly kind?: string | null; readonly href?: string | null; readonly readAt: string | null }
export interface Notices { readonly rows: readonly Notice[]; readonly after: string | null; readonly unread: number }

const EVERY_MS = 60_000;

/** How many messages are unread; asked once a minute. */
export function useUnread(): number {
  const { data } = useQuery({ queryKey: ['notifications', 'unread'], queryFn: ({ signal }) => poll<Notices>('/notifications', {}, signal), refetchInterval: EVERY_MS, retry: false });
  return data?.unread ?? 0;
}
