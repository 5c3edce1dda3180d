import type { z } from 'zod';
import type { DemandDraft, DemandOwn as OwnShape, DraftSaved, Likes as LikesShape } from '../../processes/demand/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { filled } from '../kit/citations.tsx';

export type Own = OwnShape;
export type Draft = DemandDraft;
export type Saved = z.infer<typeof DraftSaved>;
export type Likes = LikesShape;
export type LikeEntry = Likes['entries'][number];
export type LikeDemand = Likes['demands'][number];
export type Item = NonNullable<Draft['items']>[number];

export const ownOf = (view: CaseView): Own => view.own as Own;

/** What goes to the server: blank rows left out, an empty choice as none. */
export function tidy(draft: Draft): Draft {
  return {
    ...draft,
    ...(draft.items === undefined ? {} : { items: draft.items.filter((item) => item.name.trim() !== '' || item.note.trim() !== '') }),
    ...(draft.duty === undefined ? {} : { duty: filled(draft.duty) as NonNullable<Draft['duty']> }),
    ...(draft.wantedBy === '' ? { wantedBy: null } : {}),
  };
}

export const namesOf = (draft: Draft): string[] => (draft.items ?? []).map((item) => item.name.trim()).filter((name) => name !== '');
