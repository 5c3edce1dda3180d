import { basisZh } from '../../law/basis.ts';
import { stripOf } from '../../law/clock-strip.ts';
import { fail } from '../../law/errors.ts';
import { postNames } from '../../law/permissions.ts';
import type { Tx } from '../postgres/database.ts';
import { turnOf } from './act-views.ts';
import { lampFor, lampWords, standing } from './case-rows.ts';
import type { CaseView, MoveView, PartyView, Strip } from './contract.ts';
import { deedOf, type Deed } from './deed.ts';
import { flowOf } from './flow.ts';
import { partiesOf, type Parties } from './parties.ts';
import type { Actor, Post } from './ports.ts';
import type { Case, Process } from './process.ts';
import { maySee } from './reach.ts';
import { refOf } from './ref.ts';
import type { Runner } from './runner.ts';
import { situationOf } from './situation.ts';
import { attachmentsOf, type AttachmentRecord } from './store/attachments.ts';
import type { Ref } from './store/case-record.ts';
import { readCase, readHistory, type ClockRecord, type Loaded } from './store/cases.ts';
import { linksOf } from './store/links.ts';
import { readTimeline, type TimelineRow } from './store/timeline.ts';
import { openWork } from './store/worklist.ts';
import { caseOf } from './take-move.ts';
import { actWord, partyZh, stateWord } from './wording.ts';
import { postsActed } from './worklist.ts';

/** The page that every procedure shares. Opening it marks the steps of this person's posts as opened (撤回 ends with it). */
export async function viewCase(run: Runner, tx: Tx, actor: Actor, ref: Ref, kind?: string): Promise<CaseView> {
  const row = (await readCase(tx, ref)) ?? fail('CASE_NOT_FOUND');
  if (kind !== undefined && kind !== row.kind) return fail('CASE_NOT_FOUND');
  const process = run.process(row.kind);
  const loaded = await readHistory(tx, row);
  const parties = partiesOf(process.table, row, loaded.others);
  if (!maySee(row, parties, actor)) return fail('CASE_NOT_FOUND');
  const deed = await deedOf(tx, run.directory);
  const posts = await postsActed(deed, actor);
  if (loaded.work.some((line) => line.org === actor.org && line.openedAt === null && posts.includes(line.post))) await openWork(tx, ref, actor.org, posts);
  const situation = await situationOf(deed, process.table, loaded);
  const it = caseOf(process, loaded);
  const shown = shownTo(process, it, parties, actor);
  const seen = new Set(Object.values(process.showsParty === undefined ? situation.orgs : shown).flat());
  const clocks = process.showsParty === undefined ? loaded.clocks : loaded.clocks.filter((clock) => seen.has(clock.bound)); // whose limit it is says that he takes part
  const turn = await turnOf(deed, process, loaded, situation, it, actor, seen);
  return {
    ref: refOf(ref), kind: row.kind, kindZh: process.table.zh, number: row.number, title: row.title, state: row.state, stateZh: stateWord(process.table, row.state),
    open: row.open, version: row.version, parties: await partyViews(deed, process, shown, actor), lamp: await lampFor(deed, process.table, row, clocks, actor.org),
    strips: await stripsOf(deed, process, { ...loaded, clocks }), waitsFor: turn.waitsFor, mine: turn.mine, turn: turn.turn, acts: turn.acts, onPaper: turn.onPaper,
    flow: await flowFor(deed, process, loaded, shown), timeline: await timelineOf(deed, process, it, actor, seen), facts: { ...row.facts },
    links: named([...((await process.links?.(tx, it, actor))?.map((link) => ({ ref: null, ...link })) ?? []), ...(await linkViews(run, tx, ref, actor))]),
    own: (await process.view?.(tx, it, actor)) ?? null,
  };
}

/** The parties that this side sees. */
function shownTo(process: Process, it: Case, parties: Parties, actor: Actor): Parties {
  const { showsParty } = process;
  return showsParty === undefined ? parties : Object.fromEntries(Object.entries(parties).map(([party, orgs]) => [party, orgs.filter((org) => org === actor.org || showsParty(it, actor, party, org))]));
}

async function flowFor(deed: Deed, process: Process, { row, past }: Loaded, parties: Parties) {
  const names = new Map<string, string>();
  for (const [party, [org]] of Object.entries(parties)) if (org !== undefined) names.set(party, (await deed.organisation(org))?.shortName ?? org);
  return flowOf(process.table, row.state, past, (party) => names.get(party) ?? null);
}

