import { creditCheck, idCheck, orgCheck } from '../../law/identifiers.ts';
import type { Dice } from './dice.ts';

/**
 * Identifiers of the right form that nobody and nothing can hold: regions that are not assigned, number blocks that are
 * not given out, letters that the standard leaves out. Data of real people and organisations cannot be met by chance.
 */

/** No region of GB/T 2260 begins with 99. */
const nowhere = '99';
const pad = (n: number, length: number): string => String(n).padStart(length, '0').slice(-length);

/** 公民身份号码 (GB 11643): a valid check character in a region that is not assigned. `nth` makes each another. */
export function idNumberOfNobody(dice: Dice, nth: number): string {
  const birth = `${1950 + dice.below(60)}${pad(1 + dice.below(12), 2)}${pad(1 + dice.below(28), 2)}`;
  const body = `${nowhere}${pad(nth, 4)}${birth}${pad(1 + dice.below(999), 3)}`;
  return body + (idCheck(body) ?? '');
}

/** 手机号码 of a block that is not given out to people (154). */
export function mobileOfNobody(dice: Dice, nth: number): string {
  return `154${pad(nth, 4)}${dice.digits(4)}`;
}

/** 统一社会信用代码 (GB 32100) over an organisation code of GB 11714's private range, registered nowhere. */
export function creditCodeOfNobody(nth: number): string {
  const organisation = `PDY${pad(90_000 + nth, 5)}`;
  const body = `11${nowhere}0000${organisation}${orgCheck(organisation) ?? ''}`;
  return body + (creditCheck(body) ?? '');
}

/** 车牌: 测 is the short name of no province. */
export function plateOfNobody(dice: Dice, nth: number): string {
  return `测${dice.pick(['A', 'B', 'C', 'D'])}${pad(nth, 5)}`;
}

/** 车辆识别代号: 17 places with O, which GB 16735 leaves out. */
export function vinOfNobody(nth: number): string {
  return `SANDBOX${pad(nth, 10)}`;
}

/** 不动产单元号: 28 places in a county that is not assigned. */
export function propertyOfNobody(dice: Dice, nth: number): string {
  return `${nowhere}0000${dice.digits(13)}F${pad(nth, 8)}`;
}
