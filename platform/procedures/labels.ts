import { postNames } from '../../law/permissions.ts';
import type { Deed } from './deed.ts';
import type { OrgCode, Post } from './ports.ts';

/** 教育厅·编目员: who acted, by post, never a name; 平台 where the platform moved. */
export async function labelOf(deed: Deed, org: OrgCode | null, post: string | null): Promise<string> {
  if (org === null) return '平台';
  const name = (await deed.organisation(org))?.shortName ?? org;
  return post === null ? name : `${name}·${postNames[post as Post] ?? post}`;
}

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** 2026-10-19 09:12, in Shanghai. */
export function timeZh(at: string): string {
  return clock.format(new Date(at));
}
