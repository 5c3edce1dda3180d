import { supervisionOrder } from '../../law/documents/supervision-order.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, newestHead } from '../../platform/documents/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { readTimeline } from '../../platform/procedures/store/timeline.ts';
import { acts } from './contract.ts';
import { ownOf } from './view.ts';

/** 督办单: kept with the order (39–42), and again where the mending was not enough and another date is set. */
export async function keepOrder(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  if (now.number === null || now.actor === null) return;
  const own = await ownOf(tx, now, now.actor as Actor, directory);
  const timeline = await readTimeline(tx, now);
  const first = timeline.find((move) => move.act === 'order')?.states;
  const ordered = now.act === 'insist' ? { ...acts.insist.parse(now.stated), what: String(first?.['what'] ?? '') } : { ...acts.order.parse(now.stated), lacking: null };
  const entered = now.facts['cause'] === undefined ? timeline.find((move) => move.act === 'create')?.states['what'] : undefined; // by a person, in his words
  const explained = timeline.find((move) => move.act === 'explain')?.states['grounds'];
  const concerned = own.concerns === 'authority' ? now.authority ?? own.department : own.department;
  const judge = own.judgeName ?? '';
  const head = await newestHead(tx);
  const printed = supervisionOrder({
    number: now.number, judge, concerned: (await directory.organisation(tx, concerned))?.name ?? concerned, ground: own.ground,
    cause: own.cause === null ? null : { zh: own.cause.kindZh, number: own.cause.number ?? '未编号', title: own.cause.title, clock: own.clockZh, dueOn: own.dueOn as PlainDate | null, daysLate: own.daysLate },
    found: typeof entered === 'string' ? entered : own.title, explained: typeof explained === 'string' ? explained : null, what: ordered.what, lacking: ordered.lacking, mendBy: ordered.mendBy as PlainDate, orderedOn: now.today,
    contact: judge, head,
  });
  await keepDocument(tx, directory, { kind: 'order', org: now.actor.org, printed, head }, { region: now.region, number: now.number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}
