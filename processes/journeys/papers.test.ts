import { createHash, randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { papersForLedger } from '../../platform/documents/index.ts';
import { verifyLedger } from '../../platform/ledger/index.ts';
import { agrees, applies, proposal, submits } from '../../tests/market.ts';
import { organisations } from '../../tests/town.ts';
import { paperTown, type Item } from './papers.fixture.ts';

/** Papers as offices know them: kept with the act, printed as copies, stamped, checked by whoever holds one. */
const { it, people, secret, term, wish, papersOf, kept, letterOf, words, wordFile, stamps, pdf, partly } = await paperTown();
afterAll(() => it.stop());

test('a letter is looked at by the provider alone before it is sent, marked and without a digest; the act keeps it: Art. 20 ¶3, 21 ¶2, 28', async () => {
  const ref = await applies(it, people, wish('答复函样例'));
  await it.client('education.clerk').act('application', ref, 'propose', partly(6));
  expect((await papersOf('education.head', ref)).previews.map((one) => one.kind)).toEqual(['sheet', 'letter']);
  const before = await it.client('education.head').get(`/api/documents/case/${ref}/letter`);
  expect(before).toMatchObject({ digest: null, made: null, head: null, printed: { by: '市教育局·共享工作机构负责人' } });
  expect(words(before)).toContain('部分同意共享');
  expect((await papersOf('labour.head', ref)).previews.map((one) => one.kind)).toEqual(['sheet']);
  expect((await it.client('labour.head').ask('GET', `/api/documents/case/${ref}/letter`)).body.code).toBe('DOCUMENT_NOT_READY');
  for (const path of ['', '/letter', '/letter/word']) expect((await it.client('civil.clerk').ask('GET', `/api/documents/case/${ref}${path}`)).status).toBe(404);
  expect((await it.client('education.head').ask('POST', `/api/documents/case/${ref}/letter`)).status).toBe(404); // it comes with its act, in no other way

  await it.client('education.head').act('application', ref, 'grant', {});
  const letter = await letterOf('labour.clerk', ref);
  const { paper } = await kept('labour.clerk', letter.ref);
  for (const said of ['部分同意共享', '不同意共享的数据项及理由', '不属于履行职责，或者非履行职责所必需（《条例》第三条第二款）。补贴核验不需要该项。', '第二十八条第二款', '淮安市数据局', '《中华人民共和国就业促进法》第三十五条', '市教育局数据共享岗', '2026年11月9日24时前提供']) expect(words(paper), said).toContain(said);
  expect(paper).toMatchObject({ digest: letter.digest, made: { by: '市教育局·共享工作机构负责人' }, printed: { by: '市人社局·经办人' }, template: '平台通用格式', style: { head: false } });
  expect((await papersOf('education.head', ref)).previews.map((one) => one.kind)).toEqual(['sheet']);

  const row = await it.platform.db.selectFrom('document').selectAll().where('digest', '=', letter.digest).executeTakeFirstOrThrow();
  expect(createHash('sha256').update(row.content).digest('hex')).toBe(letter.digest);
  const entry = await it.platform.db.selectFrom('ledgerPending').select(['kind', 'subject', 'body']).where('id', '=', row.entryId).executeTakeFirstOrThrow();
  expect(entry).toMatchObject({ kind: 'document', subject: ref });
  expect(JSON.parse(entry.body)).toMatchObject({ digest: letter.digest, kind: 'letter', move: row.moveVersion, number: letter.number });
  expect(entry.body).not.toContain('补贴核验');
});

test('a paper stays what was sent: later prints are copies of the kept file, whatever has changed since', async () => {
  const ref = await applies(it, people, wish('副本样例'));
  await agrees(it, ref, { term: { from: term.from, to: term.to } });
  const letter = await letterOf('labour.clerk', ref);
  const first = await wordFile('education.clerk', `/api/documents/${letter.ref}/word`);
  await it.database.ownerDb.updateTable('organisation').set({ name: '淮安市教育体育局' }).where('code', '=', organisations.education.code).execute();
  await it.database.ownerDb.updateTable('application').set({ proposal: null }).where('id', '=', ref.slice(7)).execute();
  const second = await wordFile('labour.head', `/api/documents/${letter.ref}/word`);
  await it.database.ownerDb.updateTable('organisation').set({ name: organisations.education.name }).where('code', '=', organisations.education.code).execute();
  expect([first.status, second.status, first.name]).toEqual([200, 200, `答复函_${letter.number}.docx`]);
  const [one, two] = [unzipSync(first.bytes), unzipSync(second.bytes)];
  expect(strFromU8(two['word/document.xml'] as Uint8Array)).toBe(strFromU8(one['word/document.xml'] as Uint8Array));
  expect(strFromU8(two['word/document.xml'] as Uint8Array)).toContain('淮安市教育局');
  const foot = strFromU8(two[Object.keys(two).find((name) => name.startsWith('word/footer')) as string] as Uint8Array);
  expect(foot).toContain('副本　打印：市人社局·共享工作机构负责人');
  const files = await it.platform.db.selectFrom('documentFile').selectAll().where('document', '=', letter.ref.slice(7)).execute();
  expect(files).toHaveLength(1);
  const printed = await it.platform.db.selectFrom('accessLog').select(['act', 'org', 'object']).where('object', '=', `/api/documents/${letter.ref}/word`).orderBy('at').execute();
  expect(printed).toEqual([organisations.education.code, organisations.labour.code].map((org) => ({ act: '下载文书', org, object: `/api/documents/${letter.ref}/word` })));
});

test('a refusal is a letter with its reason and the way to a dispute; reconsidered and granted it gets a second one, and the first stays', async () => {
  const ref = await applies(it, people, wish('不同意样例'));
  await it.client('education.clerk').act('application', ref, 'propose', partly(6));
  await it.client('education.head').act('application', ref, 'refuse', { category: 'duty', reasons: '与所列职责无关' });
  const refused = await kept('labour.clerk', (await letterOf('labour.clerk', ref)).ref);
  for (const said of ['不同意共享。现函复如下', '与所列职责无关。', '异议渠道']) expect(words(refused.paper), said).toContain(said);
  expect(words(refused.paper)).not.toMatch(/同意共享的数据项"|前提供/);
  await it.client('education.head').act('application', ref, 'reconsider', { replyBy: '2026-11-20' });
  await agrees(it, ref, { term: { from: term.from, to: term.to } });
  const letters = (await papersOf('labour.clerk', ref)).kept.filter((one) => one.kind === 'letter');
  expect(letters).toHaveLength(2);
  expect(words((await kept('labour.clerk', letters[1]?.ref ?? '')).paper)).not.toContain('不同意');
  expect((await kept('labour.clerk', letters[0]?.ref ?? '')).paper.digest).toBe(refused.digest);
});

test('申请表 is kept with the head’s consent, and again after a supplement; a draft’s is the requester’s to look at', async () => {
  const ref = await submits(it, people, wish('申请表样例', { scenario: '审核时核验。=HYPERLINK("http://x") {MERGEFIELD y}' }));
  const draft = await it.client('labour.head').get(`/api/documents/case/${ref}/form`);
  expect(draft.digest).toBeNull();
  expect(words(draft)).toContain('=HYPERLINK(\\"http://x\\") {MERGEFIELD y}');
  expect((await it.client('education.clerk').ask('GET', `/api/documents/case/${ref}/form`)).status).toBe(404);
  await it.client('labour.head').act('application', ref, 'approve', { vouches: true, opinion: '职责所需' });
  await it.client('education.clerk').act('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-20' });
  await it.client('labour.clerk').act('application', ref, 'supply', { answers: [{ point: 1, text: '约 5000 人' }], body: { range: '全市申请人约 5000 人' } });
  const forms = (await papersOf('education.clerk', ref)).kept.filter((one) => one.kind === 'form');
  expect(forms).toHaveLength(2);
  const [first, second] = [await kept('education.clerk', forms[0]?.ref ?? ''), await kept('education.clerk', forms[1]?.ref ?? '')];
  expect(words(first.paper)).toContain('每年约 6000 人');
  expect(words(first.paper)).toContain('职责所需');
  expect(words(second.paper)).toContain('全市申请人约 5000 人');
  expect(words(second.paper)).toContain('补正以前的一份仍然保存');
});

describe('a seal by the port: printed, stamped, scanned', () => {
  let letter: Item;
  beforeAll(async () => {
    const ref = await applies(it, people, wish('盖章样例'));
    await agrees(it, ref, { term: { from: term.from, to: term.to } });
    letter = await letterOf('education.clerk', ref);
  });

  test('who issued the paper uploads, by content; the platform claims nothing of a scan', async () => {
    const clerk = it.client('education.clerk');
    expect(await kept('education.clerk', letter.ref)).toMatchObject({ mayStamp: true, stamped: 0, sealing: { means: 'scan' } });
    expect((await stamps(clerk, letter.ref, Buffer.from('just text'), '章.pdf')).body.code).toBe('SEAL_FILE_TYPE');
    expect((await stamps(clerk, letter.ref, Buffer.alloc(0), '空.pdf')).body.code).toBe('ATTACHMENT_EMPTY');
    const word = await wordFile('education.clerk', `/api/documents/${letter.ref}/word`);
    expect((await stamps(clerk, letter.ref, Buffer.from(word.bytes), '章.pdf')).body.code).toBe('SEAL_FILE_TYPE'); // no scan, whatever it is called
    const key = randomUUID();
    const done = await stamps(clerk, letter.ref, pdf('scan one'), '盖章件.pdf', undefined, key);
    expect((await stamps(clerk, letter.ref, pdf('scan one'), '盖章件.pdf', undefined, key)).body).toEqual(done.body); // sent again after a broken line
    expect([done.status, done.body.stampedFiles]).toMatchObject([200, [{ nth: 1, verdict: 'unverifiable', by: '市教育局·经办人', reason: null, name: '盖章件.pdf' }]]);
    expect((await it.client('education.clerk').ask('POST', `/api/documents/${letter.ref}/seal`, {}, { 'idempotency-key': randomUUID() })).body.stampedFiles).toHaveLength(1); // nothing signs by itself
  });

  test('a wrong one is replaced with a reason, and both stay; the other side opens it, strangers find nothing', async () => {
    const [clerk, head] = [it.client('education.clerk'), it.client('education.head')];
    expect((await stamps(clerk, letter.ref, pdf('scan two'), '盖章件二.pdf')).body.code).toBe('SEAL_REASON_MISSING');
    const done = await stamps(head, letter.ref, pdf('scan two'), '盖章件二.pdf', '前一份漏盖骑缝章');
    expect(done.body.stampedFiles).toMatchObject([{ nth: 2, reason: '前一份漏盖骑缝章', by: '市教育局·共享工作机构负责人' }, { nth: 1 }]);
    expect((await it.client('labour.clerk').ask('GET', `/api/documents/${letter.ref}/stamped/1`)).body).toContain('scan one');
    expect((await it.client('labour.clerk').ask('GET', `/api/documents/${letter.ref}/stamped/2`)).body).toContain('scan two');
    expect((await it.client('labour.clerk').ask('GET', `/api/documents/${letter.ref}/stamped/3`)).status).toBe(404);
    for (const path of ['', '/word', '/stamped/1']) expect((await it.client('civil.clerk').ask('GET', `/api/documents/${letter.ref}${path}`)).status).toBe(404);
    expect((await stamps(it.client('labour.clerk'), letter.ref, pdf('x'), 'x.pdf')).body.code).toBe('SEAL_NOT_YOURS');
    expect((await stamps(it.client('education.operator'), letter.ref, pdf('x'), 'x.pdf')).status).toBe(403);
    expect((await stamps(it.client('civil.clerk'), letter.ref, pdf('x'), 'x.pdf')).status).toBe(404);
    expect((await papersOf('education.clerk', (await kept('education.clerk', letter.ref) as unknown as { case: string }).case)).kept.find((one) => one.ref === letter.ref)?.stamped).toBe(2);
  });
});

test('办理单 is an organisation’s own: kept when it is made, seen by it alone; several cases go out as one archive', async () => {
  const refs = [await applies(it, people, wish('打包一')), await applies(it, people, wish('打包二'))];
  const [ref = ''] = refs;
  const sheets = async (who: string, cases: readonly string[]) => (await it.client(who).post<{ refs: string[] }>('/api/documents/sheets', { cases })).refs;
  const made = { ref: (await sheets('education.clerk', [ref]))[0] ?? '' };
  expect(words((await kept('education.clerk', made.ref)).paper)).toContain('办理记录');
  expect((await kept('education.clerk', made.ref)).sealing).toBeNull();
  expect((await it.client('labour.clerk').ask('GET', `/api/documents/${made.ref}`)).status).toBe(404);
  expect((await papersOf('labour.clerk', ref)).kept.map((one) => one.kind)).toEqual(['form']);
  expect((await stamps(it.client('education.clerk'), made.ref, pdf('x'), 'x.pdf')).body.code).toBe('SEAL_NOT_NEEDED');

  const client = it.client('education.clerk');
  const pack = (body: object) => fetch(`${it.base}/api/documents/pack`, { method: 'POST', headers: { cookie: client.cookie, 'x-shuqiao': '1', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await pack({ documents: [...await sheets('education.clerk', refs), made.ref] });
  expect(answer.headers.get('content-type')).toContain('application/zip');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files)).toHaveLength(3);
  expect(Object.keys(files).filter((name) => name.endsWith('（2）.docx'))).toHaveLength(1);
  for (const bytes of Object.values(files)) expect(strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array)).toContain('办理记录');
  const logged = await it.platform.db.selectFrom('accessLog').select('object').where('act', '=', '打包下载文书').where('object', 'like', '%/word').execute();
  expect(logged).toHaveLength(3);
  const foreign = await applies(it, people, wish('别人的'), 'civil');
  const [sheet = ''] = await sheets('civil.clerk', [foreign]);
  expect((await pack({ documents: [made.ref, sheet] })).status).toBe(404);
  expect((await pack({ documents: Array.from({ length: 51 }, () => `320800-${randomUUID()}`) })).status).toBe(400);
  expect((await pack({ documents: [] })).status).toBe(400);
  const before = (await papersOf('education.clerk', ref)).kept.length;
  expect((await it.client('labour.clerk').ask('POST', '/api/documents/sheets', { cases: [ref, foreign] }, { 'idempotency-key': randomUUID() })).status).toBe(404); // all, or none
  const draft = await it.client('labour.clerk').open('application', { entryRegion: people.region, entry: people.id });
  expect((await it.client('labour.clerk').ask('POST', '/api/documents/sheets', { cases: [draft] }, { 'idempotency-key': randomUUID() })).body.code).toBe('DOCUMENT_NOT_READY');
  const headers = { 'idempotency-key': randomUUID() };
  const twice = await Promise.all([1, 2, 3].map(() => it.client('education.clerk').ask('POST', '/api/documents/sheets', { cases: [ref] }, headers)));
  expect(new Set(twice.map((one) => one.body.refs[0])).size).toBe(1);
  expect((await papersOf('education.clerk', ref)).kept.length).toBe(before + 1);
});

test('what a case’s sheet says is what its reader may see: deliberation of the other side is not on it', async () => {
  const ref = await applies(it, people, wish('内部意见样例'));
  await it.client('education.clerk').act('application', ref, 'propose', { ...partly(6), opinion: '内部意见不外传' });
  expect(words(await it.client('education.head').get(`/api/documents/case/${ref}/sheet`))).toContain('内部意见不外传');
  expect(words(await it.client('labour.head').get(`/api/documents/case/${ref}/sheet`))).not.toContain('内部意见不外传');
});

test('不予共享说明: kept with the publication, ground and sentence of the law; open to every department while it stands: Art. 15 ¶2', async () => {
  const { note } = await it.client('civil.clerk').get<{ note: string }>(`/api/catalog/entries/${secret.region}/${secret.id}`);
  const read = await it.client('civil.clerk').get(`/api/documents/${note}`);
  for (const said of ['命题人员身份公开会影响考试公正。', '《样例条例》第九条（行政法规）：“命题人员的身份信息不得提供给任何单位和个人。”', '第十四条第（三）项', '淮安市数据局审核，于2026年10月12日统一通告']) expect(words(read.paper), said).toContain(said);
  expect(read).toMatchObject({ org: organisations.education.code, case: null, mayStamp: false });
  expect((await it.client('platform.audit').ask('GET', `/api/documents/${note}`)).status).toBe(404);
  expect((await it.client('education.cataloguer').get(`/api/documents/case/${secret.ref}`)).kept).toMatchObject([{ kind: 'not-shared', mayStamp: true }]);
  await it.client('education.chief').act('catalog', secret.ref, 'hide', { reason: '疑似涉密' });
  expect((await it.client('civil.clerk').ask('GET', `/api/documents/${note}`)).status).toBe(404);
  expect((await it.client('education.chief').get(`/api/documents/${note}`)).kind).toBe('not-shared');
  await it.client('bureau.reviewer').act('catalog', secret.ref, 'restore', { opinion: '不涉密' });
});

test('目录清单: what stands published, under a number of its own; its department’s alone', async () => {
  const cataloguer = it.client('education.cataloguer');
  const look = await cataloguer.get('/api/catalog/department/list');
  expect(look).toMatchObject({ digest: null, number: null, kind: 'list' });
  const { ref } = await cataloguer.post('/api/catalog/department/list', {});
  const list = await kept('education.cataloguer', ref);
  expect(list.number).toBe('QD-320800-2026-000001');
  for (const said of [people.name, secret.name, '不予共享', '《样例条例》第九条', 'QD-320800-2026-000001']) expect(words(list.paper), said).toContain(said);
  const part = await cataloguer.post('/api/catalog/department/list', { attribute: 'conditional' });
  expect((await kept('education.cataloguer', part.ref)).number).toBe('QD-320800-2026-000002');
  expect(words((await kept('education.cataloguer', part.ref)).paper)).not.toContain(secret.name);
  for (const who of ['labour.clerk', 'bureau.reviewer', 'platform.system']) expect((await it.client(who).ask('GET', `/api/documents/${ref}`)).status).toBe(404);
  expect((await it.client('labour.cataloguer').ask('POST', '/api/catalog/department/list', {}, { 'idempotency-key': randomUUID() })).body.code).toBe('DOCUMENT_LIST_EMPTY');
  expect((await it.client('bureau.reviewer').ask('GET', '/api/catalog/department/list')).status).toBe(403);
});

test('督办单: kept with the order, with the article that was broken and the day; again where more is wanted: Art. 39', async () => {
  const [reviewer, lead, head] = [it.client('bureau.reviewer'), it.client('bureau.lead'), it.client('education.head')];
  const ref = await reviewer.open('finding', { act: 'create', ground: '39(4)', department: organisations.education.code, what: '多次未按时答复。其中一件提醒后仍未答复', evidence: '抽查三件申请' });
  await head.act('finding', ref, 'explain', { grounds: '人员调整所致' });
  await lead.act('finding', ref, 'order', { what: '三日内补齐答复并说明原因', mendBy: '2026-10-20' });
  const [order] = (await papersOf('education.head', ref)).kept.filter((one) => one.kind === 'order');
  const { paper } = await kept('education.head', order?.ref ?? '');
  for (const said of ['淮安市数据局关于责令改正的督办单', '第三十九条第（四）项', '由同级政务数据共享主管部门责令改正', '多次未按时答复。其中一件提醒后仍未答复。', '人员调整所致。', '三日内补齐答复并说明原因。', '2026年10月20日24时前']) expect(words(paper), said).toContain(said);
  expect(order).toMatchObject({ mayStamp: false });
  expect((await papersOf('bureau.lead', ref)).kept.find((one) => one.kind === 'order')).toMatchObject({ mayStamp: true });
  await head.act('finding', ref, 'report', { done: '已补齐两件' });
  await reviewer.act('finding', ref, 'insist', { lacking: '仍缺一件', mendBy: '2026-10-30' });
  const again = (await papersOf('education.head', ref)).kept.filter((one) => one.kind === 'order');
  expect(again).toHaveLength(2);
  const second = await kept('education.head', again[1]?.ref ?? '');
  for (const said of ['再限期改正', '仍缺一件。', '三日内补齐答复并说明原因。', '2026年10月30日']) expect(words(second.paper), said).toContain(said);
});

test('a region’s template gives head, number and margins from its day on; a paper says by which version it was made', async () => {
  const lead = it.client('bureau.lead');
  const by = { title: '淮安市政务数据共享公文规范', number: '淮数〔2026〕5号', from: '2026-10-12', to: null };
  const template = { heads: ['letter'], fileNumber: '{代字}数函〔{年}〕{序号}号', codes: [{ org: organisations.education.code, text: '淮教' }], margins: { top: 37, right: 26, bottom: 35, left: 28 }, line: 30, signature: 'sealed', contact: '地址：淮安市翔宇大道1号', by };
  const refused = async (over: object) => (await lead.ask('POST', '/api/jurisdiction/templates', { ...template, ...over }, { 'idempotency-key': randomUUID() })).body.code;
  expect(await refused({ line: 12 })).toBe('LOCAL_NUMBER_OUT_OF_BOUNDS');
  expect(await refused({ margins: { ...template.margins, left: 5 } })).toBe('LOCAL_NUMBER_OUT_OF_BOUNDS');
  expect(await refused({ heads: ['sheet'] })).toBe('TEMPLATE_KIND_INVALID');
  for (const fileNumber of ['{代字}数函{序号}号', '{代字}{年}{序号}{月}', '{代字}{年}{序号}{序号}']) expect(await refused({ fileNumber }), fileNumber).toBe('TEMPLATE_NUMBER_INVALID');
  expect(await refused({ codes: [{ org: organisations.education.code, text: '淮' }, { org: organisations.labour.code, text: '淮' }] })).toBe('TEMPLATE_CODE_TWICE');
  expect(await refused({ codes: [{ org: organisations.province.code, text: '苏数' }] })).toBe('ORGANISATION_NOT_FOUND');
  expect((await it.client('bureau.reviewer').ask('POST', '/api/jurisdiction/templates', template)).status).toBe(403);
  expect((await lead.post('/api/jurisdiction/templates', template)).rows).toMatchObject([{ version: 1, state: 'in-force' }]);
  expect((await lead.post('/api/jurisdiction/templates', { ...template, heads: [], by: { ...by, from: '2027-01-01' } })).rows[0]).toMatchObject({ version: 2, state: 'to-come' });

  const letters = [];
  for (const purpose of ['文号一', '文号二']) {
    const ref = await applies(it, people, wish(purpose));
    await agrees(it, ref, { term: { from: term.from, to: term.to } });
    letters.push(await kept('labour.clerk', (await letterOf('labour.clerk', ref)).ref));
  }
  expect(letters.map((one) => one.fileNumber)).toEqual(['淮教数函〔2026〕1号', '淮教数函〔2026〕2号']);
  expect(letters[0]?.paper).toMatchObject({ template: '本地区公文模板第1版（淮数〔2026〕5号）', style: { head: true, line: 30, margins: template.margins } });
  expect(words(letters[0]?.paper ?? { blocks: [] })).toContain('淮安市翔宇大道1号');
  const forms = (await papersOf('labour.clerk', (letters[0] as unknown as { case: string }).case)).kept.filter((one) => one.kind === 'form');
  expect(forms.map((one) => one.fileNumber)).toEqual([null]); // a form is no letter
  expect((await fetch(`${it.base}/api/documents/check`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number: '淮教数函〔2026〕1号', digest: letters[0]?.digest }) })).status).toBeLessThan(500);
  await lead.delete('/api/jurisdiction/templates/1');
  expect((await it.client('labour.clerk').get(`/api/documents/${letters[0]?.ref}`)).paper.template).toContain('第1版');
  expect((await lead.ask('DELETE', '/api/jurisdiction/templates/1')).body.code).toBe('TEMPLATE_NOT_FOUND');
});

