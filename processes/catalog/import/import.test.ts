import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../platform/postgres/testing.ts';
import { codeOf, codes } from '../../../platform/procedures/testing.ts';
import { Workbook, zipOf } from '../../../platform/workbook/testing.ts';
import type { CatalogOwn, EntryBody } from '../contract.ts';
import { partsOf } from '../export/parts.ts';
import { departmentFile } from '../export/workbook.ts';
import { graduates, universities } from '../samples.testing.ts';
import { catalogTown, type CatalogTown } from '../town.testing.ts';
import { entryColumns, itemColumns, type EntryKey, type ItemKey } from '../workbook/columns.ts';
import { entryRow, itemRows } from '../workbook/fill.ts';
import { spoilt, templateOf } from '../workbook/workbook.testing.ts';
import type { ImportView } from './contract.ts';
import { importing, type Importing } from './import.testing.ts';

let base: TestDatabase;
let town: CatalogTown;
let desk: Importing;
beforeAll(async () => {
  base = await testDatabase();
  town = catalogTown(base.db);
  desk = importing(town);
});
afterAll(() => base.drop());

const out = (body: EntryBody, code: string | null = null) => ({ code, publishedOn: null, provider: codes.education, providerName: '市教育局', body });
const column = (key: EntryKey | ItemKey) => { const n = entryColumns.findIndex((one) => one.key === key); return 1 + (n >= 0 ? n : itemColumns.findIndex((one) => one.key === key)); };
interface Row { readonly body: EntryBody; readonly code?: string; readonly entry?: Partial<Record<EntryKey, string | null>>; readonly item?: (n: number) => Partial<Record<ItemKey, string>> }
const bookOf = (rows: readonly Row[]): Promise<Buffer> => templateOf({
  entries: rows.map(({ body, code, entry }) => spoilt(entryRow(out(body, code ?? null)), entryColumns, entry ?? {})),
  items: rows.flatMap(({ body, item }) => itemRows(out(body)).map((row, n) => spoilt(row, itemColumns, item?.(n) ?? {}))),
});
const named = (name: string, body: EntryBody = universities): EntryBody => ({ ...body, name });
const summary = ({ counts }: ImportView) => counts === null ? null : [counts.add, counts.update, counts.same, counts.duplicate, counts.error, counts.mixed];
const drafts = async (): Promise<string[]> => (await base.pool.query("select d.body->>'name' as name from catalog_draft d join legal_case c on c.region = d.region and c.id = d.case_id where c.state = 'draft' order by 1")).rows.map((row) => row.name);

test('a workbook becomes drafts, each a case of its own in the name of who uploaded; nothing is published: Art. 12.2, 13.1', async () => {
  const it = await desk.checked(await bookOf([{ body: named('甲类名单') }, { body: named('乙类名单', graduates) }]));
  expect([it.state, summary(it), it.layout, it.mayStart, it.notes]).toEqual(['checked', [2, 0, 0, 0, 0, 0], 'template', true, []]);
  expect(await drafts()).toEqual([]);
  await desk.start(it);
  await desk.work();
  const done = await desk.view(it);
  expect([done.state, done.handled, done.drafts, done.failed, done.progress.total]).toEqual(['done', 2, 2, 0, 2]);
  const [first] = await desk.entries(it);
  const view = await town.view<CatalogOwn>(town.cataloguer, first?.ref ?? '');
  expect([view.state, view.own.body, view.own.problems]).toEqual(['draft', named('甲类名单'), []]);
  expect(view.timeline[0]).toMatchObject({ act: 'compile' });
  const { rows } = await base.pool.query("select person, post from case_move where act = 'compile' order by version");
  expect(rows).toEqual([{ person: town.cataloguer.person, post: 'cataloguer' }, { person: town.cataloguer.person, post: 'cataloguer' }]);
  expect((await base.pool.query("select body from ledger_pending where kind = 'catalog.import' order by id")).rows.map((row) => JSON.parse(row.body).act)).toEqual(['received', 'started', 'imported']);
});

