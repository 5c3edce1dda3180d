import { chinaMs } from '../../law/machine-time.ts';
import type { Served } from '../cache/grants.ts';
import type { Quota } from '../quota/leases.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Seconds until a period turns. */
export const secondsLeft = { minute: (nowMs: number): number => Math.ceil((minuteMs - (nowMs % minuteMs)) / 1_000), day: (nowMs: number): number => Math.ceil((dayMs - ((nowMs + chinaMs) % dayMs)) / 1_000) };

/**
 * Headers of the IETF draft "RateLimit header fields": the agreed quota, and what of it is left as this gateway knows it;
 * with several gateways others may have taken some since, so `r` is what is left at most.
 */
export function limitHeaders(quota: Quota, { grant }: Served, nowMs: number): readonly string[] {
  const left = quota.left(grant, nowMs);
  return [
    'ratelimit-policy', `"minute";q=${grant.quotaMinute};w=60, "day";q=${grant.quotaDay};w=86400`,
    'ratelimit', `"minute";r=${left.minute};t=${secondsLeft.minute(nowMs)}, "day";r=${left.day};t=${secondsLeft.day(nowMs)}`,
  ];
}
