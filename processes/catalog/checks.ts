import { fail, LawError } from '../../law/errors.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { catalog } from '../../law/procedures/catalog.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { acts } from './contract.ts';
import { isStricter } from './draft/differences.ts';
import { problemsOf, type DraftProblem } from './draft/problems.ts';
import { standardOn } from './draft/standard.ts';
import { likesOf } from './likes.ts';
import { entryOf, requireAssessments, requireNotSecret } from './scope.ts';
import * as drafts from './store/drafts.ts';
import * as entries from './store/entries.ts';

const LEGAL = new Set(['law', 'regulation', 'decision', 'duty']);

export interface ChecksDeps {
  /** Grants come later in the house: passed in by operate/serve. @throws HITS_UNCONFIRMED where grants stand on the entry and the list that was seen is another */
  mustHaveSeenHits(tx: Tx, region: string, entry: string, seen: string | undefined): Promise<void>;
}

/** One function per check that law/procedures/catalog.ts names. A withdrawal publishes nothing, so its text is not looked at again. */
export const catalogChecks = (deps: ChecksDeps): Record<CheckOf<typeof catalog>, Check> => ({
  /** One open case per entry: a further cause joins it. */
  noOpenCase: (tx, now) => requireNoOpenCase(tx, entryOf(now)),
  /** 17 ¶2: a further cause has a clock of its own, so it must be one that starts a clock. */
  legalCause: async (_tx, now) => {
    const { cause, occurredOn, document } = acts.update.parse(now.stated);
    if (!cause || !LEGAL.has(cause)) fail('CAUSE_NOT_STATUTORY');
    if (!occurredOn || !document) return fail('CAUSE_MISSING');
    if (occurredOn > now.today) fail('CAUSE_DATE_INVALID', { date: occurredOn });
  },
  nineFields: async (tx, now) => {
    const draft = await getDraft(tx, now);
    if (draft.change === 'withdraw') return;
    refuse(await errorsIn(draft, now), (problem) => !inItems(problem) && !inSharing(problem) && !isSecret(problem));
    if (await entries.nameTaken(tx, now.region, now.provider ?? '', draft.body.name ?? '', draft.entry)) fail('ENTRY_NAME_TAKEN', { name: draft.body.name ?? '' });
  },
  itemsDescribed: async (tx, now) => refuse(await errorsIn(await getDraft(tx, now), now), inItems),
  attributeGrounds: async (tx, now) => {
    const draft = await getDraft(tx, now);
    refuse(await errorsIn(draft, now), inSharing);
    await stricterHasCause(tx, now, draft);
  },
  assessmentsConcluded: async (tx, now) => {
    const draft = await getDraft(tx, now);
    if (draft.change !== 'withdraw') await requireAssessments(tx, draft);
  },
  notSecret: async (tx, now) => {
    const draft = await getDraft(tx, now);
    if (draft.change === 'withdraw') return;
    refuse(await errorsIn(draft, now), isSecret);
    await requireNotSecret(tx, draft);
  },
  /** 19 ¶1: going on beside a like entry needs a reason, which the authority reads. */
  notCollectedTwice: async (tx, now) => {
    const draft = await getDraft(tx, now);
    if (draft.change === 'withdraw') return;
    const reason = acts.submit.parse(now.stated).repeatedReason ?? draft.repeatedReason ?? '';
    if (reason.trim().length >= 2) return;
    const likes = await likesOf(tx, now.region, now.provider ?? '', draft.body, (await baseOf(tx, draft))?.body);
    if (likes.length > 0) fail('SIMILAR_ENTRY_NEEDS_REASON', { entries: likes.slice(0, 3).map((like) => like.name).join('、') });
  },
  /** An update or withdrawal changes no running grant (27 ¶3); its maker has seen whose they are all the same. */
  hitsSeen: async (tx, now) => {
    const { change, entry } = await getDraft(tx, now);
    if (change !== 'compile') await deps.mustHaveSeenHits(tx, now.region, entry, acts.submit.parse(now.stated).hits);
  },
  /** 16 ¶1 (reading): one list of everything; a second return only for what is on it, or new. */
  returnListed: async (tx, now) => {
    const { points } = acts.return.parse(now.stated);
    if (!points) return fail('RETURN_NEEDS_FULL_LIST');
    const former = await drafts.pointsOf(tx, now);
    if (former.length === 0) return;
    const listed = points.every((point) => point.isNew || former.some((old) => old.text === point.text || (old.path !== null && old.path === point.path)));
    if (!listed) fail('RETURN_ONLY_FORMER_POINTS');
  },
  /** 17 ¶2: what the law requires is not given up by the department that is bound. */
  notRequired: async (tx, now) => {
    const causes = await drafts.causesOf(tx, now);
    if (causes.some((cause) => LEGAL.has(cause.kind) && cause.answeredIn === null)) fail('CAUSE_STILL_REQUIRES_UPDATE');
  },
});