test('a catalogue that one workbook cannot hold leaves as several in one archive; each comes back as it left, none is lost or twice', async () => {
  const deps = { db: town.db, directory: town.directory, inside: town.engine.inside };
  const mark = { number: 'WM-20260914-0001', by: '编目员', at: '2026-09-14 09:00', day: '2026-09-14' };
  const whole = await departmentFile(deps, town.cataloguer, undefined, mark);
  whole.body.destroy();
  expect(whole.name).toBe('本部门目录-WM-20260914-0001.xlsx');
  const count = (await drafts()).length;
  const { name, body } = await departmentFile(deps, town.cataloguer, undefined, mark, { entries: Math.ceil(count / 2), rows: 200_000, chars: 20_000_000 });
  const books = Object.entries(unzipSync(await buffer(body)));
  expect([name, ...books.map(([file]) => file)]).toEqual(['本部门目录-WM-20260914-0001.zip', ...[1, 2].map((n) => `本部门目录-WM-20260914-0001-第${n}册（共2册）.xlsx`)]);
  const found = [];
  for (const [, bytes] of books) found.push((await desk.checked(Buffer.from(bytes))).counts);
  expect(found.map((one) => [one?.add, one?.update, one?.error, one?.duplicate])).toEqual([[0, 0, 0, 0], [0, 0, 0, 0]]);
  expect(found.reduce((sum, one) => sum + (one?.same ?? 0), 0)).toBe(count);
});

test('what is right is imported alone, or all goes back; the same workbook comes back with red cells and reasons', async () => {
  const bytes = await bookOf([{ body: named('丙类名单') }, { body: named('丁类名单'), entry: { summary: '太短', phone: '见网站' } }, { body: named('戊类名单'), item: (n) => (n === 2 ? { type: '神秘' } : {}) }, { body: named('己类名单') }, { body: named('己类名单') }]);
  const it = await desk.checked(bytes);
  expect([summary(it), it.counts?.problems]).toEqual([[1, 0, 0, 2, 2, 0], 5]); // two names that stand twice, three cells
  expect((await desk.entries(it, { kind: 'error' })).map((one) => [one.name, one.problems.map((problem) => [problem.sheet, problem.cell, problem.basis])])).toEqual([
    ['丁类名单', [['目录信息', 'J5', '12'], ['目录信息', 'AG5', '12']]], ['戊类名单', [['信息项', `E${4 + 14 + 2}`, '13.2']]],
  ]);
  expect(await codeOf(desk.start(it))).toBe('IMPORT_HAS_ERRORS');
  await desk.start(it, { rightOnly: true });
  await desk.work();
  expect(await drafts()).toEqual(['丙类名单', '乙类名单', '甲类名单']);
  const { name, bytes: back } = await desk.file('/catalog/imports/:region/:id/workbook', { params: { region: it.region, id: it.id } });
  expect(name).toBe('目录（标红）.xlsx');
  const book = new Workbook();
  await book.xlsx.load(back as never);
  const [entries, items] = [book.getWorksheet('目录信息'), book.getWorksheet('信息项')];
  const red = (sheet: typeof entries, cell: string) => (sheet?.getCell(cell).fill as { fgColor?: { argb?: string } } | undefined)?.fgColor?.argb === 'FFF9C9C6';
  expect(['J4', 'J5', 'AG5', 'E7', 'E8'].map((cell) => red(entries, cell))).toEqual([false, true, true, true, true]);
  expect([red(items, 'E20'), red(items, 'E19'), items?.getCell(2, itemColumns.length + 1).value, String(entries?.getCell(5, entryColumns.length + 1).value)]).toEqual([true, false, '错误原因', expect.stringContaining('信息资源摘要：摘要至少 20 个字')]);
  expect([entries?.getCell('B4').dataValidation?.formulae, entries?.getCell(4, entryColumns.length + 1).value]).toEqual([['INDIRECT("项_"&LEFT($A4,1))'], null]);
  const again = await desk.checked(back);
  expect(summary(again)).toEqual([0, 0, 1, 2, 2, 0]);
  expect((await desk.act(again, 'return')).state).toBe('returned');
  expect(await codeOf(desk.start(again, { rightOnly: true }))).toBe('IMPORT_STATE');
});

