import { isLetters, soundQuery, soundsLike } from '../../platform/search/pinyin.ts';
import { askedOf, queryOf, type Synonyms } from '../../platform/search/words.ts';
import type { Asked } from './store/ranked.ts';

/** What somebody typed, as the listing is asked for it. Undefined: nothing of it can be asked for (signs alone). */
export interface Question extends Omit<Asked, 'after' | 'size'> { readonly words: readonly (readonly string[])[] }

export function questionOf(plainText: string, synonyms: Synonyms): Question | undefined {
  const words = askedOf(plainText, synonyms);
  const anywhere = queryOf(words);
  if (anywhere === undefined) return undefined;
  return { words, question: plainText, anywhere, inItems: queryOf(words, 'AB') ?? '', inSummary: queryOf(words, 'ABC') ?? '', sound: soundOf(words) };
}

/** Words of letters by sound, the others as they are: gxbys, and gxbys 名单. */
function soundOf(words: Question['words']): Question['sound'] {
  const letters = words.flatMap(([word]) => (word !== undefined && isLetters(word) ? [word] : []));
  if (letters.length === 0) return undefined;
  const of = (inName: boolean) => letters.map((word) => soundQuery(word, inName)).join(' & ');
  return { anywhere: of(false), inName: of(true), words: queryOf(words.filter(([word]) => word === undefined || !isLetters(word))) };
}

/** The question as it sounds, in names and items alone: for a wrong character that an input method chose. Undefined: it is not all characters. */
export function sameSound(plainText: string): Question | undefined {
  const parts = plainText.split(' ').filter((part) => part !== '');
  const sounds = (inName: boolean) => parts.map((part) => soundsLike(part, inName));
  const [anywhere, inName] = [sounds(false), sounds(true)];
  if (parts.length === 0 || anywhere.includes(undefined)) return undefined;
  const nothing = queryOf(askedOf(plainText)) ?? '';
  return { words: [], question: plainText, anywhere: nothing, inItems: nothing, inSummary: nothing, sound: { anywhere: anywhere.join(' & '), inName: inName.join(' & '), words: undefined } };
}
