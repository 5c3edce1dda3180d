import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { marksOf } from '../../platform/search/marks.ts';
import { plain } from '../../platform/search/plain.ts';
import { findByName } from '../organisation/index.ts';
import type { Found } from './contract.ts';
import { questionOf } from './question.ts';
import { suggested } from './store/suggested.ts';
import type { z } from 'zod';

const shown = 6;

/** What the head of the page offers while one types: entries by name or initials, departments by a part of theirs. Numbers of cases it knows by their form. */
export async function suggestions(tx: Tx, directory: Directory, q: string, region: string): Promise<z.infer<typeof Found>> {
  const text = plain(q);
  const question = questionOf(text, new Map());
  if (question === undefined) return { entries: [], departments: [] };
  const entries = await suggested(tx, text, question.anywhere, question.sound?.inName, shown);
  const names = await directory.organisations(tx, [...new Set(entries.map((one) => one.provider))]);
  return {
    entries: entries.map(({ provider, ...one }) => ({ ...one, providerName: names.get(provider)?.name ?? provider, marks: marksOf(one.name, question.words) })),
    departments: (await findByName(tx, text, region, shown)).map((one) => ({ ...one, marks: marksOf(one.name, [text.split(' ')]) })),
  };
}
