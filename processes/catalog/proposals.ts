import type { Tx } from '../../platform/postgres/database.ts';
import type { Synonyms } from '../../platform/search/words.ts';
import type { EntryPage, EntryQuery } from './contract.ts';
import { questionOf, sameSound, type Question } from './question.ts';
import { ranked } from './store/ranked.ts';
import { listingsOf } from './store/search.ts';
import type { z } from 'zod';

type Proposals = z.infer<typeof EntryPage>['proposals'];

const [mostWords, mostShown] = [4, 5];

/** What else may be asked where nothing was hit: without the filters, by the same sound, with one word less. Only what hits is proposed. */
export async function proposalsFor(tx: Tx, query: EntryQuery, question: Question, synonyms: Synonyms): Promise<Proposals> {
  const found: Proposals = [];
  const count = async (asked: Question | undefined, of: EntryQuery) => (asked === undefined ? { total: 0, keys: [] } : ranked(tx, { ...asked, after: undefined, size: 1 }, of));
  const bare: EntryQuery = { size: query.size, sort: query.sort };
  if (Object.entries(query).some(([name, value]) => value !== undefined && !['q', 'size', 'after', 'sort'].includes(name))) {
    const { total } = await count(question, bare);
    if (total > 0) found.push({ q: query.q ?? '', why: '去掉左边的筛选', count: total, filters: false });
  }
  const alike = await count(sameSound(question.question), query);
  const [nearest] = await listingsOf(tx, alike.keys);
  if (nearest !== undefined) found.push({ q: nearest.name, why: '读音相同', count: alike.total, filters: true });
  const words = question.words.map(([word]) => word ?? '');
  if (words.length > 1 && words.length <= mostWords) {
    for (const word of words) {
      const q = words.filter((each) => each !== word).join(' ');
      const { total } = await count(questionOf(q, synonyms), query);
      if (total > 0) found.push({ q, why: `不限“${word}”`, count: total, filters: true });
    }
  }
  return found.slice(0, mostShown);
}
