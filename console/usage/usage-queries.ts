import { api } from '../shell/api.ts';

export interface DayCalls { readonly on: string; readonly calls: number; readonly rows: number; readonly refused: number; readonly holiday?: string | null; readonly working?: boolean }
export interface UsageEntry { readonly id: string; readonly kind: string; readonly at: string; readonly on?: string; readonly text: string; readonly number?: string | null; readonly corrects?: string | null; readonly org?: string }
export interface Usage { readonly days: readonly DayCalls[]; readonly kinds: readonly { readonly kind: string; readonly zh: string; readonly state: string; readonly text: string }[]; readonly records?: readonly UsageEntry[] }

export const usageQuery = (ref: string) => ({ queryKey: ['usage', ref], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Usage>(`/usage/${ref}`, {}, { signal }), retry: false });
