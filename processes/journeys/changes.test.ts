import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellsOf, Workbook } from '../../platform/workbook/testing.ts';
import { agrees, applies, binds, connects, graduates, inUse, linksOf, paper, publishes, strip } from '../../tests/market.ts';
import type { Entry } from '../../tests/market.ts';
import { startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { titles } from '../grant/import/columns.ts';
import { town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** What changes while a grant runs: its use, by both consents (25 ¶1); its service, by negotiation and filing (27 ¶3). And what ran before the platform (44). */
let it: Town;
let provider: ProviderDatabase;
let people: Entry;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-10-12' }), startProvider()]);
  people = await publishes(it, graduates);
  await binds(it, await connects(it, provider), people, 'graduate');
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const as = (who: string) => it.client(who);
const term = { from: '2026-10-12', to: '2028-09-30', reason: '' };
const running = async (purpose: string) => (await inUse(it, people, { items: [4, 5, 6], purpose, term })).grant;
/** The kept papers of a case by what they are called, as this person reads them. */
async function papersOf(who: string, ref: string): Promise<Record<string, string>> {
  const { kept } = await as(who).get(`/api/documents/case/${ref}`) as { kept: { ref: string; kindZh: string }[] };
  return Object.fromEntries(await Promise.all(kept.map(async (one) => [one.kindZh, JSON.stringify((await as(who).get(`/api/documents/${one.ref}`)).paper.blocks)] as const)));
}
const points = [{ kind: 'purpose', text: '就业困难人员认定', why: '认定时核对毕业年度' }, { kind: 'third-party', text: '市就业训练中心', why: '委托其核对培训补贴，签有保密协议' }];
const basis = '《中华人民共和国就业促进法》第五十二条';

async function asked(grant: string): Promise<string> {
  const ref = await as('labour.clerk').open('use-change', { grant });
  await as('labour.clerk').act('use-change', ref, 'submit', { points, basis });
  await as('labour.head').act('use-change', ref, 'approve', {});
  return ref;
}
const answer = (purpose: 'agree' | 'refuse', third: 'agree' | 'refuse') => ({ perPoint: [{ kind: 'purpose', decision: purpose, reason: purpose === 'agree' ? '' : '不属于目录列明的用途' }, { kind: 'third-party', decision: third, reason: third === 'agree' ? '' : '可以由申请部门自行核对' }] });

test('another purpose, a third party: asked with the head’s consent, agreed to by the provider’s head point by point, and the grant changes in that act, not before: Art. 25.1', async () => {
  const grant = await running('变更样例');
  const ref = await as('labour.clerk').open('use-change', { grant });
  const submits = (body: object) => as('labour.clerk').tries('use-change', ref, 'submit', body);
  expect((await submits({ points: [], basis })).status).toBe(400);
  expect((await submits({ points: [points[0], points[0]], basis })).body.code).toBe('USE_CHANGE_POINT_TWICE');
  expect((await submits({ points: [{ ...points[0], text: '变更样例' }], basis })).body).toMatchObject({ code: 'USE_CHANGE_SAME', article: '25.1' });
  expect((await as('labour.clerk').ask('POST', '/api/use-change', { grant }, { 'idempotency-key': crypto.randomUUID() })).body.code).toBe('USE_CHANGE_OPEN');
  for (const who of ['civil.clerk', 'education.clerk']) expect((await as(who).ask('POST', '/api/use-change', { grant })).status, who).toBe(who === 'civil.clerk' ? 404 : 404);
  await as('labour.clerk').act('use-change', ref, 'submit', { points, basis });
  expect((await as('education.clerk').ask('GET', `/api/use-change/${ref}`)).status).toBe(404); // still within the requester
  await as('labour.head').act('use-change', ref, 'approve', {});
  expect((await as('education.clerk').get('/api/worklist')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
  const proposes = (body: object) => as('education.clerk').tries('use-change', ref, 'propose', body);
  expect((await proposes({ perPoint: [answer('agree', 'agree').perPoint[0]] })).body.code).toBe('USE_CHANGE_UNANSWERED');
  expect((await proposes({ perPoint: answer('agree', 'refuse').perPoint.map((one) => ({ ...one, reason: '' })) })).body.code).toBe('USE_CHANGE_REASON_MISSING');
  await as('education.clerk').act('use-change', ref, 'propose', answer('refuse', 'refuse'));
  expect((await as('education.head').tries('use-change', ref, 'agree', {})).body.code).toBe('USE_CHANGE_NONE_AGREED');
  await as('education.head').act('use-change', ref, 'return', { opinion: '用途可以同意' });
  await as('education.clerk').act('use-change', ref, 'propose', answer('agree', 'refuse'));
  expect((await as('labour.clerk').get(`/api/use-change/${ref}`)).own.points.map((one: { decision: string | null }) => one.decision)).toEqual([null, null]); // the provider's own until decided
  expect((await as('labour.clerk').get(`/api/grant/${grant}`)).own.purpose).toBe('变更样例');
  expect((await as('education.head').get(`/api/documents/case/${ref}`)).previews.map((one: { kind: string }) => one.kind)).toEqual(['sheet', 'use-reply']);
  await as('education.head').act('use-change', ref, 'agree', {});
  expect(await papersOf('labour.clerk', ref)).toEqual({ 变更申请表: expect.stringContaining('"变更样例"'), 变更复函: expect.stringMatching(/部分同意变更[^]*就业困难人员认定[^]*可以由申请部门自行核对/) }); // what was, until it was changed
  expect((await as('labour.clerk').get(`/api/use-change/${ref}`)).own.points).toMatchObject([{ decision: 'agree' }, { decision: 'refuse', reason: '可以由申请部门自行核对' }]);
  const after = await as('labour.clerk').get(`/api/grant/${grant}`);
  expect(after).toMatchObject({ state: 'active', own: { purpose: '就业困难人员认定', thirdParties: [] } });
  expect(after.links).toContainEqual(expect.objectContaining({ ref, zh: '就此提出的变更申请，已同意' }));
  expect(await linksOf(as('labour.clerk'), 'use-change', ref)).toEqual({ [`/cases/grant/${grant}`]: '所变更的授权' });
  expect(await it.platform.db.selectFrom('grantCompiled').select('purpose').where('id', '=', grant.slice(7)).executeTakeFirst()).toEqual({ purpose: '就业困难人员认定' });
});

test('a refusal may be disputed and is taken up again by its date; a grant that ends takes its open change with it: Art. 25.1, 28', async () => {
  const grant = await running('变更不同意样例');
  const ref = await asked(grant);
  await as('education.clerk').act('use-change', ref, 'propose', answer('refuse', 'refuse'));
  await as('education.head').act('use-change', ref, 'refuse', { reasons: '不属于目录列明的用途' });
  const dispute = await as('labour.head').open('dispute', { subject: { kind: 'use-change', ref } });
  await as('labour.head').act('dispute', dispute, 'open', { claim: '请同意变更', grounds: '履行职责所必需' });
  const terms = { text: '重新办理', effect: 'agree-change', bound: 'provider', doneBy: '2026-11-20', replyBy: '2026-11-06' };
  await as('labour.head').act('dispute', dispute, 'settle', terms);
  await as('education.head').act('dispute', dispute, 'settle', terms);
  expect(await as('education.clerk').state('use-change', ref)).toBe('received');
  await as('education.clerk').act('use-change', ref, 'propose', answer('agree', 'agree'));
  await as('education.head').act('use-change', ref, 'agree', {});
  expect((await as('education.clerk').get(`/api/grant/${grant}`)).own.thirdParties).toEqual([{ who: '市就业训练中心', why: '委托其核对培训补贴，签有保密协议', on: '2026-10-12' }]);
  // Of its own accord its days run anew, and a date further away than they are gives no more.
  const third = await asked(await running('自行重办样例'));
  await as('education.clerk').act('use-change', third, 'propose', answer('refuse', 'refuse'));
  await as('education.head').act('use-change', third, 'refuse', { reasons: '不属于目录列明的用途' });
  await as('education.head').act('use-change', third, 'reconsider', { replyBy: '2027-06-30' });
  expect(await strip(as('education.clerk'), 'use-change', third, 'answer')).toMatchObject({ dueOn: '2026-10-26' });
  const second = await asked(await running('随授权失效样例'));
  const of = (await as('labour.clerk').get(`/api/use-change/${second}`)).own.grant.ref;
  await as('labour.clerk').act('grant', of, 'finish', { reason: 'reached' });
  expect(await as('labour.clerk').state('use-change', second)).toBe('lapsed');
  expect((await as('labour.clerk').ask('POST', '/api/use-change', { grant: of }, { 'idempotency-key': crypto.randomUUID() })).body.code).toBe('USE_CHANGE_GRANT_OVER');
});

const filing = { reason: '业务系统年底停用，改由省级系统提供', what: '毕业生信息查询接口停止服务', instead: '省教育厅高校毕业生信息（有条件共享）', effectOn: '2026-12-01', opinionsBy: '2026-11-06' };

test('a service ends for all its grants after every requester was asked, filed with the authority, on its day and not before; gateways say so from the filing on: Art. 27.3', async () => {
  const [one, two] = [await running('终止样例一'), await running('终止样例二')];
  const head = as('education.head');
  expect((await head.ask('POST', '/api/service-change', { grants: [], kind: 'end' })).status).toBe(400);
  for (const who of ['civil.head', 'labour.head']) expect((await as(who).ask('POST', '/api/service-change', { grants: [one], kind: 'end' })).status, who).toBe(404);
  const ref = await head.open('service-change', { grants: [one, two], kind: 'end' });
  expect((await head.ask('POST', '/api/service-change', { grants: [two], kind: 'change' })).body).toMatchObject({ code: 'SERVICE_CHANGE_OPEN', article: '27.3' });
  const proposes = (over: object) => head.tries('service-change', ref, 'propose', { ...filing, ...over });
  expect((await proposes({ opinionsBy: '2026-10-16' })).body.code).toBe('SERVICE_CHANGE_TOO_SOON');
  expect((await proposes({ effectOn: '2026-11-06' })).body.code).toBe('SERVICE_CHANGE_DATES');
  expect((await as('labour.head').ask('GET', `/api/service-change/${ref}`)).status).toBe(404); // still within the provider
  await head.act('service-change', ref, 'propose', filing);
  expect((await as('labour.head').get('/api/worklist')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
  const filingBarred = async () => (await head.get(`/api/service-change/${ref}`)).acts.find((act: { act: string }) => act.act === 'file').disabledBecause;
  expect(await filingBarred()).toContain('还有 1 个需求部门没有提出意见'); // said before anybody tries
  expect((await head.tries('service-change', ref, 'file', {})).body.code).toBe('SERVICE_CHANGE_OPINIONS_OUT');
  expect((await as('labour.head').tries('service-change', ref, 'opine', { stand: 'object' })).body.code).toBe('SERVICE_CHANGE_OBJECTION_BARE');
  await as('labour.head').act('service-change', ref, 'opine', { stand: 'object', text: '补贴审核仍需使用，请待省级接口开通后再停' });
  expect((await as('labour.head').tries('service-change', ref, 'opine', { stand: 'agree' })).body.code).toBe('ALREADY_DONE');
  const compiled = async () => it.platform.db.selectFrom('grantCompiled').select(['state', 'deprecatedAt', 'sunsetOn']).where('id', 'in', [one.slice(7), two.slice(7)]).execute();
  expect(await compiled()).toEqual([{ state: 'active', deprecatedAt: null, sunsetOn: null }, { state: 'active', deprecatedAt: null, sunsetOn: null }]);
  expect(await filingBarred()).toBeNull();
  await head.act('service-change', ref, 'file', {});
  expect(Object.keys(await papersOf('labour.head', ref))).toEqual(['服务变更协商函']); // who else uses it, and what they think, is not its business
  expect(await papersOf('bureau.reviewer', ref)).toMatchObject({ 服务变更协商函: expect.stringContaining('2026年11月6日24时前提出意见'), 服务变更备案函: expect.stringMatching(/有异议[^]*请待省级接口开通后再停/) });
  expect((await as('bureau.reviewer').get(`/api/service-change/${ref}`)).own).toMatchObject({ kindZh: '终止服务', effectOn: '2026-12-01', opinions: [{ standZh: '有异议' }], grants: [{}, {}] });
  expect(await compiled()).toMatchObject([{ state: 'active', sunsetOn: '2026-12-01', deprecatedAt: expect.any(String) }, { state: 'active', sunsetOn: '2026-12-01' }]);
  expect(await linksOf(head, 'service-change', ref)).toEqual({ [`/cases/grant/${one}`]: '所涉授权', [`/cases/grant/${two}`]: '所涉授权' });
  expect(await linksOf(as('labour.clerk'), 'grant', one)).toMatchObject({ [`/cases/service-change/${ref}`]: '拟终止服务' });
  await as('labour.clerk').act('grant', two, 'finish', { reason: 'not-needed' }); // one ends by itself meanwhile
  await it.clock.movesTo('2026-11-30');
  await it.settle();
  expect([await head.state('service-change', ref), await as('labour.clerk').state('grant', one)]).toEqual(['filed', 'active']);
  await it.clock.movesTo('2026-12-01');
  await it.settle();
  expect([await head.state('service-change', ref), await as('labour.clerk').state('grant', one)]).toEqual(['effective', 'disposing']);
});

test('a filed end that is dropped is said no more; each requester sees its own part, a stranger nothing; silence does not hold it up: Art. 27.3', async () => {
  const mine = await running('撤销样例');
  const application = await applies(it, people, { items: [4, 5, 6], purpose: '另一部门样例', term }, 'civil');
  const theirs = await agrees(it, application);
  const head = as('education.head');
  const ref = await head.open('service-change', { grants: [mine, theirs], kind: 'end' });
  await head.act('service-change', ref, 'propose', { ...filing, opinionsBy: '2026-12-11', effectOn: '2027-01-04' });
  const reason = await paper(it, 'labour.head', '意见.pdf');
  await as('labour.head').act('service-change', ref, 'opine', { stand: 'agree', text: '人社局的意见', attachments: [reason] });
  const fileFor = async (who: string) => (await as(who).ask('GET', `/api/attachments/320800/${reason}`)).status;
  expect([await fileFor('labour.clerk'), await fileFor('education.head'), await fileFor('civil.head')]).toEqual([200, 200, 404]); // as the move that brought it
  const seen = await as('civil.head').get(`/api/service-change/${ref}`);
  expect(seen.own.grants).toHaveLength(1);
  expect(seen.own.opinions).toEqual([]);
  expect(JSON.stringify([seen.timeline, seen.parties, seen.flow, seen.waitsFor])).not.toMatch(/人社局的意见|人力资源|人社局/); // who else uses the service is not its business
  expect((await head.get(`/api/service-change/${ref}`)).own.awaited).toEqual(['淮安市民政局']);
  await it.clock.movesTo('2026-12-14');
  await it.settle();
  await head.act('service-change', ref, 'file', {});
  await head.act('service-change', ref, 'drop', { reason: '系统延期使用' });
  expect(await it.platform.db.selectFrom('grantCompiled').select(['sunsetOn']).where('id', '=', mine.slice(7)).executeTakeFirst()).toEqual({ sunsetOn: null });
  await head.act('service-change', await head.open('service-change', { grants: [mine], kind: 'change' }), 'drop', {});
});

const fetched = (who: string, path: string, init: RequestInit = {}) => fetch(`${it.base}${path}`, { ...init, headers: { 'x-shuqiao': '1', 'idempotency-key': randomUUID(), cookie: as(who).cookie, ...init.headers } });
/** The template as the provider fills it in below its example. */
async function filled(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new Workbook();
  await book.xlsx.load(await (await fetched('education.clerk', '/api/grant/import/template')).arrayBuffer() as never);
  rows.forEach((row, n) => { book.worksheets[0]?.getRow(4 + n).splice(1, row.length, ...row); });
  return Buffer.from(await book.xlsx.writeBuffer());
}
async function sends(what: 'check' | 'list', book: Buffer, papers: readonly string[], { who = 'education.clerk', key = randomUUID() as string } = {}) {
  const form = new FormData();
  form.append('papers', papers.join(' '));
  form.append('file', new Blob([new Uint8Array(book)]), '存量.xlsx');
  const answer = await fetched(who, `/api/grant/import/${what}`, { method: 'POST', body: form, headers: { 'idempotency-key': key } });
  return { status: answer.status, body: await answer.json() as { code: string; wrong: number; rows: { row: number; ok: boolean }[]; problems: { row: number; column: string; message: string }[]; marked: string | null; refs: string[] } };
}

test('sharing that ran before the platform comes by file: each row is right or told by cell, all become cases or none, both heads confirm, and it serves like any other: Art. 44', async () => {
  const papers = [await paper(it, 'education.clerk', '共享协议.pdf'), await paper(it, 'education.clerk', '补充协议.pdf')];
  const columns = ['entry', 'requester', 'items', 'masks', 'rows', 'purpose', 'range', 'mode', 'kind', 'from', 'to', 'endless', 'papers', 'files', 'perDay', 'perMinute', 'conditions', 'how', 'days', 'basis'] as const;
  const usual = { entry: people.name, requester: '淮安市民政局', items: '毕业学校名称、毕业年份', purpose: '存量样例', range: '低保申请人', mode: '服务接口', kind: '查询', from: '2024年3月1日', to: '2029-12-31', papers: '共享协议（2024 年 3 月）', files: '共享协议', perDay: '1,000', perMinute: '60', how: '删除' };
  const row = (over: Partial<Record<(typeof columns)[number], string>> = {}) => columns.map((key) => ({ ...usual, ...over } as Readonly<Record<string, string>>)[key] ?? '');
  const wrong = await filled([row(), row({ entry: '没有的目录', requester: '没有的单位' }), row({ items: '身高', mode: '邮寄', purpose: '另一用途' }), row({ files: '别的.pdf', purpose: '第三用途' }), row({ from: '2030-01-01', purpose: '第四用途' }), row()]);
  const report = (await sends('check', wrong, papers)).body;
  expect(report.rows.map((one) => [one.row, one.ok])).toEqual([[4, true], [5, false], [6, false], [7, false], [8, false], [9, false]]);
  expect(report.problems.map(({ row: at, column }) => `${at} ${column}`)).toEqual(['5 目录名称或者代码', '5 需求部门', '6 数据项', '6 共享方式', '7 附件文件名', '8 起始日期', '9 用途']);
  const marked = (await cellsOf(Buffer.from(report.marked ?? '', 'base64'))).filter((cell) => cell.startsWith('21/'));
  expect(marked[0]).toContain('错误原因');
  expect(marked.at(-1)).toContain('与第 4 行是同一部门');
  expect((await sends('list', wrong, papers)).body).toMatchObject({ code: 'OLD_SHARING_ROWS_WRONG' });
  expect((await sends('check', Buffer.from('not a workbook'), papers)).body.code).toBe('OLD_SHARING_FILE_UNFIT');
  expect((await sends('check', await filled([]), papers)).body.code).toBe('OLD_SHARING_FILE_UNFIT');
  expect((await sends('check', wrong, papers, { who: 'labour.clerk' })).body.code).toBe('ATTACHMENT_FOREIGN'); // another’s papers
  expect([(await sends('check', wrong, papers, { who: 'education.head' })).status, (await sends('list', wrong, papers, { who: 'education.operator' })).status]).toEqual([403, 403]);
  const [right, key] = [await filled([row(), row({ purpose: '存量另一样例', mode: '批量交换', to: '', endless: '法定职责长期存在', files: '共享协议、补充协议.pdf', perDay: '', perMinute: '', how: '留存', basis: '《社会救助暂行办法》' })]), randomUUID()];
  expect((await sends('check', right, papers)).body).toMatchObject({ wrong: 0, marked: null });
  const { refs } = (await sends('list', right, papers, { key })).body;
  expect((await sends('list', right, papers, { key })).body.refs).toEqual(refs); // the same request once
  expect((await sends('list', wrong, papers, { key })).body.code).toBe('REQUEST_ID_REUSED');
  expect((await sends('list', right, papers)).body.code).toBe('OLD_SHARING_ROWS_WRONG'); // they are known now
  const [one = '', two = ''] = refs;
  expect((await as('civil.head').get('/api/worklist')).rows.map((each: { ref: string }) => each.ref)).toEqual(expect.arrayContaining(refs));
  const seen = await as('civil.head').get(`/api/grant/${two}`);
  expect(seen).toMatchObject({ state: 'importing', strips: [], own: { mode: 'batch', term: { from: '2024-03-01', to: null }, disposal: { how: 'keep', days: 30 }, imported: { papers: '共享协议（2024 年 3 月）', endless: '法定职责长期存在' } } });
  expect(seen.timeline[0].attachments.map((file: { name: string }) => file.name).sort()).toEqual(['共享协议.pdf', '补充协议.pdf']);
  await as('education.head').act('grant', one, 'confirm');
  expect((await as('education.head').tries('grant', one, 'confirm')).body.code).toBe('ALREADY_DONE');
  expect((await as('civil.clerk').tries('grant', one, 'collect-key')).body.code).toBe('NO_SUCH_MOVE');
  await as('civil.head').act('grant', one, 'confirm');
  expect(await as('civil.clerk').get(`/api/grant/${one}`)).toMatchObject({ state: 'active', own: { served: true, bound: true } });
  expect((await as('civil.clerk').act('grant', one, 'collect-key')).once.appKey).toMatch(/^[0-9a-f]{32}$/);
  await as('education.clerk').act('grant', two, 'drop', { reason: '协议已经失效' });
  expect(await as('civil.head').state('grant', two)).toBe('disposed');
  // The same list as a CSV that a spreadsheet here saves, with what was agreed before: masked, of some rows, under a condition.
  const book = (rows: readonly (readonly string[])[]) => Buffer.from(`\ufeff${[columns.map((key) => titles[key]), ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`);
  const told = (over: Parameters<typeof row>[0]) => sends('check', book([row({ purpose: '表格样例', ...over })]), papers).then(({ body }) => body.problems.map((one) => `${one.row} ${one.column}`));
  expect([await told({ to: '' }), await told({ masks: '身高：只留后四位' }), await told({ masks: '毕业年份：打码' }), await told({ rows: '毕业年份' }), await told({ rows: '身高：180' }), await told({ conditions: '另加的条件' }), await told({ conditions: '9' })])
    .toEqual([['2 长期使用的理由'], ['2 脱敏'], ['2 脱敏'], ['2 行范围'], ['2 行范围'], ['2 使用条件'], ['2 使用条件']]);
  const back = (await sends('check', book([row({ entry: '没有的目录' })]), papers)).body;
  expect(Buffer.from(back.marked ?? '', 'base64').toString()).toMatch(/^\ufeff[^\r]*,错误原因\r\n[^\r]*,目录名称或者代码：本部门没有这个已发布的目录/);
  const agreed = row({ purpose: '表格样例', masks: '毕业学校名称：只留后四位', rows: '毕业年份：2020 至 2026', conditions: '1' });
  const three = (await sends('list', book([agreed]), papers)).body.refs[0] ?? '';
  for (const who of ['education.head', 'civil.head']) await as(who).act('grant', three, 'confirm');
  expect((await as('civil.clerk').get(`/api/grant/${three}`)).own).toMatchObject({ conditions: [graduates.sharing.conditions[0]], rowFilter: [{ zh: '毕业年份介于 2020、2026' }], items: expect.arrayContaining([expect.objectContaining({ name: '毕业学校名称', mask: 'last4' })]) });
  expect(await it.platform.db.selectFrom('grantCompiled').select(['masks', 'rowFilter']).where('id', '=', three.slice(7)).executeTakeFirst()).toMatchObject({ masks: { [String(graduates.items.findIndex((item) => item.name === '毕业学校名称') + 1)]: 'last4' }, rowFilter: [{ op: 'between', values: ['2020', '2026'] }] });
});
