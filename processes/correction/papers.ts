import { correctionAnswer } from '../../law/documents/correction-answer.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, newestHead, type Draft } from '../../platform/documents/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../platform/procedures/process.ts';
import { entryVersion } from '../catalog/index.ts';
import { lookUpIn, type Source } from '../resource/index.ts';
import { sideOf } from './side.ts';
import * as store from './store/corrections.ts';
import { upheldItems } from './store/rows.ts';

interface PaperDeps { readonly directory: Directory; readonly source: Source }

/** 校核结果反馈单: looked at before it is fed back, kept with the act. It goes to whoever filed; those who received the records get theirs as a notice. */
export function correctionPapers(deps: PaperDeps): Papers {
  return {
    previews: (it, actor) => (it.provider === actor.org && (it.state === 'received' || it.state === 'verified') ? ['correction'] : []),
    compose: async (tx, it, _kind, today) => answerDraft(tx, deps, it, (await store.findCorrection(tx, it)) ?? fail('CORRECTION_NOT_FOUND'), today),
    hides: (it, kind, actor) => kind === 'correction' && sideOf(it, actor.org) === 'receiver',
  };
}

export async function keepAnswer(tx: Tx, deps: PaperDeps, now: Moving, row: store.CorrectionRecord): Promise<void> {
  if (now.number === null || now.actor === null) return;
  await keepDocument(tx, deps.directory, await answerDraft(tx, deps, now, row, now.today), { region: now.region, number: now.number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}

async function answerDraft(tx: Tx, { directory, source }: PaperDeps, it: Case, row: store.CorrectionRecord, today: PlainDate): Promise<Draft> {
  const [names, head, entry] = [await directory.organisations(tx, [row.provider, row.requester]), await newestHead(tx), await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion)];
  const items = new Map(entry.body.items.map((item) => [item.n, item.name]));
  const printed = correctionAnswer({
    number: it.number ?? '', provider: names.get(row.provider)?.name ?? row.provider, requester: names.get(row.requester)?.name ?? row.requester, entry: { name: row.entryName, code: row.entryCode ?? '—' },
    filedOn: (row.filedOn ?? today) as PlainDate, answeredOn: today, rows: row.rows, upheld: row.upheld, rejected: row.rejected, items: (await upheldItems(tx, it)).map((n) => items.get(n) ?? `第 ${n} 项`),
    changed: row.changed, seen: (await lookUpIn(tx, source, row.entryRegion, row.entry)) !== undefined, head,
  });
  return { kind: 'correction', org: row.provider, printed, head };
}
