import { identifierKinds, isPersonal, isSensitive } from './codes/grading.ts';
import type { IdentifierKind, Sensitivity } from './codes/grading.ts';

/** An item as the rule sees it; `n` is its number in its entry. */
export interface LinkageItem { readonly n: number; readonly name: string; readonly sensitivity: Sensitivity; readonly identifier: IdentifierKind | null }

/** What a department holds, or asks for, of one catalogue entry. */
export interface Holding {
  readonly entry: string; // code
  readonly name: string;
  /** Kinds of identifier that whoever queries must know already: keys of the service, whatever items are granted. */
  readonly keys: readonly IdentifierKind[];
  readonly items: readonly LinkageItem[];
}

export type LinkageLevel = 'low' | 'medium' | 'high';
const zhOf: Readonly<Record<LinkageLevel, '低' | '中' | '高'>> = { low: '低', medium: '中', high: '高' };
const order: readonly LinkageLevel[] = ['low', 'medium', 'high'];

/** The level, and in Chinese what leads to it; shown to requester, provider and authority. */
export interface Linkage {
  readonly level: LinkageLevel;
  readonly zh: '低' | '中' | '高';
  readonly reasons: readonly string[];
  /** Sensitive items of the entry applied for that are learned of whom they are joined by. */
  readonly adds: readonly string[];
}

/** Entries with personal information of one natural person, together, from which on it is 汇聚 (reading; docs/linkage.md). */
export const PORTRAIT = 5;

/**
 * Risk of joining what one department holds. Art. 25 ¶2: “政务数据共享主管部门以及其他政府部门应当采取措施防范政务数据汇聚、关联引发的泄密风险。”
 *
 * Under one kind of identifier, the entry applied for being one of them (reading):
 * **high** sensitive items of two or more entries · **medium** sensitive items of the one applied for, joined with any other; or
 * personal information of five or more entries about natural persons · **low** else. Sensitive is 敏感个人信息 (PIPL 28) and
 * 商业秘密 (Art. 42); the identifier by which rows are joined is not itself what is learned. An application that adds nothing
 * sensitive does not raise the level of what is held already, so that public data stays quick. Limits: docs/linkage.md.
 *
 * @param wanted  the entry applied for, with the items asked for
 * @param held    what the department already has under grants in force; several grants of one entry (a renewal) are one holding
 */
export function linkageOf(wanted: Holding, held: readonly Holding[]): Linkage {
  const { target, beside } = around(wanted, held);
  const joins = kindsOf(target).flatMap((kind) => {
    const there = beside.get(kind);
    return there === undefined ? [] : [{ level: levelBeside(kind, target, there), kind, there }];
  });
  if (joins.length === 0) return { level: 'low', zh: '低', reasons: ['与已获授权的目录没有共同的标识数据项，不能直接关联'], adds: [] };
  const level = highest(joins.map((one) => one.level));
  return { level, zh: zhOf[level], reasons: joins.map((one) => reasonOf(one.kind, target, one.there, one.level)), adds: [...new Set(joins.flatMap((one) => learned(target, one.kind)))] };
}

/** One set of items without which the level is lower. */
export interface LeftOut { readonly items: readonly { readonly n: number; readonly name: string }[]; readonly level: LinkageLevel; readonly zh: '低' | '中' | '高' }

/**
 * What to leave out so that the level falls: every smallest set of the wanted items without which it does, fewest items first.
 * Items of one kind count alike, so whole kinds are tried together; what would leave nothing to apply for is no way out.
 * Empty where the level is low, or does not fall by leaving items out (query keys that identify, items held already).
 */
