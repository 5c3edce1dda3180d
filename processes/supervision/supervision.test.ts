import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { universities } from '../catalog/samples.testing.ts';
import { catalogTown, type CatalogTown } from '../catalog/town.testing.ts';
import { ListPage, ListQuery, type FindingOwn } from './contract.ts';
import { findingProcess, supervisionRoutes } from './index.ts';

let base: TestDatabase;
let town: CatalogTown;
let upper: Actor;
let upperLead: Actor;
beforeAll(async () => {
  base = await testDatabase();
  town = catalogTown(base.db, '2026-09-07', (deps) => [findingProcess(deps)]);
  upper = town.directory.addPost(codes.upper, 'reviewer');
  upperLead = town.directory.addPost(codes.upper, 'lead');
});
afterAll(() => base.drop());

async function list(actor: Actor, query: Record<string, string> = {}): Promise<ListPage> {
  const found = supervisionRoutes({ db: base.db, directory: town.directory })[0];
  return ListPage.parse(await found?.handle({ actor } as never, { query: ListQuery.parse(query) } as never));
}
/** An update by law that is not submitted in time; the sweep has seen it. */
async function lateUpdate(name: string, classCode: string): Promise<{ ref: string; entry: string }> {
  town.directory.movesTo('2026-09-07');
  const { entry } = await town.published({ ...universities, name, classCode });
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-09-07', document: '某法修订' });
  town.directory.movesTo('2026-09-24');
  await town.engine.sweep();
  return { ref, entry };
}

test('an update that is late raises a clue 39(1) by itself, once; the case stays open and the clue stands on the authority\'s list', async () => {
  const { ref } = await lateUpdate('督办样例一', '307101');
  await town.engine.sweep();
  const { rows, counts } = await list(town.reviewer, { article: '39' });
  expect(rows).toMatchObject([{ ground: '39(1)', groundZh: '第三十九条（一）', clue: false, state: 'found', department: codes.education, dueOn: '2026-09-20', daysLate: 4, clockZh: '更新时限', cause: { ref, open: true } }]);
  expect(counts.ground).toEqual([{ value: '39(1)', zh: '第三十九条（一）', count: 1 }]);
  expect((await town.view(town.cataloguer, ref)).state).toBe('draft');
  expect((await list(town.head, { side: 'department' })).rows).toHaveLength(1);
  expect((await list(town.other, { side: 'department' })).rows).toEqual([]);
  expect((await list(town.other)).rows).toEqual([]);
});

test('explained, dismissed with the reason; ordered only after the explanation or its date; reported, confirmed: Art. 39', async () => {
  const { rows: [row] } = await list(town.reviewer);
  const ref = row?.ref ?? '';
  const offered = async (actor: Actor, side: 'judge' | 'department' = 'judge') => (await list(actor, { side })).rows.find((one) => one.ref === ref)?.next?.zh ?? null;
  expect(row).toMatchObject({ pastYear: 1, explainBy: '2026-10-09' });
  expect([await offered(town.lead), await offered(town.reviewer), await offered(town.head, 'department'), await offered(town.chief, 'department')]).toEqual(['催办', '催办', '说明情况', null]);
  expect(await codeOf(town.act(town.lead, ref, 'order', { what: '限期完成更新', mendBy: '2026-10-20' }))).toBe('FINDING_EXPLANATION_OPEN');
  expect(await codeOf(town.act(town.cataloguer, ref, 'explain', { grounds: '不清楚' }))).toBe('NOT_YOUR_MOVE');
  expect(await town.act(town.head, ref, 'explain', { grounds: '新法释义尚未印发' })).toBe('explained');
  expect(await codeOf(town.act(town.lead, ref, 'refer', { document: '移送函', reasons: '逾期' }))).toBe('FINDING_REFER_NOT_YET');
  expect([await offered(town.lead), await offered(town.reviewer), await offered(town.head, 'department')]).toEqual(['责令改正', '审查说明', null]);
  expect(await codeOf(town.act(town.lead, ref, 'order', { what: '限期完成更新', mendBy: '2026-09-24' }))).toBe('DATE_NOT_AHEAD');
  expect(await town.act(town.lead, ref, 'order', { what: '限期完成更新', mendBy: '2026-10-20' })).toBe('ordered');
  expect((await list(town.reviewer, { state: 'ordered' })).rows).toMatchObject([{ mendBy: '2026-10-20', stateZh: '已责令改正' }]);
  expect([await offered(town.lead), await offered(town.reviewer), await offered(town.head, 'department')]).toEqual(['催办', '催办', '报改正情况']);
  expect(await codeOf(town.act(town.lead, ref, 'refer', { document: '移送函', reasons: '逾期' }))).toBe('FINDING_REFER_NOT_YET');
  expect(await town.act(town.head, ref, 'report', { done: '已完成更新并报送' })).toBe('mended');
  expect(await town.act(town.reviewer, ref, 'insist', { lacking: '仍缺两项', mendBy: '2026-10-30' })).toBe('ordered');
  await town.act(town.head, ref, 'report', { done: '已补齐' });
  expect(await town.act(town.reviewer, ref, 'confirm', {})).toBe('closed');
  expect(await town.act(town.lead, ref, 'circulate', { text: '市教育局目录更新逾期，已改正。' })).toBe('closed');
  const { own } = await town.view<FindingOwn>(town.reviewer, ref);
  expect((await town.view(town.reviewer, ref)).timeline.find((move) => move.act === 'order')).toMatchObject({ basis: '39', basisZh: '第三十九条' });
  expect(own).toMatchObject({ concerns: 'department', judge: 'authority', circulated: [{ on: '2026-09-24', text: '市教育局目录更新逾期，已改正。' }] });
  expect((await list(town.reviewer)).rows).toEqual([]);
  expect((await list(town.reviewer, { open: 'false' })).rows).toHaveLength(1);
});