test('what is published becomes an update with its cause, what is a draft is written over, what others have is left alone: Art. 17.2', async () => {
  const published = await town.published(named('更新样例', { ...universities, classCode: '307031' }));
  const submitted = await town.submitted(named('在审样例', { ...universities, classCode: '307032' }));
  const change = (body: EntryBody): EntryBody => ({ ...body, updateCycle: 'monthly', items: body.items.slice(0, 6) });
  const book = await bookOf([
    { body: change(named('更新样例改名', { ...universities, classCode: '307031' })), code: published.code }, { body: change(named('在审样例', { ...universities, classCode: '307032' })) },
    { body: change(named('甲类名单')) }, { body: named('新的', { ...universities }), code: '307031/000999' },
  ]);
  const it = await desk.checked(book);
  expect(summary(it)).toEqual([0, 2, 0, 0, 2, 0]);
  expect((await desk.entries(it, { kind: 'error' })).map((one) => one.problems.map((problem) => problem.message.slice(0, 12)))).toEqual([['该目录的在办事项 ML-'], ['本部门没有这个代码的目录']]);
  expect(await codeOf(desk.start(it, { rightOnly: true, cause: { kind: 'law', on: '2026-09-30', document: '某法修订' } }))).toBe('CAUSE_DATE_INVALID');
  expect(await codeOf(desk.start(it, { rightOnly: true, cause: { kind: 'law', on: '', document: '' } }))).toBe('CAUSE_MISSING');
  expect((await desk.changes(it, 1)).map((one) => one.path).sort()).toEqual(['items.remark', 'name', 'updateCycle']);
  await desk.start(it, { rightOnly: true, cause: { kind: 'duty', on: '2026-09-04', document: '职能配置规定修订' } });
  await desk.work();
  const [first, second] = (await desk.entries(it, { kind: 'update' }));
  const view = await town.view<CatalogOwn>(town.cataloguer, first?.ref ?? '');
  expect([view.state, view.own.change, view.own.causes, view.own.body.name, view.lamp?.dueOn]).toEqual(['draft', 'update', [{ n: 1, kind: 'duty', on: '2026-09-04', document: '职能配置规定修订', requires: true }], '更新样例改名', '2026-09-18']);
  expect(view.own.differences.map((one) => one.path).sort()).toEqual(['items.remark', 'name', 'updateCycle']);
  expect((await town.view<CatalogOwn>(town.cataloguer, second?.ref ?? '')).own.body.updateCycle).toBe('monthly');
  expect((await town.view<CatalogOwn>(town.cataloguer, submitted)).own.body.updateCycle).toBe('yearly');
});

test('a draft that somebody saved after the preview is not written over: that entry fails and says why', async () => {
  const it = await desk.checked(await bookOf([{ body: named('乙类名单', { ...graduates, updateCycle: 'daily' }) }, { body: named('庚类名单') }]));
  const ref = (await base.pool.query("select region || '-' || case_id as ref from catalog_draft where body->>'name' = '乙类名单'")).rows[0].ref as string;
  await town.save(ref, named('乙类名单', { ...graduates, updateCycle: 'weekly' }));
  await desk.start(it);
  await desk.work();
  const done = await desk.view(it);
  expect([done.state, done.handled, done.failed]).toEqual(['done', 2, 1]);
  expect((await desk.entries(it)).map((one) => [one.name, one.outcome, one.why?.slice(0, 9) ?? null])).toEqual([['乙类名单', 'failed', '草稿已被其他人修改'], ['庚类名单', 'done', null]]);
  expect((await town.view<CatalogOwn>(town.cataloguer, ref)).own.body.updateCycle).toBe('weekly');
});