/** What the process says of a case stands before what the engine knows of it. */
function named(links: CaseView['links']): CaseView['links'] {
  return links.filter((link, n) => links.findIndex((each) => each.href === link.href) === n);
}

/** 关联事项: cases that led here or came from here, of which this organisation is a party. */
async function linkViews(run: Runner, tx: Tx, ref: Ref, actor: Actor): Promise<CaseView['links']> {
  return (await linksOf(tx, ref, actor.org)).map((link) => {
    const { table } = run.process(link.kind);
    return { ref: refOf(link), href: `/cases/${link.kind}/${refOf(link)}`, number: link.number ?? link.title, zh: `${link.zh}，${stateWord(table, link.state)}` };
  });
}

async function partyViews(deed: Deed, { table }: Process, parties: Readonly<Record<string, readonly string[]>>, actor: Actor): Promise<PartyView[]> {
  const views: PartyView[] = [];
  for (const [party, orgs] of Object.entries(parties)) {
    for (const org of orgs) {
      if (party.startsWith('authority@') && (parties['authority'] ?? []).includes(org)) continue;
      views.push({ party, zh: partyZh(party, table), org, name: (await deed.organisation(org))?.name ?? org, mine: org === actor.org });
    }
  }
  return views;
}

/** The strip of every clock that runs or stands, what the law limits first; then of those that ended, the last to end first. */
async function stripsOf(deed: Deed, process: Process, loaded: Loaded): Promise<Strip[]> {
  const strips: Strip[] = [];
  const rank = (clock: ClockRecord) => (clock.stoppedOn === null ? 0 : 8) + standing(process.table, clock.name);
  const byTime = (a: ClockRecord, b: ClockRecord) => (a.stoppedOn === null ? a.dueOn.localeCompare(b.dueOn) : (b.stoppedOn ?? '').localeCompare(a.stoppedOn));
  const order = [...loaded.clocks].sort((a, b) => rank(a) - rank(b) || byTime(a, b));
  for (const record of order) {
    const known = process.table.clocks[record.name];
    if (known === undefined) continue;
    const clock = { ...known, basis: process.articleOf?.(loaded.row, known.basis) ?? known.basis };
    const strip = stripOf({
      name: record.name, clock, events: record.events, calendar: await deed.calendar(record.calendar), today: deed.today,
      words: process.table.words, lamp: lampWords(process.table, loaded.row, record), ...(record.class === null ? {} : { className: record.class }),
    });
    if (strip !== undefined) strips.push(strip);
  }
  return strips;
}

/** The moves of organisations that this side sees, and of the platform. */
async function timelineOf(deed: Deed, process: Process, it: Case, actor: Actor, shown: ReadonlySet<string>): Promise<MoveView[]> {
  const moves = (await readTimeline(deed.tx, it)).filter((move) => process.showsParty === undefined || move.org === null || shown.has(move.org));
  const attached = await attachmentsOf(deed.tx, it.region, it.id);
  return Promise.all(moves.map((move) => {
    if (process.withholds?.(it, actor, move) === true) return moveView(deed, process, { ...move, opinion: null, states: {} }, []);
    return moveView(deed, process, move, attached.filter((each) => each.moveVersion === move.version));
  }));
}

async function moveView(deed: Deed, process: Process, move: TimelineRow, attached: readonly AttachmentRecord[]): Promise<MoveView> {
  return {
    version: move.version, at: move.at, onDay: move.onDay, act: move.act, zh: actWord(process.table, move.act), fromState: move.fromState, toState: move.toState,
    toZh: stateWord(process.table, move.toState), byClock: move.org === null, org: move.org, orgName: move.org === null ? null : (await deed.organisation(move.org))?.name ?? move.org,
    post: move.post, postZh: move.post === null ? null : postNames[move.post as Post] ?? move.post, behalf: move.behalfOf !== null, paper: move.paper,
    basis: move.article, basisZh: basisZh(move.article), opinion: move.opinion, states: { ...move.states },
    attachments: attached.map((each) => ({ id: each.id, region: each.region, name: each.name, media: each.media, bytes: each.bytes, sha256: each.sha256 })),
    clockEffects: [...move.clockEffects],
  };
}
