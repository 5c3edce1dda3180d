import { application } from '../../law/procedures/application.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { entryVersion, getEntry } from '../catalog/index.ts';
import { agreementOf, heldOfEntry } from '../grant/index.ts';
import { getApplication, sameMatter, type ApplicationRow } from './store.ts';

interface Link { readonly href: string; readonly number: string; readonly zh: string }
const states: Readonly<Record<string, { readonly zh: string }>> = application.states;
/** Of each kind at most so many: a rail, not a list. */
const most = 3;

/** 关联事项: the entry that it goes by, the grant it made or takes over from, grants of the same entry, and to the requester its other applications for the same matter. */
export async function linksOf(tx: Tx, directory: Directory, it: Case, actor: Actor): Promise<Link[]> {
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const { publishedOn } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const goesBy = { href: `/catalog/${row.entryRegion}/${row.entry}`, number: entry.code ?? it.title, zh: `所依目录 v${row.entryVersion}，${publishedOn} 发布` };
  return [goesBy, ...await grants(tx, it, row), ...(actor.org === it.requester ? await others(tx, directory, it, row) : [])];
}

async function grants(tx: Tx, it: Case, row: ApplicationRow): Promise<Link[]> {
  const made = [[row.grantRegion, row.grantId], [row.otherGrantRegion, row.otherGrantId]].flatMap(([region, id]) => (id === null ? [] : [{ ref: `${region}-${id}`, zh: '据此建立的授权' }]));
  const renewed = row.body.renews == null ? [] : [{ ref: row.body.renews, zh: '续期前的授权' }];
  const same = (await heldOfEntry(tx, it.requester as string, row)).slice(0, most)
    .map((held) => ({ ref: `${held.region}-${held.id}`, zh: held.purpose.trim() === row.body.purpose?.trim() ? '同一用途的在用授权' : `同一目录的在用授权（${held.purpose}）` }));
  const named = new Set<string>();
  const links: Link[] = [];
  for (const { ref, zh } of [...made, ...renewed, ...same]) {
    if (named.has(ref)) continue;
    named.add(ref);
    const until = (await agreementOf(tx, ref))?.termTo;
    links.push({ href: `/cases/grant/${ref}`, number: (await readCase(tx, parseRef(ref)))?.number ?? '共享授权', zh: until ? `${zh}，${until} 到期` : zh });
  }
  return links;
}

async function others(tx: Tx, directory: Directory, it: Case, row: ApplicationRow): Promise<Link[]> {
  const found = row.body.purpose === undefined ? [] : await sameMatter(tx, it, it.requester as string, row.body.purpose, most);
  const names = await directory.organisations(tx, found.map((one) => one.provider));
  return found.map((one) => ({
    href: `/cases/application/${one.region}-${one.id}`, number: one.number ?? '未编号', zh: `同一事项：${one.title}·${names.get(one.provider)?.shortName ?? one.provider}·${states[one.state]?.zh ?? one.state}`,
  }));
}
