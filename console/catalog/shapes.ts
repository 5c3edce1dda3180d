import type { z } from 'zod';
import type { CatalogOwn, DepartmentPage, DraftSaved, EntryDraft, EntryPage, EntryView, VersionView } from '../../processes/catalog/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';

export type Own = z.infer<typeof CatalogOwn>;
export type Draft = z.infer<typeof EntryDraft>;
export type DraftItem = NonNullable<Draft['items']>[number];
export type Entry = z.infer<typeof EntryView>;
export type Page = z.infer<typeof EntryPage>;
export type Row = Page['rows'][number];
export type Department = z.infer<typeof DepartmentPage>;
export type Version = z.infer<typeof VersionView>;
export type Saved = z.infer<typeof DraftSaved>;
export const ownOf = (view: CaseView): Own => view.own as Own;
export const changeZh: Readonly<Record<string, string>> = { compile: '编制', update: '更新', withdraw: '下架' };
export const stateZh: Readonly<Record<string, string>> = { published: '已发布', hidden: '已紧急下线', withdrawn: '已下架', compiling: '编制中', superseded: '历史版本' };
/** 21.1: days of the limit, for the small day cells of search. */
export const limitOf = (attribute: string): number => (attribute === 'unconditional' ? 1 : 10);