test('a finding survives what its case becomes: submitted late, published, it stands; a second sweep raises no second one', async () => {
  const { ref } = await lateUpdate('督办样例二', '307102');
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  await town.act(town.reviewer, ref, 'publish', {});
  await town.engine.sweep();
  const mine = (await list(town.reviewer)).rows.filter((row) => row.cause?.ref === ref);
  expect(mine).toMatchObject([{ ground: '39(1)', daysLate: 4, cause: { open: true } }]);
});

test('the authority that does not review in two days is found under 41(3) by the authority above; nobody judges his own case', async () => {
  town.directory.movesTo('2026-10-12');
  const { entry } = await town.published({ ...universities, name: '督办样例三', classCode: '307103' });
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'duty', occurredOn: '2026-10-12', document: '三定调整' });
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  town.directory.movesTo('2026-10-15');
  await town.engine.sweep();
  const { rows } = await list(upper, { article: '41' });
  expect(rows).toMatchObject([{ ground: '41(3)', department: codes.authority, dueOn: '2026-10-14', daysLate: 1, cause: { ref } }]);
  const finding = rows[0]?.ref ?? '';
  expect(await codeOf(town.act(town.reviewer, finding, 'dismiss', { reason: '自行了结' }))).toBe('NOT_YOUR_MOVE');
  expect(await town.act(town.lead, finding, 'explain', { grounds: '人员变动' })).toBe('explained');
  expect(await town.act(upper, finding, 'dismiss', { reason: '情节轻微' })).toBe('dismissed');
  expect(upperLead.post).toBe('lead');
});

test('by a person: only the authority of that department, never about itself: Art. 29.1, 41', async () => {
  const stated = { ground: '39(2)', department: codes.education, what: '擅自增设条件', evidence: '目录第三版' };
  const ref = await town.open(town.reviewer, 'finding', 'create', stated);
  expect(await codeOf(town.view(town.stranger, ref))).toBe('CASE_NOT_FOUND');
  expect((await town.view<FindingOwn>(town.head, ref)).own).toMatchObject({ ground: '39(2)', clue: true, cause: null });
  const leak = await town.open(town.reviewer, 'finding', 'create', { ...stated, ground: '42', what: '泄露共享中知悉的个人信息' });
  const papers = { document: '移送函', reasons: '泄露个人信息' };
  expect(await codeOf(town.act(town.lead, leak, 'refer', papers))).toBe('FINDING_EXPLANATION_OPEN');
  expect((await town.view(town.lead, leak)).acts.filter((act) => ['order', 'refer'].includes(act.act)).map((act) => act.disabledBecause)).toEqual(['第四十二条没有责令改正，请办理移送', expect.stringContaining('说明期限至')]);
  await town.act(town.head, leak, 'explain', { grounds: '个人所为' });
  expect(await codeOf(town.act(town.lead, leak, 'order', { what: '改正', mendBy: '2026-12-01' }))).toBe('FINDING_NO_ORDER');
  expect(await town.act(town.lead, leak, 'refer', papers)).toBe('referred'); // grave or not
  expect(await codeOf(town.act(town.lead, leak, 'order', { what: '改正', mendBy: '2026-12-01' }))).toBe('FINDING_NO_ORDER');
  expect(await town.act(town.lead, leak, 'record', { outcome: '给予政务处分' })).toBe('closed');
  expect((await town.view(town.reviewer, leak)).timeline.find((move) => move.act === 'refer')).toMatchObject({ basisZh: '第四十二条' });
  expect(await codeOf(town.open(upper, 'finding', 'create', stated))).toBe('FINDING_DEPARTMENT_FOREIGN');
  expect(await codeOf(town.open(town.reviewer, 'finding', 'create', { ...stated, ground: '41(1)', department: codes.authority }))).toBe('FINDING_OWN_AUTHORITY');
  expect(await codeOf(town.open(town.reviewer, 'finding', 'create', { ...stated, ground: '39(12)' }))).toBe('BODY_INVALID');
});