export function leaveOut(wanted: Holding, held: readonly Holding[]): readonly LeftOut[] {
  const { target, own, beside } = around(wanted, held);
  const levelOf = (of: Pick<Holding, 'keys' | 'items'>) => highest(kindsOf(of).flatMap((kind) => { const there = beside.get(kind); return there === undefined ? [] : [levelBeside(kind, of, there)]; }));
  const now = levelOf(target);
  if (now === 'low') return [];
  const classes = [...groups(wanted.items).values()];
  const never = wanted.items.length - classes.flat().length;
  const found: { readonly at: ReadonlySet<number>; readonly out: LeftOut }[] = [];
  for (const chosen of combinations(classes.length)) {
    if (found.some((one) => [...one.at].every((n) => chosen.has(n)))) continue; // a part of it does already
    if (never === 0 && chosen.size === classes.length) continue;
    // Of those that count alike one speaks for all.
    const rest = classes.flatMap((like, n) => (chosen.has(n) ? [] : like.slice(0, 1)));
    const level = levelOf({ keys: target.keys, items: [...own, ...rest] });
    if (order.indexOf(level) >= order.indexOf(now)) continue;
    const out = classes.filter((_, n) => chosen.has(n)).flat();
    found.push({ at: chosen, out: { items: out.map(({ n, name }) => ({ n, name })), level, zh: zhOf[level] } });
  }
  return found.map((one) => one.out).sort((a, b) => a.items.length - b.items.length || order.indexOf(a.level) - order.indexOf(b.level));
}

/** Entries of one department that carry one kind of identifier, with the sensitive items that come together under it. */
export interface Join { readonly kind: IdentifierKind; readonly zh: string; readonly entries: readonly string[]; readonly sensitive: readonly string[]; readonly level: LinkageLevel }

/** What a department holds in sum: the level is the highest that any of its entries would have, were it applied for after the others. */
export function linkageInSum(held: readonly Holding[]): { readonly level: LinkageLevel; readonly zh: '低' | '中' | '高'; readonly joins: readonly Join[] } {
  const holdings = byEntry(held);
  const joins = identifierKinds.codes.flatMap(({ code, zh }) => {
    const carrying = holdings.filter((one) => kindsOf(one).includes(code));
    if (carrying.length < 2) return [];
    const sensitive = carrying.flatMap((one) => learned(one, code).map((name) => `${one.name}：${name}`));
    return [{ kind: code, zh, entries: carrying.map((one) => one.name), sensitive, level: levelUnder(code, carrying) }];
  });
  const level = highest(joins.map((one) => one.level));
  return { level, zh: zhOf[level], joins };
}

/** What is held under one kind of identifier, the entry applied for left aside. */
interface Beside { readonly entries: readonly Holding[]; readonly sensitive: readonly Holding[]; readonly portrayed: number }

/** The entry applied for with what is held of it already (`own`), and beside it all others by the kinds of identifier that they carry. */
function around(wanted: Holding, held: readonly Holding[]): { readonly target: Holding; readonly own: readonly LinkageItem[]; readonly beside: ReadonlyMap<IdentifierKind, Beside> } {
  const [target = wanted, ...others] = byEntry([wanted, ...held]);
  const beside = new Map<IdentifierKind, Beside>();
  for (const { code: kind } of identifierKinds.codes) {
    const entries = others.filter((one) => kindsOf(one).includes(kind));
    if (entries.length > 0) beside.set(kind, { entries, sensitive: entries.filter((one) => learned(one, kind).length > 0), portrayed: entries.filter((one) => isPortrayed(one, kind)).length });
  }
  return { target, own: held.filter((one) => one.entry === wanted.entry).flatMap((one) => one.items), beside };
}

/** The rule itself, under one kind of identifier that both sides carry. */
function levelBeside(kind: IdentifierKind, target: Pick<Holding, 'items'>, there: Beside): LinkageLevel {
  if (learned(target, kind).length > 0) return there.sensitive.length > 0 ? 'high' : 'medium';
  return isPortrayed(target, kind) && there.portrayed + 1 >= PORTRAIT ? 'medium' : 'low';
}