test('refused ones among many are left out alone, wherever they stand, and so is one that fails for a reason of ours: every other entry is imported once', async () => {
  const all = Array.from({ length: 70 }, (_, n) => named(`多条样例${n}`));
  const old = [0, 1, 48, 50, 69];
  const first = await desk.checked(await bookOf(old.map((n) => ({ body: all[n] as EntryBody }))));
  await desk.start(first);
  await desk.work();
  const it = await desk.checked(await bookOf(all.map((body) => ({ body: { ...body, updateCycle: 'daily' } }))));
  expect(summary(it)).toEqual([65, 5, 0, 0, 0, 0]);
  for (const n of [0, 48, 50]) {
    const ref = (await base.pool.query("select region || '-' || case_id as ref from catalog_draft where body->>'name' = $1", [`多条样例${n}`])).rows[0].ref as string;
    await town.save(ref, { ...(all[n] as EntryBody), updateCycle: 'weekly' });
  }
  await base.pool.query('update catalog_import_entry set body = body || \'{"name":5}\' where import = $1 and n = 31', [it.id]);
  await desk.start(it);
  for (let n = 0; n < 5; n += 1) await desk.work().catch(() => undefined); // the job comes again
  const done = await desk.view(it);
  expect([done.state, done.handled, done.drafts, done.failed]).toEqual(['done', 70, 66, 4]);
  expect((await desk.entries(it, { outcome: 'failed' })).map((one) => [one.n, one.why?.slice(0, 6)])).toEqual([[1, '草稿已被其他'], [31, '平台内部出错'], [49, '草稿已被其他'], [51, '草稿已被其他']]);
  const { rows } = await base.pool.query("select count(*)::int as n, count(distinct d.body->>'name')::int as names from catalog_draft d where d.body->>'name' like '多条样例%'");
  expect(rows).toEqual([{ n: 69, names: 69 }]);
});

test('a mixed entry is split on consent: all its parts or none: Art. 14', async () => {
  const mixed: Row = { body: named('混合样例', graduates), item: (n) => ({ itemAttribute: n < 3 ? '有条件共享' : '无条件共享', key: n === 1 || n === 3 ? '是' : '否' }) };
  const broken: Row = { body: named('混合有错', graduates), item: (n) => ({ itemAttribute: n < 3 ? '有条件共享' : '无条件共享', key: n === 1 ? '是' : '否' }) };
  const it = await desk.checked(await bookOf([mixed, broken]));
  expect([summary(it), it.counts?.parts, it.counts?.partsReady]).toEqual([[0, 0, 0, 0, 0, 2], 4, 1]);
  expect((await desk.entries(it, { kind: 'mixed' }))[0]?.problems[0]).toMatchObject({ cell: 'N4', basis: '14', message: expect.stringContaining('《混合样例（无条件共享）》6 项、《混合样例》4 项') });
  expect(await codeOf(desk.start(it, { rightOnly: true }))).toBe('IMPORT_NOTHING');
  expect(await codeOf(desk.start(it, { split: true }))).toBe('IMPORT_HAS_ERRORS');
  await desk.start(it, { split: true, rightOnly: true });
  await desk.work();
  expect((await drafts()).filter((name) => name.startsWith('混合'))).toEqual(['混合样例', '混合样例（无条件共享）']);
  expect((await desk.entries(it, { outcome: 'failed' })).map((one) => [one.name, one.why])).toEqual([['混合有错', '拆分后的目录中有错误，整个目录没有导入。']]);
  const [part] = (await desk.entries(it)).filter((one) => one.name === '混合样例（无条件共享）');
  expect((await town.view<CatalogOwn>(town.cataloguer, part?.ref ?? '')).own.body).toMatchObject({ sharing: { attribute: 'unconditional', ranges: [], conditions: [] } });
});

test('what says that it is secret is refused with its article, and nothing of the file stays: Art. 3.1', async () => {
  const it = await desk.checked(await bookOf([{ body: named('可以公开') }, { body: named('绝不能来'), entry: { secrecy: '是' } }]));
  expect([it.state, it.refusal?.article, it.refusal?.cells, it.hasFile]).toEqual(['refused', '3.1', ['目录信息!E5'], false]);
  expect(it.refusal?.message).toContain('不得上传本平台');
  expect((await base.pool.query('select count(*)::int as n from catalog_import_entry where import = $1', [it.id])).rows[0].n).toBe(0);
  expect(await codeOf(desk.file('/catalog/imports/:region/:id/workbook', { params: { region: it.region, id: it.id } }))).toBe('IMPORT_FILE_GONE');
});

