import { dayAt } from '../../law/machine-time.ts';
import { formats, itemTypes, sharingModes, updateCycles } from '../../law/codes/catalog.ts';
import { grades, identifierKinds, sensitivities } from '../../law/codes/grading.ts';
import { codeZh, type Code, type CodeList } from '../../law/codes/list.ts';
import { basisKinds, disposalWays, refusalReasons, suspensionGrounds, updateCauses } from '../../law/codes/reasons.ts';
import { gradeZh, maskWords, maskZh, sensitivityZh, serviceKindZh, typeZh } from '../../law/documents/words.ts';
import type { Choice } from './field-shapes.ts';

export { gradeZh, maskZh, sensitivityZh, serviceKindZh, typeZh };

/** The standards' words for what is stored as a code, and the choices that stand today. */
const today = (): string => dayAt(Date.now());
export const choices = (list: CodeList<Code>): Choice[] => list.codes.filter((c) => c.from <= today() && (c.to === undefined || today() <= c.to)).map((c) => ({ value: c.code, zh: c.zh }));

export const modeZh = (code: string): string => codeZh(sharingModes, code);
export const cycleZh = (code: string): string => codeZh(updateCycles, code);
export const formatZh = (code: string): string => codeZh(formats, code);
export const disposalZh = (code: string): string => codeZh(disposalWays, code);
export const refusalZh = (code: string): string => codeZh(refusalReasons, code);
export const groundZh = (code: string): string => codeZh(suspensionGrounds, code);
export const causeZh = (code: string): string => codeZh(updateCauses, code);
export const basisKindZh = (code: string): string => codeZh(basisKinds, code);
export const identifierZh = (code: string): string => codeZh(identifierKinds, code);
export const isSensitive = (level: string): boolean => sensitivities.codes.some((s) => s.code === level && s.sensitive);

export const modeChoices = choices(sharingModes);
export const cycleChoices = choices(updateCycles);
export const gradeChoices = choices(grades);
/** For a column: 一般1级, 重要, 核心; the whole name is cut there, and with it what tells one level from the next. */
export const gradeShortChoices = gradeChoices.map(({ value, zh }) => ({ value, zh: zh.replace(/数据(?:（(.*)）)?$/, '$1') }));
export const sensitivityChoices = choices(sensitivities);
export const typeChoices = choices(itemTypes);
export const formatChoices = choices(formats);
export const causeChoices = choices(updateCauses);
export const identifierChoices = choices(identifierKinds);
export const useBasisChoices: Choice[] = basisKinds.codes.filter((c) => c.forUse).map((c) => ({ value: c.code, zh: c.zh }));
export const dutyChoices: Choice[] = basisKinds.codes.map((c) => ({ value: c.code, zh: c.zh }));
export const forbiddingChoices: Choice[] = basisKinds.codes.filter((c) => c.forbids).map((c) => ({ value: c.code, zh: c.zh }));
export const groundChoices = choices(suspensionGrounds);
export const disposalChoices: Choice[] = choices(disposalWays).filter((c) => c.value !== 'nothing-stored');
export const maskChoices: Choice[] = Object.entries(maskWords).map(([value, zh]) => ({ value, zh }));
