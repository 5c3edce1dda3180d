import { randomUUID } from 'node:crypto';
import { graduates, universities } from '../operate/demo/entries.ts';
import type { WireKey } from '../plane/client.fixture.ts';
import type { ProviderDatabase } from './provider.ts';
import type { Client } from './town-client.ts';
import type { Town } from './town.ts';

type Place = Pick<Town, 'client'>;

/** What the departments of a town do with each other, every act through HTTP: 教育局 provides, 人社局 applies, 数据局 is the authority. */

export interface Entry { readonly region: string; readonly id: string; readonly name: string; readonly ref: string; readonly body: EntryBody }
export type EntryBody = typeof universities | typeof graduates;
export { graduates, universities };

/** Questions that are answered no where nothing is wrong. */
const harmless: ReadonlySet<string> = new Set(['classified', 'work-secret', 'aggregate', 'link', 'impact']);

/** An assessment from its questions to its conclusion. */
export async function assess(opener: Client, officer: Client, template: 'secrecy' | 'privacy', subject: object): Promise<string> {
  const ref = await opener.open('assessment', { template, subject });
  const { own } = await opener.get<{ own: { questions: { id: string }[] } }>(`/api/assessment/${ref}`);
  await opener.act('assessment', ref, 'submit', { answers: own.questions.map(({ id }) => ({ id, answer: harmless.has(id) ? 'no' : 'yes', note: '已核对' })) });
  await officer.act('assessment', ref, 'conclude', { level: 'low', measures: '脱敏提供，逐次留痕', remaining: '无', secret: 'none' });
  return ref;
}

export function scopeOf(body: EntryBody): object {
  return { items: body.items.map(({ field, name, type, sensitivity, personal, identifier }) => ({ field, name, type, sensitivity, personal, identifier })), grade: body.grade, attribute: body.sharing.attribute };
}

/** Saves the draft of a catalogue case and has it assessed, as it stands. */
export async function drafts(town: Place, ref: string, body: EntryBody, by = 'education'): Promise<void> {
  const editor = town.client(`${by}.cataloguer`);
  await editor.put(`/api/catalog/${ref}/draft`, { body });
  const { own } = await editor.get(`/api/catalog/${ref}`);
  const subject = { kind: 'entry', id: own.entry.id, name: body.name, scope: scopeOf(body) };
  for (const template of body.items.some((item) => item.personal !== 'none') ? ['secrecy', 'privacy'] as const : ['secrecy'] as const) await assess(editor, town.client(`${by}.security`), template, subject);
}

/** Compiled, assessed, consented to, reviewed, published (Art. 12–16). */
export async function publishes(town: Place, given: EntryBody, over: Partial<EntryBody> = {}, by = 'education', submission: object = {}, reviewer = 'bureau.reviewer'): Promise<Entry> {
  const body = { ...given, ...over } as EntryBody;
  const ref = await town.client(`${by}.cataloguer`).open('catalog', { act: 'compile', name: body.name });
  await drafts(town, ref, body, by);
  await town.client(`${by}.cataloguer`).act('catalog', ref, 'submit', submission);
  await town.client(`${by}.chief`).act('catalog', ref, 'approve');
  await town.client(reviewer).act('catalog', ref, 'publish');
  const { own } = await town.client(`${by}.cataloguer`).get(`/api/catalog/${ref}`);
  return { region: own.entry.region, id: own.entry.id, name: body.name, ref, body };
}

/** An entry of another department that shares one item, as its publication leaves it in the index: where nothing else of the entry is wanted. */
export async function sharesItem({ database: { ownerDb } }: Pick<Town, 'database'>, by: { readonly code: string; readonly region: string }, name: string): Promise<void> {
  const entry = randomUUID();
  await ownerDb.insertInto('entry').values({ region: by.region, id: entry, provider: by.code, code: `${by.code}/${entry.slice(0, 6)}`, state: 'published', currentVersion: 1 }).execute();
  await ownerDb.insertInto('itemName').values({ region: by.region, name, entry, provider: by.code }).execute();
}

/** The provider's database, proposed by its operator and approved by the security officer; answers its id. */
export async function connects(town: Place, provider: ProviderDatabase): Promise<string> {
  const { id, region } = await town.client('education.operator').post('/api/resources/connections', provider.connection);
  await town.client('platform.security').post(`/api/resources/connections/${region}/${id}/decision`, { approve: true, reason: '政务外网' });
  return id;
}

/** Binds an entry to its table: items to the columns of the same name, asked for by its key item. */
export async function binds(town: Place, connection: string, entry: Entry, table: 'university' | 'graduate'): Promise<string> {
  const key = entry.body.items.find((item) => item.key)?.n ?? 1;
  const { id } = await town.client('education.operator').post('/api/resources', {
    entryRegion: entry.region, entry: entry.id, connection, table, services: ['query', 'verification'], pageSize: 100,
    columns: entry.body.items.map((item) => ({ n: item.n, column: item.field })), keys: [{ n: key, required: true }], order: [{ n: key }],
  });
  return id;
}

export async function standingConsent(town: Place, entry: Entry): Promise<void> {
  await town.client('education.head').put(`/api/catalog/entries/${entry.region}/${entry.id}/standing-consent`, { document: '常设同意书' });
}

