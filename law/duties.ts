import { chapter1 } from './duties/chapter-1.ts';
import { chapter2 } from './duties/chapter-2.ts';
import { chapter3 } from './duties/chapter-3.ts';
import { chapter4Use } from './duties/chapter-4-use.ts';
import { chapter4 } from './duties/chapter-4.ts';
import { chapter5 } from './duties/chapter-5.ts';
import { chapter6 } from './duties/chapter-6.ts';
import { chapter7 } from './duties/chapter-7.ts';
import type { Duty, DutyStatus } from './duties/duty.ts';
import { articles } from './regulation.ts';

export type { Duty, DutyStatus };

/** 条例对照: every duty of the 44 articles, in their order, with what carries it. */
export const duties: readonly Duty[] = [...chapter1, ...chapter2, ...chapter3, ...chapter4, ...chapter4Use, ...chapter5, ...chapter6, ...chapter7];

/** What `law articles --json` prints and the page 条例对照 shows: the articles 1 to 44 with their duties. */
export interface ArticleDuties { readonly number: number; readonly duties: readonly Duty[] }

export function dutiesByArticle(): readonly ArticleDuties[] {
  return articles.map(({ number }) => ({ number, duties: duties.filter((duty) => articleOf(duty) === number) }));
}

/** 21 of `21-1-a`. */
export function articleOf(duty: Pick<Duty, 'id'>): number {
  return Number(duty.id.split('-')[0]);
}

/** The paragraph that the id names: `21.1`. */
export function basisOf(duty: Pick<Duty, 'id'>): string {
  const [article, paragraph] = duty.id.split('-');
  return `${article}.${paragraph}`;
}
