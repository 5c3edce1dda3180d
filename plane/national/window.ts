import { chinaMs } from '../../law/machine-time.ts';
import type { Profile } from '../profiles/index.ts';

/** `legacy` is switched on per grant with a reason and an end, and shown as weak (§2.4). */
export type TimeRule = 'window' | 'legacy';

/** Why an rtime is no time at all; it names no pair, so the wire may say it (§3.2). */
export function malformedTime(profile: Profile, rtime: string): string | undefined {
  const digitsOnly = /^[0-9]+$/.test(rtime);
  if (digitsOnly && rtime.length === profile.time.digits) return undefined;
  return digitsOnly && rtime.length === 10
    ? '请求时间戳无效：须为 13 位毫秒数，收到的是 10 位秒数'
    : '请求时间戳无效：须为 13 位毫秒数';
}

/** Whether the time of a call is taken. `issuedAt`: of the secret that signed, ms. */
export function timely(profile: Profile, rule: TimeRule, rtime: number, now: number, issuedAt: number): boolean {
  const { windowMs, legacyBeforeMs, aheadMs } = profile.time;
  if (rule === 'legacy') return rtime >= issuedAt - legacyBeforeMs && rtime <= now + aheadMs;
  return Math.abs(now - rtime) <= windowMs;
}

/** Whether the time of a refresh is taken: all clients compute it fresh. */
export function timelyRefresh(profile: Profile, rtime: number, now: number): boolean {
  return Math.abs(now - rtime) <= profile.time.refreshWindowMs;
}

const dayMs = 86_400_000;

/** When a secret issued now ends: its life, and never before the end of the day in Beijing, to which some clients cache it (§3.4). */
export function secretEnd(profile: Profile, now: number): number {
  const endOfDay = Math.ceil((now + chinaMs + 1) / dayMs) * dayMs - chinaMs - 1;
  return Math.max(now + profile.refresh.lifeMs, endOfDay);
}
