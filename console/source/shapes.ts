import type { CaseView } from '../../platform/procedures/contract.ts';
import type { SourceOwn } from '../../processes/catalog/source/contract.ts';

export const ownOf = (view: CaseView): SourceOwn => view.own as SourceOwn;