/** The five statements of 20 ¶2 and what belongs to them. */
export function statements(over: object = {}) {
  return {
    items: [4, 5, 6, 7], purpose: '高校毕业生就业见习补贴资格核验', basis: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }],
    scenario: '审核就业见习补贴时，核验申请人是否为毕业年度高校毕业生及其就业状况。', range: '全市就业见习补贴申请人，每年约 6000 人', mode: 'service', serviceKind: 'query',
    term: { from: '2026-09-14', to: '2027-09-30', reason: '' }, systems: [{ name: '就业补贴审核系统', addresses: ['127.0.0.1'] }],
    responsible: { post: '就业促进科经办岗', phone: '0517-80000002' }, frequency: { perDay: 2000, perMinute: 600 }, ...over,
  };
}
export type Statements = ReturnType<typeof statements>;

/** 人社局's clerk drafts and submits. */
export async function submits(town: Place, entry: Entry, over: object = {}, by = 'labour'): Promise<string> {
  const clerk = town.client(`${by}.clerk`);
  const ref = await clerk.open('application', { entryRegion: entry.region, entry: entry.id });
  const body = statements(over);
  await clerk.put(`/api/application/${ref}/draft`, { body });
  const { own } = await clerk.get(`/api/application/${ref}`);
  if (own.assessment.needed === true) await assess(clerk, town.client(`${by}.security`), 'privacy', { kind: 'application', id: ref.slice(7), name: entry.name, scope: own.assessment.scope });
  await clerk.act('application', ref, 'submit', body);
  return ref;
}

/** Drafted, submitted, consented to by the head: it is at the provider. */
export async function applies(town: Place, entry: Entry, over: object = {}, by = 'labour'): Promise<string> {
  const ref = await submits(town, entry, over, by);
  await town.client(`${by}.head`).act('application', ref, 'approve', { vouches: true });
  return ref;
}

/** One reply on every item; of the catalogue's conditions, no other. */
export function proposal(over: object = {}, body = statements()) {
  return {
    perItem: body.items.map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })),
    mode: 'service', serviceKind: body.serviceKind, term: { from: body.term.from, to: body.term.to }, quota: body.frequency, rowFilter: [], masks: {},
    conditions: graduates.sharing.conditions, disposal: { how: 'delete', days: 30, basis: '' }, contact: '市教育局数据共享岗', phone: '0517-80000001', ...over,
  };
}

/** Proposed by the clerk, agreed to by the head; answers the grant's reference. */
export async function agrees(town: Place, application: string, over: object = {}): Promise<string> {
  const { own } = await town.client('education.clerk').get(`/api/application/${application}`);
  await town.client('education.clerk').act('application', application, 'propose', proposal({ conditions: own.entry.sharing.conditions, ...over }, own.body));
  await town.client('education.head').act('application', application, 'grant', { opinion: '同意共享。' });
  return (await town.client('education.clerk').get(`/api/application/${application}`)).own.grant.ref;
}

/** Delivered by the platform's own probe, its key collected. */
export async function delivers(town: Place, grant: string): Promise<WireKey> {
  await town.client('education.operator').act('grant', grant, 'deliver');
  const { once } = await town.client('labour.clerk').act('grant', grant, 'collect-key');
  return { rid: once.rid, sid: once.sid, appKey: once.appKey };
}

/** From draft to a grant in use. */
export async function inUse(town: Place, entry: Entry, over: object = {}): Promise<{ application: string; grant: string; key: WireKey }> {
  const application = await applies(town, entry, over);
  const grant = await agrees(town, application);
  const key = await delivers(town, grant);
  await town.client('labour.clerk').act('grant', grant, 'accept');
  return { application, grant, key };
}

/** What a requester reports of a deletion, with its paper. */
export async function deleted(town: Pick<Town, 'client' | 'base'>, over: object = {}, who = 'labour.clerk') {
  return { way: 'delete', points: { scope: '业务库与备份', method: '删除并覆写', doneOn: '2026-09-14' }, declaration: true, attachments: [await paper(town, who, '删除记录.pdf')], ...over };
}

/** What the page of a case links, as `href`: what the first word of it says. */
export async function linksOf(client: Client, kind: string, ref: string): Promise<Readonly<Record<string, string>>> {
  const { links } = await client.get(`/api/${kind}/${ref}`) as { links: readonly { href: string; zh: string }[] };
  return Object.fromEntries(links.map(({ href, zh }) => [href, zh.split(/[，（ ]/)[0] ?? '']));
}

/** Due day and lamp of a clock, as the case page shows them. */
export async function strip(client: Client, kind: string, ref: string, clock: string): Promise<{ dueOn: string | null; text: string; tone: string } | undefined> {
  const { strips } = await client.get(`/api/${kind}/${ref}`);
  return strips.find((one: { clock: string }) => one.clock === clock)?.lamp;
}

/** Uploads a paper of this person, to go with an act; answers its id. */
export async function paper(town: Pick<Town, 'client' | 'base'>, who: string, name: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n'], { type: 'application/pdf' }), name);
  const answer = await fetch(`${town.base}/api/attachments`, { method: 'POST', headers: { 'x-shuqiao': '1', 'idempotency-key': randomUUID(), cookie: town.client(who).cookie }, body: form });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
