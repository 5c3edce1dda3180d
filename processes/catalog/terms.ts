import { citationZh } from '../../law/documents/words.ts';
import type { EntryHit, SharingTerms } from './contract.ts';

/** Conditions stand in a line of a list up to here; the entry's page has them whole. */
const LINE = 90;

export const noTerms: EntryHit['terms'] = { count: 0, said: '', reason: '', basis: '', standing: false };

/** 15 ¶2 as a list says it in a line. */
export function termsOf(sharing: SharingTerms, standing: boolean): EntryHit['terms'] {
  const all = sharing.attribute === 'conditional' ? [...sharing.ranges, ...sharing.purposes, ...sharing.conditions] : [];
  return { count: all.length, said: cut(all.join('；')), reason: cut(sharing.reason), basis: cut(sharing.basis.map(citationZh).join('、')), standing: standing && sharing.attribute === 'unconditional' };
}

const cut = (text: string): string => ([...text].length > LINE ? `${[...text].slice(0, LINE).join('')}……` : text);
