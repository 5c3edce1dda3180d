import type { z } from 'zod';
import type { CallPage, UsageDay, UsagePage, UsageView } from '../../processes/usage/contract.ts';
import { api } from '../shell/api.ts';

export type DayCalls = z.infer<typeof UsageDay>;
export type Usage = z.infer<typeof UsageView>;
export type UsageList = z.infer<typeof UsagePage>;
export type Calls = z.infer<typeof CallPage>;

export const usageQuery = (ref: string) => ({ queryKey: ['usage', ref], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Usage>(`/usage/${ref}`, {}, { signal }), retry: false });
