import type { Tx } from '../../platform/postgres/database.ts';
import { writeFigure, type FigurePatch } from './store/figures.ts';

/** Figures of an entry are kept here and written by the processes that come later (application, grant, correction) and by quality. */
export type FigureNews = FigurePatch;

export async function addFigure(tx: Tx, at: { readonly entryRegion: string; readonly entry: string }, news: FigureNews): Promise<void> {
  await writeFigure(tx, { region: at.entryRegion, entry: at.entry }, news);
}
