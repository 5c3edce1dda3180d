import type { z } from 'zod';
import type { GrantOwn } from '../../processes/grant/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';

export type Own = z.infer<typeof GrantOwn>;
export const ownOf = (view: CaseView): Own => view.own as Own;
export const dayUntil = (term: { readonly from: string; readonly to: string | null }): string => (term.to ? `${term.from} 至 ${term.to}` : `${term.from} 起，长期`);
