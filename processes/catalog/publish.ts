import { buildResourceCode } from '../../law/codes.ts';
import { fail } from '../../law/errors.ts';
import { plainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { scopeDigest, subjectChanged } from '../security/index.ts';
import { getDraft } from './checks.ts';
import { acts, type EntryBody } from './contract.ts';
import { differencesOf } from './draft/differences.ts';
import { wholeOf } from './draft/problems.ts';
import { list, unlist } from './listing.ts';
import { tellPublished, tellWithdrawn } from './notices.ts';
import { keepNote } from './papers.ts';
import { entryOf, scopeOf } from './scope.ts';
import { titleOf } from './titles.ts';
import * as drafts from './store/drafts.ts';
import * as entries from './store/entries.ts';
import { endConsent } from './store/figures.ts';

export interface PublishDeps { readonly directory: Directory }

/**
 * Art. 16 ¶1: “政务数据共享主管部门审核通过后统一向政府部门通告。” Art. 17 ¶3: reviewed and published in two working days.
 * One version, one case: the version that stood becomes history, causes that this one does not answer go on in the next case.
 */
export async function publish(tx: Tx, now: Moving, deps: PublishDeps): Promise<void> {
  const draft = await getDraft(tx, now);
  const entry = (await entries.lockEntry(tx, entryOf(now))) ?? fail('ENTRY_NOT_FOUND');
  const causes = await drafts.causesOf(tx, now);
  const named = acts.publish.parse(now.stated).causes;
  if (named?.some((n) => !causes.some((cause) => cause.n === n))) fail('CAUSE_UNKNOWN');
  const answered = causes.filter((cause) => named === undefined || named.includes(cause.n));
  await drafts.setDraft(tx, now, { open: false });
  if (draft.change === 'withdraw') await takeDown(tx, now, draft, entry);
  else await putUp(tx, now, draft, entry, answered, deps);
  const left = causes.filter((cause) => !answered.includes(cause) && cause.clock !== null);
  if (draft.change !== 'withdraw' && left.length > 0) await goOn(tx, now, draft, left);
}

async function putUp(tx: Tx, now: Moving, draft: drafts.DraftRecord, entry: entries.EntryRecord, answered: readonly drafts.CauseRecord[], deps: PublishDeps): Promise<void> {
  const key = entryOf(now);
  const body = wholeOf(draft.body);
  const version = (entry.currentVersion ?? 0) + 1;
  const before = entry.currentVersion === null ? undefined : await entries.findVersion(tx, key, entry.currentVersion);
  const code = entry.code ?? (await codeFor(tx, now.region, body.classCode));
  const digest = scopeDigest(scopeOf(body));
  await entries.addVersion(tx, {
    region: key.region, entry: key.entry, version, caseId: now.id, change: draft.change, attribute: body.sharing.attribute, name: body.name, body, scopeDigest: digest,
    causes: answered.map(({ kind, on, document }) => ({ kind, on, document })), publishedOn: now.today,
  });
  for (const cause of answered) await drafts.setCause(tx, now, cause.n, { answeredIn: version });
  await entries.setEntry(tx, key, { state: 'published', code, name: body.name, currentVersion: version, currentCase: now.id, outside: {} });
  await list(tx, deps.directory, { ...key, version, code, provider: entry.provider, publishedOn: now.today, body });
  await subjectChanged(tx, now.engine, key.region, key.entry, digest);
  if (body.sharing.attribute !== 'unconditional') await endConsent(tx, key, now.today, null, '共享属性已改变');
  if (entry.currentCase) await now.engine.moveIfAny(tx, { region: key.region, id: entry.currentCase }, 'supersede', { clock: 'catalog.published' });
  await now.engine.setFacts(tx, now, { version: String(version), code, attribute: body.sharing.attribute });
  await keepNote(tx, deps.directory, now, { version, code, attribute: body.sharing.attribute });
  const changed = changedIn(before?.body, body);
  Object.assign(now.told, {
    entry: key.entry, name: body.name, version: String(version), attribute: body.sharing.attribute, repeated: draft.repeatedReason ? 'yes' : 'no',
    causes: answered.map((cause) => cause.kind).join(' '), changed,
  });
  await tellPublished(tx, now, { name: body.name, code, version, first: version === 1, changed });
}

/** What changed against the version before, by the names of what is compared, stricter things first; never what it says. */
function changedIn(before: EntryBody | undefined, after: EntryBody): string {
  return before === undefined ? '' : [...new Set(differencesOf(before, after).map((one) => (one.stricter ? `${one.zh}（趋严）` : one.zh)))].slice(0, 8).join('、');
}

/** A withdrawn entry takes no new application; those received are answered, grants go by 27 ¶3. */
async function takeDown(tx: Tx, now: Moving, draft: drafts.DraftRecord, entry: entries.EntryRecord): Promise<void> {
  const key = entryOf(now);
  await entries.setEntry(tx, key, { state: 'withdrawn' });
  await unlist(tx, key);
  await endConsent(tx, key, now.today, null, '目录已下架');
  if (entry.currentCase) await now.engine.moveIfAny(tx, { region: key.region, id: entry.currentCase }, 'supersede', { clock: 'catalog.withdrawn' });
  Object.assign(now.told, { entry: key.entry, name: draft.body.name ?? now.title, secret: 'no' });
  await tellWithdrawn(tx, now, { name: draft.body.name ?? now.title, code: entry.code });
}

/** 信息资源代码, standards §2.2: 分类码/顺序码, numbered without gaps within the region. */
async function codeFor(tx: Tx, region: string, classCode: string): Promise<string> {
  const serial = await entries.takeSerial(tx, region, classCode);
  return buildResourceCode({ kind: classCode.slice(0, 1), group: classCode.slice(1, 3), heading: classCode.slice(3, 6), subheading: classCode.slice(6), serial });
}

/** 17 ¶2: causes that this version does not answer open the next update; each clock goes on there from its own day, standing days given back. */
async function goOn(tx: Tx, now: Moving, draft: drafts.DraftRecord, left: readonly drafts.CauseRecord[]): Promise<void> {
  const [first] = left;
  if (!first) return;
  const name = draft.body.name ?? now.title;
  const opened = await now.engine.open(tx, 'catalog', 'update', {
    title: titleOf('update', name), region: now.region, provider: now.provider, authority: now.authority,
    facts: { entry: draft.entry, change: 'update', causeKind: first.kind, attribute: draft.body.sharing?.attribute ?? '' },
    carry: left.map((cause) => ({ region: now.region, id: now.id, clock: 'update', nth: cause.clock ?? 1 })),
  }, { clock: 'catalog.published' }, { entryRegion: now.region, entry: draft.entry, cause: first.kind, occurredOn: plainDate(first.on), document: first.document });
  let clock = 1;
  for (const cause of left.slice(1)) {
    clock += 1;
    await drafts.addCause(tx, opened, { kind: cause.kind, on: cause.on, document: cause.document }, clock);
  }
}
