import { valuesOf } from './code-set.ts';
import { diceOf, type Dice } from './dice.ts';
import { creditCodeOfNobody, idNumberOfNobody, mobileOfNobody, plateOfNobody, propertyOfNobody, vinOfNobody } from './nobody.ts';
import { textLike } from './pattern.ts';

/** An item as far as a value can be invented for it: what the catalogue says, and how answers write it. */
export interface InventedItem {
  readonly n: number;
  readonly name: string;
  readonly field: string;
  readonly type: string; // law/codes: itemTypes
  readonly length: number | null;
  readonly key: boolean;
  readonly nullable: boolean;
  readonly codeSet: string | null;
  readonly identifier: string | null; // law/codes: identifierKinds
  /** A regular expression that values fit, where a rule says so. */
  readonly pattern: string | null;
  readonly kind: 'integer' | 'boolean' | 'text';
}

/** Rows of a sandbox: enough for several pages, few enough to look at. */
export const rowCount = 200;
const oneInNulls = 9;

/** Invented rows of these items, as texts; the same for the same seed and items, whoever asks, on whatever machine. */
export function inventRows(items: readonly InventedItem[], seed: string, count = rowCount): (string | null)[][] {
  return Array.from({ length: count }, (_, row) => items.map((item) => {
    const dice = diceOf(`${seed}/${row}/${item.n}`);
    if (item.nullable && !item.key && dice.below(oneInNulls) === 0) return null;
    return valueOf(item, dice, row + 1);
  }));
}

/** One value: of the pattern, the code set or the identifier, else of the type; `nth` makes keys differ. */
function valueOf(item: InventedItem, dice: Dice, nth: number): string {
  if (item.kind === 'boolean' || item.type === 'L') return item.kind === 'text' ? dice.pick(['true', 'false']) : dice.pick(['t', 'f']);
  if (item.kind === 'integer') return wholeNumber(item, dice, nth);
  const known = cut(item, ofPattern(item, dice) ?? identifierOf(item, dice, nth) ?? ofCodeSet(item, dice));
  return known ?? ofType(item, dice, nth);
}

const cut = (item: InventedItem, text: string | undefined): string | undefined => (text === undefined || (item.length !== null && text.length > item.length) ? undefined : text);

function ofPattern({ pattern, codeSet }: InventedItem, dice: Dice): string | undefined {
  const written = pattern ?? (codeSet !== null && /^\^.*\$$/.test(codeSet) ? codeSet : null);
  return written === null ? undefined : textLike(written, dice);
}

function ofCodeSet({ codeSet, key }: InventedItem, dice: Dice): string | undefined {
  const values = key ? undefined : valuesOf(codeSet);
  return values && dice.pick(values);
}

function identifierOf({ identifier, name }: InventedItem, dice: Dice, nth: number): string | undefined {
  if (identifier === 'person' || /身份证|公民身份号码/.test(name)) return idNumberOfNobody(dice, nth);
  if (identifier === 'phone' || /手机|联系电话/.test(name)) return mobileOfNobody(dice, nth);
  if (identifier === 'organisation' || /统一社会信用代码/.test(name)) return creditCodeOfNobody(nth);
  if (identifier === 'vehicle') return /识别代号|车架号/.test(name) ? vinOfNobody(nth) : plateOfNobody(dice, nth);
  if (identifier === 'property') return propertyOfNobody(dice, nth);
  return undefined;
}

const pad = (n: number, length: number): string => String(n).padStart(length, '0');

function wholeNumber({ name, length, key }: InventedItem, dice: Dice, nth: number): string {
  if (key) return String(nth);
  if (/年份|年度|^年$/.test(name)) return String(2000 + dice.below(26));
  return String(dice.below(10 ** Math.min(length ?? 4, 6)));
}

function day(dice: Dice): string {
  return `${2005 + dice.below(20)}-${pad(1 + dice.below(12), 2)}-${pad(1 + dice.below(28), 2)}`;
}

function ofType(item: InventedItem, dice: Dice, nth: number): string {
  switch (item.type) {
    case 'I': return wholeNumber(item, dice, nth);
    case 'N': case 'Y': return item.key ? String(nth) : (item.length ?? 9) < 4 ? String(dice.below(10)) : `${dice.below(10 ** Math.min((item.length ?? 9) - 3, 5))}.${dice.digits(2)}`;
    case 'B': case 'F': return String(dice.below(100_000) / 8);
    case 'D': return day(dice);
    case 'T': return `${day(dice)} ${pad(dice.below(24), 2)}:${pad(dice.below(60), 2)}:${pad(dice.below(60), 2)}+08`;
    default: return textOf(item, dice, nth);
  }
}

const stems = [...'甲乙丙丁戊己庚辛壬癸'];
const branches = [...'子丑寅卯辰巳午未申酉戌亥'];

/** Words that say themselves that they are invented. */
function textOf({ name, length, key }: InventedItem, dice: Dice, nth: number): string {
  const most = length ?? 60;
  if (key) return most >= 6 ? `99${pad(nth, Math.min(most, 10) - 2)}` : pad(nth, most).slice(-most);
  if (/姓名|^名字|人员名称/.test(name)) return `虚${dice.pick(stems)}${dice.pick(branches)}`.slice(0, most);
  if (/邮箱|电子邮件/.test(name)) return `user${nth}@example.com`.slice(0, most);
  if (/地址|住址|住所/.test(name)) return `虚构路 ${1 + dice.below(200)} 号`.slice(0, most);
  if (/代码|编码|标识码|编号|号码/.test(name)) return most >= 6 ? `99${dice.digits(Math.min(most, 10) - 2)}` : dice.digits(most);
  return `${name}样例${1 + dice.below(20)}`.slice(0, most);
}