test('going on although another department shares the like needs a reason and becomes a clue 40(1): Art. 19.1', async () => {
  const by = { cataloguer: town.other, chief: town.directory.addPost(codes.labour, 'chief'), security: town.directory.addPost(codes.labour, 'security') };
  const like = { ...universities, name: '高校基本信息', classCode: '307104' };
  expect(await codeOf(town.submitted(like, by))).toBe('SIMILAR_ENTRY_NEEDS_REASON');
  const [mine] = (await town.engine.list(town.other, 'catalog', { side: 'provider', size: 10 })).rows;
  const ref = mine?.ref ?? '';
  expect(await town.act(town.other, ref, 'submit', { repeatedReason: '就业登记需要当年在办学校，教育局名单每年更新一次' })).toBe('consent');
  await town.act(by.chief, ref, 'approve', {});
  await town.act(town.reviewer, ref, 'publish', {});
  expect((await list(town.reviewer, { ground: '40(1)' })).rows).toMatchObject([{ ground: '40(1)', clue: true, department: codes.labour, cause: { ref } }]);
  const [clue] = (await list(town.reviewer, { ground: '40(1)' })).rows;
  await town.act(town.directory.addPost(codes.labour, 'head'), clue?.ref ?? '', 'explain', { grounds: '教育局名单更新较慢' });
  expect((await town.engine.worklist(town.reviewer, { size: 100 })).rows.find((row) => row.ref === clue?.ref)?.next?.basisZh).toBe('第四十条');
  await expect(town.act(town.reviewer, clue?.ref ?? '', 'order', { what: '停止重复收集', mendBy: '2026-12-01' })).rejects.toMatchObject({ code: 'NOT_YOUR_MOVE', article: '40' });
  await town.act(town.lead, clue?.ref ?? '', 'order', { what: '停止重复收集', mendBy: '2026-11-20' });
  const coming = await town.engine.coming(town.directory.addPost(codes.labour, 'head'));
  expect(coming.rows.find((row) => row.ref === clue?.ref)).toMatchObject({ on: '2026-11-20', basisZh: '第四十条' });
  const page = await town.view(town.directory.addPost(codes.labour, 'head'), clue?.ref ?? '');
  expect(page.strips.find((strip) => strip.clock === 'order')).toMatchObject({ basis: '40', basisZh: '第四十条' });
  expect(page.acts.find((each) => each.act === 'report')).toMatchObject({ basis: '40', basisZh: '第四十条' });
  for (const act of ['explain', 'order']) { // of the requester: Art. 40, not 39
    expect((await town.view(town.reviewer, clue?.ref ?? '')).timeline.find((move) => move.act === act)).toMatchObject({ basis: '40', basisZh: '第四十条' });
  }
});

test('a local limit that has passed is seen by the authority without being a finding, until it stops: Art. 35.3', async () => {
  const persons = { personal: false, number: 0, text: '' };
  const ref = await town.open(town.cataloguer, 'incident', 'report', { what: '接口异常调用', since: '今日', data: '尚不清楚', persons });
  town.directory.movesTo('2026-10-19');
  await town.engine.sweep();
  const late = (await list(town.reviewer)).rows.filter((row) => row.row === 'clock');
  expect(late).toMatchObject([{ ref, clockZh: '启动预案', ground: 'local', groundZh: '条例未规定', daysLate: 1, department: codes.education, cause: { ref, kind: 'incident' } }]);
  expect((await list(town.reviewer, { row: 'finding' })).rows.every((row) => row.row === 'finding')).toBe(true);
  await town.act(town.security, ref, 'start-plan', {});
  expect((await list(town.reviewer, { row: 'clock' })).rows).toEqual([]);
});

test('pages go by key, longest late first', async () => {
  const first = await list(town.reviewer, { size: '1', row: 'finding' });
  expect(first.rows).toHaveLength(1);
  const second = await list(town.reviewer, { size: '100', row: 'finding', after: first.after ?? '' });
  const all = await list(town.reviewer, { size: '100', row: 'finding' });
  expect([...first.rows, ...second.rows].map((row) => row.ref).sort()).toEqual(all.rows.map((row) => row.ref).sort());
  expect(await codeOf(list(town.reviewer, { after: 'x' }))).toBe('CURSOR_STALE');
});