test('an import is taken back: drafts that it opened are abandoned, those it wrote over are as before, what was touched since stays', async () => {
  const old = await town.open(town.cataloguer, 'catalog', 'compile', { name: '旧稿' });
  await town.save(old, named('旧稿'));
  const it = await desk.checked(await bookOf([{ body: named('辛类名单') }, { body: named('旧稿', { ...universities, updateCycle: 'daily' }) }, { body: named('壬类名单') }, { body: named('癸类名单') }]));
  await desk.start(it);
  await desk.work();
  const refs = Object.fromEntries((await desk.entries(it)).map((one) => [one.name, one.ref ?? '']));
  await town.save(refs['壬类名单'] ?? '', named('壬类名单', { ...universities, updateCycle: 'weekly' }));
  await desk.act(it, 'undo');
  await desk.work();
  expect((await desk.view(it)).state).toBe('undone');
  expect((await desk.entries(it)).map((one) => [one.name, one.outcome])).toEqual([['辛类名单', 'undone'], ['旧稿', 'undone'], ['壬类名单', 'kept'], ['癸类名单', 'undone']]);
  expect((await town.view<CatalogOwn>(town.cataloguer, old)).own.body.updateCycle).toBe('yearly');
  const given = await Promise.all(['癸类名单', '辛类名单'].map(async (name) => town.view(town.cataloguer, refs[name] ?? ''))); // the last row first
  expect(given.map((one) => one.state)).toEqual(['abandoned', 'abandoned']);
  const numbers = given.map((one) => Number(one.number?.slice(-6)));
  expect(numbers[1]).toBe((numbers[0] ?? 0) + 1); // numbered in one statement, each its own and without a gap
  expect((await base.pool.query('select marks from case_find where number = $1', [given[1]?.number])).rows[0].marks).toContain(`n${numbers[1]}`);
  expect((await drafts()).includes('壬类名单')).toBe(true);
});

test('columns that the workbook lacks are filled in for all, by whoever says so; others are not asked', async () => {
  const book = new Workbook();
  const sheet = book.addWorksheet('目录');
  sheet.addRow(['信息资源名称', '摘要', '数据格式', '格式类型', '共享属性', '共享方式', '更新周期', '数据分类', '类', '项', '目', '信息项名称', '字段名', '数据类型', '主键', '没见过的列']);
  for (const [name, field] of [['编号', 'id'], ['名称', 'name']]) sheet.addRow(['平表样例', universities.summary, '数据库', 'MySQL', '无条件共享', '服务接口', '每年', '教育', '3', '07', '041', name, field, 'C(20)', field === 'id' ? '是' : '否', '?']);
  const it = await desk.checked(Buffer.from(await book.xlsx.writeBuffer()));
  expect([it.layout, summary(it), it.missing.map((one) => one.key), it.sheets]).toEqual(['flat', [0, 0, 0, 0, 1, 0], ['ranges', 'purposes', 'open', 'grade', 'secrecy', 'duty', 'contact', 'phone', 'sensitivity', 'itemGrade'], [{ name: '目录', unknown: ['没见过的列'] }]]);
  expect(it.missing.find((one) => one.key === 'secrecy')?.choices).toEqual(['非涉密']);
  expect(await codeOf(desk.act(it, 'assumed', town.cataloguer, { values: { summary: '统一的摘要' } }))).toBe('IMPORT_COLUMN_UNKNOWN');
  await desk.act(it, 'assumed', town.cataloguer, { values: { open: '否', grade: '1级', secrecy: '非涉密', duty: '法律｜中华人民共和国教育法｜第十条', contact: '编目岗', phone: '0517-8000001', sensitivity: '不敏感', itemGrade: '1级' } });
  await desk.work();
  const again = await desk.view(it);
  expect([summary(again), again.assumed['contact']]).toEqual([[1, 0, 0, 0, 0, 0], '编目岗']);
});

