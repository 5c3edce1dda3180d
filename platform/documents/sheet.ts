import type { LedgerHead } from '../../law/documents/blocks.ts';
import { handlingSheet, type SheetClock } from '../../law/documents/handling-sheet.ts';
import type { PrintedDocument } from '../../law/documents/blocks.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { statedText } from '../../law/stated-words.ts';
import type { CaseView, MoveView, Strip } from '../procedures/contract.ts';
import { momentZh } from './time.ts';

/** 办理单 of any case, as the person who prints it sees the case: what another organisation keeps to itself is not on it. */
export function sheetOf(view: CaseView, head: LedgerHead | null): PrintedDocument {
  return handlingSheet({
    kind: view.kindZh, number: view.number ?? '（未编号）', title: view.title, state: view.stateZh,
    parties: view.parties.map((party) => ({ party: party.zh, name: party.name })),
    clocks: view.strips.flatMap(clockOf), moves: [...view.timeline].reverse().map((move) => moveOf(move, view.kind)), printedAt: momentZh(new Date()), head,
  });
}

const day = (text: string): PlainDate => text as PlainDate;

function clockOf(strip: Strip): SheetClock[] {
  const [first, due] = [strip.days[0], strip.lamp.dueOn];
  if (first === undefined || due === null) return [];
  const gone = strip.days.filter((one) => ['received', 'elapsed', 'paused', 'today', 'late'].includes(one.kind)).at(-1);
  return [{
    zh: strip.zh, basis: strip.basis, startedOn: day(first.date), dueOn: day(due), provisional: strip.lamp.provisional, plainOn: strip.plainDueOn === null ? null : day(strip.plainDueOn),
    extendedDays: strip.days.filter((one) => one.kind === 'extension').length, stoppedOn: strip.lamp.kind.startsWith('done') && gone !== undefined ? day(gone.date) : null,
    daysLate: strip.days.filter((one) => one.kind === 'late').length,
  }];
}

/** The day is the legal one, the hour that of the machine: they differ only on a platform that bears a mark. */
function moveOf(move: MoveView, kind: string) {
  return {
    at: `${move.onDay} ${momentZh(new Date(move.at)).slice(11)}`, actor: move.byClock ? '平台（时钟）' : `${move.orgName ?? ''}·${move.postZh ?? ''}`, act: move.zh.replace(/…$/, ''), to: move.toZh,
    basis: move.basis, stated: statedText(move.states, kind).replaceAll('\n', '；'), opinion: move.opinion, attachments: move.attachments.map((one) => one.name), remark: move.behalf ? '受托办理' : move.paper ? '代录' : null,
  };
}
