import { identifierKinds, isSensitive } from './codes/grading.ts';
import type { IdentifierKind, Sensitivity } from './codes/grading.ts';

/** What a department holds, or asks for, of one catalogue entry. */
export interface Holding {
  readonly entry: string; // code
  readonly name: string;
  /** Kinds of identifier by which its rows are found: granted items and query keys that identify. */
  readonly identifiers: readonly IdentifierKind[];
  readonly items: readonly { readonly name: string; readonly sensitivity: Sensitivity }[];
}

export type LinkageLevel = 'normal' | 'high';

/** The level, and in Chinese what leads to it; shown to requester, provider and authority. */
export interface Linkage {
  readonly level: LinkageLevel;
  readonly zh: '一般' | '高';
  readonly reasons: readonly string[];
}

/**
 * Risk of joining what one department holds. Art. 25 ¶2: “政务数据共享主管部门以及其他政府部门应当采取措施防范政务数据汇聚、关联引发的泄密风险。”
 *
 * One plain rule (reading): **high** where the requester would hold, under one kind of identifier, sensitive items of two or more entries,
 * the entry applied for being one of them; else normal. Sensitive is 敏感个人信息 (PIPL 28) and 商业秘密 (Art. 42).
 * An application that adds nothing sensitive does not raise the level of what is held already, so that public data stays quick.
 * The rule does not weigh amounts, quasi-identifiers or inference, nor what the department has from elsewhere: an assessment does.
 *
 * @param wanted  the entry applied for, with the items asked for
 * @param held    what the department already has under grants in force; several grants of one entry (a renewal) are one holding
 */
export function linkageOf(wanted: Holding, held: readonly Holding[]): Linkage {
  const [target = wanted, ...others] = byEntry([wanted, ...held]);
  const reasons: string[] = [];
  let high = false;
  for (const kind of target.identifiers) {
    const joined = others.filter((one) => one.identifiers.includes(kind));
    if (joined.length === 0) continue;
    const sensitive = [target, ...joined].filter((one) => sensitiveItems(one).length > 0);
    const joins = `凭“${kindZh(kind)}”可与已获授权的 ${joined.length} 个目录关联`;
    if (sensitive.length >= 2 && sensitive[0] === target) {
      high = true;
      reasons.push(`${joins}，其中 ${sensitive.length} 个目录含敏感数据项：${sensitive.map(spell).join('；')}`);
    } else {
      reasons.push(`${joins}，本次申请没有使敏感数据项增加到两个目录以上`);
    }
  }
  if (reasons.length === 0) reasons.push('与已获授权的目录没有共同的标识数据项，不能直接关联');
  return high ? { level: 'high', zh: '高', reasons } : { level: 'normal', zh: '一般', reasons };
}

function sensitiveItems(holding: Holding): readonly string[] {
  return holding.items.filter((item) => isSensitive(item.sensitivity)).map((item) => item.name);
}

function spell(holding: Holding): string {
  return `“${holding.name}”的${sensitiveItems(holding).join('、')}`;
}

/** One holding per entry, in the order of first mention, with all its identifiers and items. */
function byEntry(holdings: readonly Holding[]): Holding[] {
  const merged = new Map<string, Holding>();
  for (const one of holdings) {
    const known = merged.get(one.entry);
    merged.set(one.entry, {
      ...one,
      identifiers: [...new Set([...(known?.identifiers ?? []), ...one.identifiers])],
      items: [...(known?.items ?? []), ...one.items.filter((item) => known?.items.some((k) => k.name === item.name) !== true)],
    });
  }
  return [...merged.values()];
}

function kindZh(kind: IdentifierKind): string {
  return identifierKinds.codes.find((one) => one.code === kind)?.zh ?? kind;
}
