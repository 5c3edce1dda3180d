import type { PointKind } from './contract.ts';

/** What may be asked to change, in the words of 25 ¶1. */
export const pointZh: Readonly<Record<PointKind, string>> = { range: '扩大使用范围', purpose: '用于其他目的', 'third-party': '提供给第三方' };
