/** Every list of values that a standard or the regulation fixes, as dated data. Local lists belong to processes/organisation/dictionary. */
export * from './codes/catalog.ts';
export * from './codes/classification.ts';
export * from './codes/grading.ts';
export * from './codes/list.ts';
export * from './codes/quality.ts';
export * from './codes/reasons.ts';
export * from './codes/registrars.ts';
export * from './codes/usual-words.ts';
export * from './codes/value-sets.ts';

import { formats, itemTypes, sharingModes, sharingTypes, updateCycles } from './codes/catalog.ts';
import { classification } from './codes/classification.ts';
import { grades, identifierKinds, sensitivities } from './codes/grading.ts';
import type { CodeList } from './codes/list.ts';
import { comparisons, qualityDimensions, qualityRuleKinds } from './codes/quality.ts';
import { assessmentKinds, basisKinds, disposalWays, refusalReasons, suspensionGrounds, updateCauses, usageKinds } from './codes/reasons.ts';
import { registrars } from './codes/registrars.ts';
import { valueSets } from './codes/value-sets.ts';

/** All of them, for pages of 数据字典 and for import. */
export const codeLists: readonly CodeList[] = [
  sharingTypes, sharingModes, updateCycles, formats, itemTypes, classification, grades, sensitivities, identifierKinds,
  basisKinds, updateCauses, refusalReasons, suspensionGrounds, disposalWays, usageKinds, assessmentKinds, registrars, qualityRuleKinds, qualityDimensions, comparisons, valueSets,
];