test('other departments, other posts and other persons: absent, refused, refused', async () => {
  const bytes = await bookOf([{ body: named('权限样例') }]);
  expect(await codeOf(desk.upload(bytes, town.head))).toBe('NEARER_POST_HELD');
  const it = await desk.checked(bytes);
  expect(await codeOf(desk.view(it, town.other))).toBe('IMPORT_NOT_FOUND');
  expect(await codeOf(desk.start(it, {}, randomUUID(), town.other))).toBe('IMPORT_NOT_FOUND');
  const colleague = town.directory.addPost(codes.education, 'cataloguer');
  expect([(await desk.view(it, colleague)).mayStart, await codeOf(desk.start(it, {}, randomUUID(), colleague)), await codeOf(desk.act(it, 'return', colleague))]).toEqual([false, 'IMPORT_NOT_YOURS', 'IMPORT_NOT_YOURS']);
  await desk.start(it);
  town.directory.endPost(codes.education, 'cataloguer', town.cataloguer.person);
  await desk.work();
  town.directory.addPost(codes.education, 'cataloguer', town.cataloguer.person);
  expect((await desk.entries(it))[0]).toMatchObject({ outcome: 'failed', why: expect.stringContaining('在任的编目员') });
  expect((await drafts()).includes('权限样例')).toBe(false);
});

test('the same request acts once: uploads and starts, also sixteen at a time', async () => {
  const bytes = await bookOf([{ body: named('一次样例') }]);
  const request = randomUUID();
  const views = [await desk.upload(bytes, town.cataloguer, request), await desk.upload(bytes, town.cataloguer, request)];
  expect(new Set(views.map((view) => view.id)).size).toBe(1);
  expect(await codeOf(desk.upload(await bookOf([{ body: named('另一份') }]), town.cataloguer, request))).toBe('REQUEST_ID_REUSED');
  await desk.work();
  const [it] = views as [ImportView];
  const start = randomUUID();
  expect(new Set(await Promise.all(Array.from({ length: 16 }, () => codeOf(desk.start(it, {}, start)))))).toEqual(new Set(['done']));
  expect(await codeOf(desk.start(it, {}))).toBe('IMPORT_STATE');
  await Promise.all([desk.work(), desk.work(), desk.work()]);
  expect((await drafts()).filter((name) => name === '一次样例')).toEqual(['一次样例']);
});

test('what cannot be read is refused at the door, and nothing is kept; what has no heads is refused when it is read', async () => {
  const count = async () => (await base.pool.query('select count(*)::int as n from catalog_import')).rows[0].n as number;
  const before = await count();
  for (const bytes of [Buffer.from('名称,代码\n'), await zipOf({ 'x.txt': 'x' }), Buffer.alloc(21 * 2 ** 20, 1)]) expect(['WORKBOOK_UNREADABLE', 'ATTACHMENT_TOO_LARGE']).toContain(await codeOf(desk.upload(bytes)));
  expect(await count()).toBe(before);
  const book = new Workbook();
  book.addWorksheet('随便').addRow(['甲', '乙']);
  const it = await desk.checked(Buffer.from(await book.xlsx.writeBuffer()));
  expect([it.state, it.refusal?.message]).toEqual(['refused', expect.stringContaining('没有识别出表头')]);
});

test('as few workbooks as hold it: by entries, by rows, by text', async () => {
  const cut = async (sizes: readonly (readonly [items: number, chars: number])[]) => {
    const pages = [sizes.slice(0, 2), sizes.slice(2)].map((page, p) => page.map(([items, chars], n) => ({ entry: `e${p * 2 + n}`, items, chars })));
    return (await partsOf(Readable.from(pages), { entries: 3, rows: 10, chars: 100 })).map((part) => [part.after, part.upTo]);
  };
  expect(await cut([])).toEqual([]);
  expect(await cut([[1, 1], [1, 1], [1, 1], [1, 1]])).toEqual([[undefined, 'e2'], ['e2', 'e3']]);
  expect(await cut([[4, 1], [4, 1], [4, 1]])).toEqual([[undefined, 'e1'], ['e1', 'e2']]);
  expect(await cut([[1, 500], [1, 500], [1, 1]])).toEqual([[undefined, 'e0'], ['e0', 'e1'], ['e1', 'e2']]);
});
