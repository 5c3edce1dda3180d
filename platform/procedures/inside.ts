import { fail } from '../../law/errors.ts';
import { foldClock, spentOf, type ClockEvent } from '../../law/clock.ts';
import { clockEntry } from '../ledger/move-entry.ts';
import { addPending } from '../ledger/pending.ts';
import type { Plain } from '../ledger/canonical.ts';
import type { Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { keyOf, merged, refold } from './clockwork.ts';
import { decideClock } from './decide.ts';
import { deedOf } from './deed.ts';
import type { Input } from './input.ts';
import { clockFacts } from './ledger-clocks.ts';
import type { EngineInside } from './process.ts';
import { carryOutIf, loadLocked, moveLocked, openCase } from './run.ts';
import { prepared } from './prepared.ts';
import type { Runner } from './runner.ts';
import type { Ref } from './store/case-record.ts';
import { lockCases, readCase, readHistories, readParties, writeFacts, writeParty, writeTitle, type Loaded } from './store/cases.ts';
import { clockDue, newestClock } from './store/clocks.ts';
import { addLink } from './store/links.ts';
import { addOutbox } from './store/outbox.ts';
import { writeClocks } from './store/write-move.ts';
import { caseOf } from './take-move.ts';
import { rewriteWork } from './rewrite-work.ts';

const given = (stated: Record<string, unknown> | undefined, attachments: readonly string[] = []): Input => ({ stated: stated ?? {}, opinion: null, attachments, paper: null });

/** What processes ask of the engine while a move is under way. The runner is completed with what this makes. */
export function createInside(run: () => Runner): EngineInside {
  return {
    async open(tx, kind, act, opening, by, stated, attachments) {
      const process = run().process(kind);
      const taken = await openCase(run(), tx, process, opening, { act, by, input: given(stated, attachments), requestId: null });
      return caseOf(process, taken.loaded);
    },
    lockAll: async (tx, refs) => readHistories(tx, await lockCases(tx, refs)),
    async move(tx, at, act, by, stated) {
      const asHanded = 'row' in at && (await deedOf(tx, run().directory)).latest(at.row) === undefined;
      const loaded = asHanded ? at : await mustLoad(tx, 'row' in at ? at.row : at);
      const taken = await moveLocked(run(), tx, loaded, { act, by, input: given(stated), requestId: null });
      return caseOf(run().process(loaded.row.kind), taken.loaded);
    },
    async moveIfAny(tx, ref, act, by, stated) {
      const loaded = await loadLocked(tx, ref);
      if (loaded === undefined) return false;
      const deed = await deedOf(tx, run().directory);
      const process = run().process(loaded.row.kind);
      const ready = await prepared(deed, process, loaded, act, given(stated));
      const decision = decideClock(process.table, ready.situation, act, by.clock);
      if (!decision.ok) return false;
      return carryOutIf(run(), deed, { process, ...ready, act, move: decision.move, to: decision.to, signed: false, by, signs: null, requestId: null, opens: false, depth: 0 }, ready.situation);
    },
    async get(tx, ref) {
      const row = await readCase(tx, ref);
      if (row === undefined) return undefined;
      return caseOf(run().process(row.kind), { row, others: await readParties(tx, ref), past: [], clocks: [], work: [] });
    },
    setFacts: (tx, ref, facts) => setFacts(run(), tx, ref, facts),
    setTitle: (tx, ref, title) => writeTitle(tx, ref, title.slice(0, 400)),
    addParty: (tx, ref, party, org) => addParties(run(), tx, ref, party, [org]),
    addParties: (tx, ref, party, orgs) => addParties(run(), tx, ref, party, orgs),
    link: (tx, from, to, { zh, back }) => addLink(tx, from, to, zh, back),
    restate: (tx, ref, clock, to, nth) => restate(run(), tx, ref, clock, to, nth),
    dueOf: (tx, ref, clock) => clockDue(tx, ref, clock),
    async spentOf(tx, ref, clock) {
      const row = await newestClock(tx, ref, clock);
      if (row === undefined) return undefined;
      const deed = await deedOf(tx, run().directory);
      const calendar = await deed.calendar(row.calendar);
      return spentOf(foldClock(row.events, calendar), deed.today, calendar);
    },
    async notify(tx, to, text, ref) {
      const region = (await (await deedOf(tx, run().directory)).organisation(to.org))?.region ?? ref?.region ?? fail('ORGANISATION_UNKNOWN', { org: to.org });
      await addOutbox(tx, { region: ref?.region ?? region, id: uuidv7(), topic: 'notice.org', body: { org: to.org, post: to.post ?? null, text: text.slice(0, 500), caseId: ref?.id ?? null } });
    },
    record: (tx, region, kind, body) => addPending(tx, { region, kind, subject: typeof body['case'] === 'string' ? body['case'] : null, body: body as Record<string, Plain> }),
  };
}

async function mustLoad(tx: Tx, ref: Ref): Promise<Loaded> {
  return (await loadLocked(tx, ref)) ?? fail('CASE_NOT_FOUND');
}

/** Facts may pick who is awaited: then the lists follow them. */
async function setFacts(run: Runner, tx: Tx, ref: Ref, facts: Record<string, string>): Promise<void> {
  await writeFacts(tx, ref, facts);
  const row = (await readCase(tx, ref)) ?? fail('CASE_NOT_FOUND');
  const { table } = run.process(row.kind);
  const picks = [...table.moves.map((move) => move.when?.[0]), ...Object.values(table.states).flatMap((state) => (state.awaits ?? []).map((by) => (typeof by === 'object' && 'when' in by ? by.when[0] : undefined)))];
  if (!picks.some((fact) => fact !== undefined && fact in facts)) return;
  await rewriteWork(await deedOf(tx, run.directory), table, await mustLoad(tx, ref));
}

/** Parties that come later: their lists show the case from now on, if it is their turn. */
async function addParties(run: Runner, tx: Tx, ref: Ref, party: string, orgs: readonly string[]): Promise<void> {
  const deed = await deedOf(tx, run.directory);
  for (const org of orgs) await writeParty(tx, ref, party, org, (await deed.organisation(org))?.region ?? fail('ORGANISATION_UNKNOWN', { org }));
  const loaded = await mustLoad(tx, ref);
  await rewriteWork(deed, run.process(loaded.row.kind).table, loaded);
}

async function restate(run: Runner, tx: Tx, ref: Ref, name: string, to: { readonly on?: string; readonly due?: string }, nth?: number): Promise<void> {
  const deed = await deedOf(tx, run.directory);
  const loaded = await mustLoad(tx, ref);
  const row = loaded.clocks.findLast((each) => each.name === name && each.stoppedOn === null && (nth === undefined || each.nth === nth));
  if (row === undefined) return fail('CLOCK_UNKNOWN', { clock: run.process(loaded.row.kind).table.clocks[name]?.zh ?? name });
  const event = { do: 'restate', on: deed.today, ...(to.on === undefined ? {} : { from: to.on }), ...(to.due === undefined ? {} : { due: to.due }) } as ClockEvent;
  const next = refold({ ...row, events: [...row.events, event] }, await deed.calendar(row.calendar));
  const changed = { ...next, lapsedOn: next.dueOn >= deed.today ? null : row.lapsedOn };
  await writeClocks(tx, ref.region, ref.id, [changed]);
  await addPending(tx, clockEntry(ref.region, ref.id, clockFacts(changed)));
  const ticked = merged(loaded.clocks, new Map([[keyOf(changed), changed]]), []);
  await rewriteWork(deed, run.process(loaded.row.kind).table, { ...loaded, clocks: ticked.all });
}