test('本单位文书: newest first, by key, filtered by kind and seal; another organisation’s are not in it', async () => {
  const clerk = it.client('education.clerk');
  const first = await clerk.get<{ rows: Item[]; after: string }>('/api/documents?size=3');
  const second = await clerk.get<{ rows: Item[] }>(`/api/documents?size=3&after=${encodeURIComponent(first.after)}`);
  expect(new Set([...first.rows, ...second.rows].map((one) => one.ref)).size).toBe(6);
  const all = await clerk.get<{ rows: Item[] }>('/api/documents?size=100');
  expect(all.rows.every((one) => one.org === organisations.education.code)).toBe(true);
  const stamped = await clerk.get<{ rows: Item[] }>('/api/documents?stamped=true');
  expect(stamped.rows.map((one) => one.stamped)).toEqual([2]);
  expect((await clerk.get<{ rows: Item[] }>('/api/documents?kind=letter&stamped=false&size=100')).rows).toHaveLength(all.rows.filter((one) => one.kind === 'letter').length - 1);
  expect((await clerk.get<{ rows: Item[] }>(`/api/documents?q=${encodeURIComponent('%')}`)).rows).toEqual([]);
  expect((await clerk.ask('GET', '/api/documents?after=nonsense')).body.code).toBe('CURSOR_STALE');
  expect((await it.client('platform.system').ask('GET', '/api/documents')).status).toBe(403);
});

test('the ledger knows every paper and every sealed file; a changed or removed one is found, and no longer given out', async () => {
  const { db } = it.platform;
  await it.settle();
  const problems = async () => (await verifyLedger(db, { kept: [], papers: papersForLedger(db) })).problems.map((one) => one.say);
  expect(await problems()).toEqual([]);
  const { ref, digest } = (await it.client('education.clerk').get<{ rows: Item[] }>('/api/documents?kind=letter&size=1')).rows[0] as Item;
  await expect(db.updateTable('document').set({ title: 'x' }).where('digest', '=', digest).execute()).rejects.toThrow('permission denied');
  await sql`alter table document no force row level security`.execute(it.database.ownerDb);
  await sql`update document set content = replace(content, '同意共享', '不同意共享') where digest = ${digest}`.execute(it.database.ownerDb);
  expect(await problems()).toEqual([expect.stringContaining('内容已被改动')]);
  for (const path of ['', '/word']) expect((await it.client('education.clerk').ask('GET', `/api/documents/${ref}${path}`)).body.code).toBe('DOCUMENT_DAMAGED');
});
