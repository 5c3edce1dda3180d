import { fail } from '../../law/errors.ts';
import { keptOf } from '../../platform/documents/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import type { EntryView } from './contract.ts';
import { withOutside } from './listing.ts';
import { brief } from './search.ts';
import { sourcedElsewhere } from './source/sourced.ts';
import * as drafts from './store/drafts.ts';
import * as entries from './store/entries.ts';
import { answersOf, figuresOf, findConsent, noFigures, subscribes } from './store/figures.ts';

type Key = entries.Key;

/** Who may read this entry: what is published, everybody; hidden or being compiled, its department and authority alone. @throws ENTRY_NOT_FOUND */
export async function mayRead(tx: Tx, directory: Directory, actor: Actor, key: Key): Promise<entries.EntryRecord> {
  const entry = (await entries.findEntry(tx, key)) ?? fail('ENTRY_NOT_FOUND');
  const near = actor.org === entry.provider || actor.org === (await directory.authorityOf(tx, entry.provider));
  const open = entry.state === 'published' || (entry.state === 'withdrawn' && !entry.secret);
  if (entry.currentVersion === null || (!open && !near)) return fail('ENTRY_NOT_FOUND');
  return entry;
}

/** 目录详情: what it says, its versions, its figures, and what this actor may do about it. */
export async function entryView(tx: Tx, directory: Directory, actor: Actor, key: Key): Promise<EntryView> {
  const entry = await mayRead(tx, directory, actor, key);
  const version = (await entries.findVersion(tx, key, entry.currentVersion ?? 0)) ?? fail('ENTRY_NOT_FOUND');
  const body = withOutside(version.body, entry.outside);
  const own = actor.org === entry.provider;
  const authority = actor.org === (await directory.authorityOf(tx, entry.provider));
  const figures = (await figuresOf(tx, [key])).get(key.entry) ?? noFigures;
  const consent = await findConsent(tx, key);
  const open = own || authority ? await drafts.openDraftOf(tx, key) : undefined;
  const why = applyNot(entry, version, own);
  const [versions, currentCase] = await versionRows(tx, key, entry);
  return {
    region: entry.region, entry: entry.id, version: version.version, code: entry.code, name: body.name, summary: body.summary, provider: entry.provider,
    providerName: (await directory.organisation(tx, entry.provider))?.name ?? entry.provider, attribute: version.attribute, modes: body.modes, updateCycle: body.updateCycle, grade: body.grade,
    itemCount: body.items.length, personal: body.items.some((item) => item.personal !== 'none'), state: entry.state === 'abandoned' ? 'withdrawn' : entry.state, publishedOn: version.publishedOn, matched: [],
    body, figures: { ...figures, ...brief(figures) }, answers: await answersOf(tx, key), versions, currentCase,
    openCase: open ? { ref: `${key.region}-${open.caseId}`, change: open.change } : null,
    standingConsent: consent ? { by: await directory.labelOf(tx, consent.person), on: consent.onDay, document: consent.document } : null,
    note: entry.currentCase === null || version.attribute !== 'not-shared' ? null : await keptOf(tx, { region: key.region, id: entry.currentCase }, 'not-shared'),
    mayApply: why === null, mayApplyNot: why, own, sources: await sourcedElsewhere(tx, directory, key.region, entry.provider, body.items.map((item) => item.name)), subscribed: await subscribes(tx, key, actor.org), changes: (await entries.changesOf(tx, key)).map(({ onDay, field }) => ({ on: onDay, field, zh: OUTSIDE_ZH[field] ?? field })),
  };
}

export const OUTSIDE_ZH: Readonly<Record<string, string>> = { summary: '摘要', contact: '联系人', phone: '联系电话', office: '内设机构', sourceSystem: '来源信息系统', related: '关联资源代码', volumes: '数据量' };

function applyNot(entry: entries.EntryRecord, version: entries.VersionRecord, own: boolean): string | null {
  if (own) return '本部门的数据，无需申请。';
  if (entry.state === 'hidden') return '已紧急下线，暂停一切办理。';
  if (entry.state === 'withdrawn') return '已下架，不再受理新申请。';
  if (version.attribute !== 'not-shared') return null;
  const grounds = version.body.sharing.basis.map((basis) => `${basis.name}${basis.article}`).join('、');
  return `不予共享，依据：${grounds}。认为依据不当的，可以提出争议。`;
}

/** Versions newest first, each with its case, and the case of the version that stands. */
async function versionRows(tx: Tx, key: Key, entry: entries.EntryRecord): Promise<[EntryView['versions'], EntryView['currentCase']]> {
  const rows: EntryView['versions'] = [];
  let current: EntryView['currentCase'] = null;
  for (const one of await entries.versionsOf(tx, key)) {
    const ref = `${key.region}-${one.caseId}`;
    const number = (await readCase(tx, { region: key.region, id: one.caseId }))?.number ?? null;
    const stands = one.version === entry.currentVersion;
    const state = !stands ? 'superseded' : entry.state === 'hidden' ? 'hidden' : entry.state === 'withdrawn' ? 'withdrawn' : 'published';
    rows.push({ version: one.version, change: one.change, ref, number, publishedOn: one.publishedOn, causes: [...one.causes], state });
    if (stands) current = { ref, number };
  }
  return [rows, current];
}

