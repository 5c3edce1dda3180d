import { useEffect, useSyncExternalStore } from 'react';

/** The log-in that leads back to this page. `why`: what the log-in page says of it. */
export const loginHere = (why?: 'idle'): string => `/login?next=${encodeURIComponent(location.pathname + location.search)}${why === undefined ? '' : `&why=${why}`}`;

/** From which side a case is seen: the menu marks 我的申请 or 申请受理 by it, where the address does not say. */
let side: string | null = null;
const listeners = new Set<() => void>();
const put = (next: string | null): void => { side = next; for (const l of listeners) l(); };

export function usePlace(mine: string | null): void {
  useEffect(() => { put(mine); return () => put(null); }, [mine]);
}
export const useSide = (): string | null => useSyncExternalStore((l) => { listeners.add(l); return () => { listeners.delete(l); }; }, () => side);