/** @throws ENTRY_CASE_OPEN */
export async function requireNoOpenCase(tx: Tx, key: entries.Key): Promise<void> {
  const open = await drafts.openDraftOf(tx, key);
  if (!open) return;
  const number = (await readCase(tx, { region: key.region, id: open.caseId }))?.number;
  fail('ENTRY_CASE_OPEN', { number: number ?? '（草稿）' });
}

export async function getDraft(tx: Tx, at: { region: string; id: string }): Promise<drafts.DraftRecord> {
  return (await drafts.findDraft(tx, at)) ?? fail('ENTRY_NOT_FOUND');
}

/** The version that stands, for an update or withdrawal; for a new entry the one of the same name that was withdrawn. */
export async function baseOf(tx: Tx, draft: drafts.DraftRecord): Promise<entries.VersionRecord | undefined> {
  if (draft.baseVersion !== null) return entries.findVersion(tx, { region: draft.region, entry: draft.entry }, draft.baseVersion);
  const entry = await entries.findEntry(tx, { region: draft.region, entry: draft.entry });
  return entry && draft.body.name ? entries.withdrawnNamed(tx, draft.region, entry.provider, draft.body.name) : undefined;
}

async function errorsIn(draft: drafts.DraftRecord, now: Moving): Promise<DraftProblem[]> {
  return draft.change === 'withdraw' ? [] : problemsOf(draft.body, standardOn(now.today)).filter((problem) => problem.level === 'error');
}

const inItems = (problem: DraftProblem) => problem.path.startsWith('items') || problem.code === 'ENTRY_GRADE_BELOW_ITEM';
const inSharing = (problem: DraftProblem) => problem.path.startsWith('sharing');
const isSecret = (problem: DraftProblem) => problem.code === 'ENTRY_SECRET' || problem.code === 'ENTRY_CORE_DATA';

/** Fails with the first of this group, and names every field of the whole draft that is to be mended, so that one round is enough. */
function refuse(errors: readonly DraftProblem[], group: (problem: DraftProblem) => boolean): void {
  const first = errors.find(group);
  if (!first) return;
  throw new LawError(first.code, { ...first.params, fields: errors.map(({ path, message }) => ({ path, message })) }, first.basis ?? undefined);
}

/** 15 ¶1, 39(二): a stricter attribute or a new condition, also by withdrawing and compiling anew, needs its cause. */
async function stricterHasCause(tx: Tx, now: Moving, draft: drafts.DraftRecord): Promise<void> {
  if (draft.change === 'withdraw') return;
  const base = await baseOf(tx, draft);
  if (!base || !isStricter(base.body, draft.body)) return;
  const stated = now.act === 'submit' ? acts.submit.parse(now.stated).cause : undefined;
  const causes = [...(await drafts.causesOf(tx, now)), ...(stated ? [stated] : [])];
  if (!causes.some((cause) => LEGAL.has(cause.kind))) fail('ATTRIBUTE_STRICTER_NEEDS_CAUSE');
}