function reasonOf(kind: IdentifierKind, target: Holding, there: Beside, level: LinkageLevel): string {
  const joins = `凭“${kindZh(kind)}”可与已获授权的 ${there.entries.length} 个目录关联`;
  const own = learned(target, kind);
  if (level === 'high') {
    const all = [target, ...there.sensitive].map((one) => `“${one.name}”的${learned(one, kind).join('、')}`);
    return `${joins}，其中 ${all.length} 个目录含敏感数据项：${all.join('；')}`;
  }
  if (own.length > 0) return `${joins}，本次新增敏感数据项：${own.join('、')}`;
  return level === 'medium' ? `${joins}，共汇聚 ${there.portrayed + 1} 个目录的个人信息` : `${joins}，本次申请没有新增敏感数据项`;
}

/** The highest level that an entry among these has beside the others. */
function levelUnder(kind: IdentifierKind, carrying: readonly Holding[]): LinkageLevel {
  const sensitive = carrying.filter((one) => learned(one, kind).length > 0).length;
  if (sensitive >= 2) return 'high';
  return sensitive === 1 || carrying.filter((one) => isPortrayed(one, kind)).length >= PORTRAIT ? 'medium' : 'low';
}

/** Sensitive items that are learned of whom this kind identifies. */
function learned(holding: Pick<Holding, 'items'>, kind: IdentifierKind): readonly string[] {
  return [...new Set(holding.items.filter((item) => isSensitive(item.sensitivity) && item.identifier !== kind).map((item) => item.name))];
}

/** Whether it tells something of a natural person, beside who he is. */
function isPortrayed(holding: Pick<Holding, 'items'>, kind: IdentifierKind): boolean {
  return (kind === 'person' || kind === 'phone') && holding.items.some((item) => isPersonal(item.sensitivity) && item.identifier !== kind);
}

function kindsOf(holding: Pick<Holding, 'keys' | 'items'>): readonly IdentifierKind[] {
  return [...new Set([...holding.keys, ...holding.items.flatMap((item) => (item.identifier === null ? [] : [item.identifier]))])];
}

function highest(levels: readonly LinkageLevel[]): LinkageLevel {
  return order[Math.max(0, ...levels.map((level) => order.indexOf(level)))] as LinkageLevel;
}

/** One holding per entry, in the order of first mention, with all its keys and items. */
function byEntry(holdings: readonly Holding[]): Holding[] {
  const merged = new Map<string, Holding>();
  for (const one of holdings) {
    const known = merged.get(one.entry);
    merged.set(one.entry, {
      ...one, keys: [...new Set([...(known?.keys ?? []), ...one.keys])],
      items: [...(known?.items ?? []), ...one.items.filter((item) => known?.items.some((k) => alike(k, item)) !== true)],
    });
  }
  return [...merged.values()];
}

/** The same item in the same light: a version may have made it more sensitive, or less, than it was when it was granted. */
function alike(one: LinkageItem, other: LinkageItem): boolean {
  return one.n === other.n && one.sensitivity === other.sensitivity && one.identifier === other.identifier;
}

/** Items that count alike in the rule; those that never count are left out. */
function groups(items: readonly LinkageItem[]): Map<string, LinkageItem[]> {
  const found = new Map<string, LinkageItem[]>();
  for (const item of items) {
    if (item.identifier === null && !isSensitive(item.sensitivity) && !isPersonal(item.sensitivity)) continue;
    const like = `${item.identifier ?? ''} ${item.sensitivity}`;
    found.set(like, [...(found.get(like) ?? []), item]);
  }
  return found;
}

/** Subsets of 0 … of-1, smaller ones first, of at most four: more kinds at once are no advice that anybody follows. */
function combinations(of: number): readonly ReadonlySet<number>[] {
  let last: readonly ReadonlySet<number>[] = [new Set()];
  const all: ReadonlySet<number>[] = [];
  for (let size = 1; size <= Math.min(of, 4); size += 1) {
    last = last.flatMap((set) => Array.from({ length: of }, (_, n) => n).filter((n) => n > Math.max(-1, ...set)).map((n) => new Set([...set, n])));
    all.push(...last);
  }
  return all;
}

function kindZh(kind: IdentifierKind): string {
  return identifierKinds.codes.find((one) => one.code === kind)?.zh ?? kind;
}
