import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { linksOf, paper, sharesItem, strip } from '../../tests/market.ts';
import { someGraduate } from '../../tests/provider.ts';
import { organisations } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';
import { mayInclude } from '../correction/receivers.ts';
import { declare, depsOf, rule, runsNow } from '../resource/quality/town.testing.ts';
import { book, correctionTown } from './corrections.fixture.ts';

/** Corrections (Art. 26.2): found in use, filed, verified, put right where the platform sees it, told to everybody who received it. */
const { it, provider, people, labour, civil, stop, as, receives, begin, row, lists, files, answers, setStatus, graduate, upload, download } = await correctionTown();
afterAll(stop);

test('a wrong record is filed, put right where the platform sees it, and reaches everybody who received it: Art. 26.2', async () => {
  await receives(labour, someGraduate, 1);
  await receives(civil, someGraduate, 2);
  const ref = await begin();
  expect((await as('labour.clerk').tries('correction', ref, 'file', { rows: 1, grounds: '不一致' })).body.code).toBe('CORRECTION_ROWS_MISSING');
  expect((await as('labour.clerk').ask('POST', `/api/correction/${ref}/rows`, { rows: [{ ...row(someGraduate), key: {} }] })).body).toMatchObject({ code: 'CORRECTION_ROW_INVALID', article: '26.2' });
  await lists(ref, [row(someGraduate)]);
  expect((await as('labour.clerk').tries('correction', ref, 'file', { rows: 2, grounds: '不一致' })).body.code).toBe('CORRECTION_ROWS_CHANGED');
  expect((await as('education.clerk').ask('GET', `/api/correction/${ref}`)).status).toBe(404); // a draft is its department's own
  await as('labour.clerk').act('correction', ref, 'file', { rows: 1, grounds: '参保记录显示已就业' });
  expect(await strip(as('education.clerk'), 'correction', ref, 'correct')).toMatchObject({ dueOn: '2026-10-26' });
  expect((await as('education.clerk').get('/api/worklist?kind=correction')).rows.map((one: { ref: string }) => one.ref)).toContain(ref);
  expect((await as('civil.clerk').ask('GET', `/api/correction/${ref}`)).status).toBe(404);

  // The 数源部门 is asked; the clock runs on, its silence would be seen.
  expect((await as('education.clerk').tries('correction', ref, 'refer', { source: organisations.labour.code, until: '2026-10-20', text: '请核实' })).body.code).toBe('CORRECTION_SOURCE_UNFIT');
  expect((await as('education.clerk').tries('correction', ref, 'refer', { source: organisations.province.code, until: '2026-10-20', text: '请核实' })).body).toMatchObject({ code: 'CORRECTION_SOURCE_WITHOUT', article: '19.2' });
  await sharesItem(it, organisations.province, '就业状况');
  expect((await as('education.clerk').get(`/api/correction/${ref}`)).own.sources).toEqual([{ org: organisations.province.code, name: '江苏省数据局', items: ['就业状况'], named: false }]);
  expect((await as('education.clerk').tries('correction', ref, 'refer', { source: organisations.province.code, until: '2026-10-30', text: '请核实' })).body.code).toBe('CORRECTION_DATE_PAST');
  await as('education.clerk').act('correction', ref, 'refer', { source: organisations.province.code, until: '2026-10-20', text: '请核实就业状况' });
  expect((await as('education.clerk').get(`/api/correction/${ref}`)).own.referrals).toMatchObject([{ name: '江苏省数据局', answeredOn: null }]);
  expect((await as('province.clerk').get('/api/worklist?kind=correction')).rows.map((one: { ref: string }) => one.ref)).toContain(ref);
  await as('province.clerk').act('correction', ref, 'verify', { said: '经核，已就业' });
  expect((await as('province.clerk').tries('correction', ref, 'verify', { said: '再核' })).body.code).toBe('CORRECTION_NOT_ASKED');
  expect((await as('education.clerk').get(`/api/correction/${ref}`)).own.referrals).toMatchObject([{ answeredOn: '2026-10-12', said: '经核，已就业' }]);
  expect(await strip(as('education.clerk'), 'correction', ref, 'correct')).toMatchObject({ dueOn: '2026-10-26' });

  const greyed = async () => (await as('education.clerk').get(`/api/correction/${ref}`)).acts.filter((act: { disabledBecause: string | null }) => act.disabledBecause !== null).map((act: { act: string }) => act.act);
  expect(await greyed()).toEqual(['feed-back', 'propose']);
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body.code).toBe('CORRECTION_ROWS_UNANSWERED');
  expect((await answers(ref, [{ n: 2, answer: 'upheld' }])).body.code).toBe('CORRECTION_ROW_UNKNOWN');
  expect((await answers(ref, [{ n: 1, answer: 'upheld' }])).body).toMatchObject({ upheld: 1, rejected: 0 });
  expect(await greyed()).toEqual(['propose']); // all are upheld: there is nothing for the head to decide
  // Not fed back yet: who filed sees neither the answer nor how many.
  expect((await as('labour.clerk').get(`/api/correction/${ref}/rows`)).rows).toMatchObject([{ answer: null, reason: null, now: null, looked: null }]);
  expect((await as('labour.clerk').get(`/api/correction/${ref}`)).own).toMatchObject({ rows: 1, upheld: 0, rejected: 0 });
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body).toMatchObject({ code: 'CORRECTION_NOT_VISIBLE', article: '26.2' });
  await setStatus(someGraduate, '已就业');
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', {})).body.code).toBe('FIELD_MISSING');
  await as('education.clerk').act('correction', ref, 'feed-back', { changed: '10 月 12 日在学籍系统中改为已就业' });
  expect((await as('labour.clerk').get(`/api/correction/${ref}`))).toMatchObject({ state: 'answered', own: { upheld: 1, receivers: { told: 0 } } });
  await it.settle();

  // Both departments that received it are told; each sees what concerns it and no more.
  expect((await as('education.clerk').get(`/api/correction/${ref}/receivers`)).rows.map((one: { name: string }) => one.name).sort()).toEqual(['淮安市人力资源和社会保障局', '淮安市民政局'].sort());
  const seen = await as('civil.clerk').get(`/api/correction/${ref}`);
  expect(seen).toMatchObject({ mine: true, own: { side: 'receiver', grounds: null, rows: 1, receipt: { rows: 1, confirmedOn: null } } });
  expect(seen.parties.map((party: { name: string }) => party.name)).toEqual(['淮安市教育局', '淮安市民政局']);
  expect(JSON.stringify(seen)).not.toContain('人力资源');
  expect(JSON.stringify(seen)).not.toContain('参保记录');
  expect((await as('civil.clerk').get(`/api/correction/${ref}/rows`))).toMatchObject({ shows: 'received', rows: [{ key: [someGraduate], itemName: '就业状况', seen: null, expected: null, now: null }] }); // the item is not in its grant
  expect((await as('labour.clerk').get(`/api/correction/${ref}/rows`)).rows).toMatchObject([{ key: [someGraduate], seen: '待就业', expected: '已就业', answer: 'upheld', looked: 'new' }]);
  expect((await as('bureau.reviewer').get(`/api/correction/${ref}/rows`))).toMatchObject({ shows: 'masked', rows: [{ key: ['9********7'], answer: 'upheld' }] });
  expect((await as('civil.clerk').get(`/api/correction/${ref}/receivers`)).rows).toEqual([]);
  for (const path of [`/api/ledger/proof/${ref}`, `/api/archive/${ref}`]) expect((await as('civil.clerk').ask('GET', path)).body.code).toBe('CASE_SEEN_IN_PART');
  expect((await as('labour.clerk').ask('GET', `/api/archive/${ref}`)).status).toBe(200);
  expect((await as('civil.clerk').get('/api/correction?side=any')).rows).toMatchObject([{ ref, requester: null, requesterName: null }]);
  expect((await as('civil.clerk').get('/api/worklist?kind=correction')).rows.map((one: { ref: string }) => one.ref)).toContain(ref);
  expect((await as('civil.clerk').get('/api/notifications')).rows.map((one: { text: string }) => one.text).join()).toContain('请更正本部门的数据并确认');
  expect((await as('education.clerk').get(`/api/documents/case/${ref}`)).kept.map((one: { kindZh: string }) => one.kindZh)).toContain('校核结果反馈单');
  expect((await as('civil.clerk').get(`/api/documents/case/${ref}`)).kept).toEqual([]);

  // Accepted; who has not confirmed is awaited all the same.
  await as('labour.clerk').act('correction', ref, 'confirm-updated', { updated: 'updated' });
  await as('labour.clerk').act('correction', ref, 'accept', {});
  expect((await as('civil.clerk').get('/api/worklist?kind=correction')).rows.map((one: { ref: string }) => one.ref)).toContain(ref);
  expect((await as('civil.clerk').tries('correction', ref, 'confirm-updated', { updated: 'differs' })).status).toBe(400);
  await it.clock.movesTo('2026-10-27');
  await it.settle();
  expect((await as('civil.head').get('/api/notifications')).rows.map((one: { text: string }) => one.text).join()).toContain('还没有确认已更正');
  await as('civil.clerk').act('correction', ref, 'confirm-updated', { updated: 'not-kept' });
  expect((await as('civil.clerk').tries('correction', ref, 'confirm-updated', { updated: 'updated' })).body.code).toBe('ALREADY_DONE');
  expect((await as('civil.clerk').get('/api/worklist?kind=correction')).rows).toEqual([]);
  expect((await as('education.clerk').get(`/api/correction/${ref}`))).toMatchObject({ state: 'closed', own: { receivers: { told: 2, confirmed: 2 } } });
  expect((await as('civil.clerk').get(`/api/grant/${civil.grant}`)).links).toContainEqual(expect.objectContaining({ ref, zh: '更正过所取得的记录，已办结' }));
  expect((await as('labour.clerk').get(`/api/grant/${labour.grant}`)).links).toContainEqual(expect.objectContaining({ ref, zh: '使用中提出的校核，已办结' }));
  expect(await linksOf(as('labour.clerk'), 'correction', ref)).toEqual({ [`/catalog/${people.region}/${people.id}`]: '所校核的目录', [`/cases/grant/${labour.grant}`]: '据以使用的授权' });
  expect(await linksOf(as('civil.clerk'), 'correction', ref)).toMatchObject({ [`/cases/grant/${civil.grant}`]: '取得过这些记录的授权' });
  await as('labour.clerk').act('correction', ref, 'rate', { solved: true, score: 5 });
  expect((await as('labour.clerk').get(`/api/catalog/entries/${people.region}/${people.id}`)).figures.corrections).toBe(1);
});

test('what is found not so has its reason and its head’s word; contested once, then disputed and verified again: Art. 26.2, 28', async () => {
  const ref = await files([row(graduate(11)), row(graduate(12))]);
  expect((await answers(ref, [{ n: 1, answer: 'rejected' }])).body.code).toBe('CORRECTION_ROW_INVALID');
  await answers(ref, [{ n: 1, answer: 'upheld' }, { n: 2, answer: 'rejected', reason: '学籍系统登记的就业状况有就业协议为证' }]);
  await setStatus(graduate(11), '已就业');
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body.code).toBe('CORRECTION_SOME_REJECTED');
  expect((await as('education.clerk').tries('correction', ref, 'propose', { perRow: { upheld: 2, rejected: 0 } })).body.code).toBe('CORRECTION_ROWS_CHANGED');
  await as('education.clerk').act('correction', ref, 'propose', { perRow: { upheld: 1, rejected: 1 }, changed: '一条已更正' });
  await as('education.head').act('correction', ref, 'return', { opinion: '请再核' });
  await as('education.clerk').act('correction', ref, 'propose', { perRow: { upheld: 1, rejected: 1 }, changed: '一条已更正' });
  await as('education.head').act('correction', ref, 'feed-back', {});
  expect((await as('labour.clerk').tries('correction', ref, 'contest', { grounds: '另有证明', rows: [7] })).body.code).toBe('CORRECTION_NOTHING_CONTESTED');
  await as('labour.clerk').act('correction', ref, 'contest', { grounds: '另有参保缴费证明', rows: [2] });
  expect(await as('education.clerk').get(`/api/correction/${ref}`)).toMatchObject({ state: 'received', own: { upheld: 1, rejected: 0, contested: true } });
  expect(await strip(as('education.clerk'), 'correction', ref, 'correct')).toMatchObject({ dueOn: '2026-11-10' }); // a new clock
  expect((await as('labour.clerk').get(`/api/correction/${ref}/rows`)).rows[1]).toMatchObject({ answer: null, former: expect.stringContaining('不属实') });
  await answers(ref, [{ n: 2, answer: 'rejected', reason: '协议仍有效' }]);
  await as('education.clerk').act('correction', ref, 'propose', { perRow: { upheld: 1, rejected: 1 } });
  await as('education.head').act('correction', ref, 'feed-back', {});
  expect((await as('labour.clerk').tries('correction', ref, 'contest', { grounds: '仍有异议' })).body.code).toBe('ALREADY_DONE');
  const dispute = await as('labour.head').open('dispute', { subject: { kind: 'correction', ref } });
  await as('labour.head').act('dispute', dispute, 'open', { claim: '请重新核实', grounds: '另有证据' });
  expect(await linksOf(as('labour.head'), 'dispute', dispute)).toMatchObject({ [`/cases/correction/${ref}`]: '所争议的事项' });
  expect(await linksOf(as('labour.head'), 'correction', ref)).toMatchObject({ [`/cases/dispute/${dispute}`]: '就此提出的争议' });
  const terms = { text: '重新核实第 2 条', effect: 'verify-again', bound: 'provider', doneBy: '2026-11-30', replyBy: '2026-11-20' };
  await as('labour.head').act('dispute', dispute, 'settle', terms);
  await as('education.head').act('dispute', dispute, 'settle', terms);
  expect(await as('education.clerk').get(`/api/correction/${ref}`)).toMatchObject({ state: 'received', own: { upheld: 1, rejected: 0 } });
  expect(await strip(as('education.clerk'), 'correction', ref, 'again')).toMatchObject({ dueOn: '2026-11-20' }); // the date agreed on, in place of the ten days
  await as('labour.clerk').act('correction', ref, 'withdraw', { reason: '双方已另行核实' });
});

test('ten working days, whatever is asked meanwhile: late it is a finding by itself; silence accepts: Art. 26.2, 39(6)', async () => {
  const ref = await files([row(graduate(21))]);
  await it.clock.movesTo('2026-11-11');
  await it.settle();
  expect((await as('bureau.reviewer').get(`/api/supervision/list?ground=${encodeURIComponent('39(6)')}`)).rows).toMatchObject([{ clue: false, department: organisations.education.code, dueOn: '2026-11-10', cause: { ref } }]);
  // Overdue it may be disputed where it lies; what is agreed counts beside the days that have run out, and the finding stays.
  const dispute = await as('labour.head').open('dispute', { subject: { kind: 'correction', ref } });
  await as('labour.head').act('dispute', dispute, 'open', { claim: '请尽快核实', grounds: '已经超期' });
  const terms = { text: '限期核实', effect: 'verify-again', bound: 'provider', doneBy: '2026-11-30', replyBy: '2026-11-18' };
  await as('labour.head').act('dispute', dispute, 'settle', terms);
  await as('education.head').act('dispute', dispute, 'settle', terms);
  expect(await as('education.clerk').state('correction', ref)).toBe('received');
  expect(await strip(as('education.clerk'), 'correction', ref, 'again')).toMatchObject({ dueOn: '2026-11-18' });
  await answers(ref, [{ n: 1, answer: 'upheld' }]);
  await setStatus(graduate(21), '已就业');
  await as('education.clerk').act('correction', ref, 'feed-back', { changed: '已更正' });
  await it.clock.movesTo('2026-12-10');
  await it.settle();
  expect(await as('labour.clerk').state('correction', ref)).toBe('closed');
});

test('many by file: every line is right or said to be wrong, every record is answered by file, and looked at before it is fed back', async () => {
  const ref = await begin();
  const template = await download('labour.clerk', `/api/correction/${ref}/rows/template`);
  expect((await upload('labour.clerk', `/api/correction/${ref}/rows/file`, template)).body.code).toBe('CORRECTION_ROWS_MISSING');
  expect((await upload('labour.clerk', `/api/correction/${ref}/rows/file`, Buffer.from('not a workbook'))).body.code).toBe('CORRECTION_FILE_UNFIT');
  const wrong = await upload('labour.clerk', `/api/correction/${ref}/rows/file`, await book(['公民身份号码', '问题', '数据项', '所见值', '应为值', '说明'], [[graduate(31), '', '就业状况', '待就业', '已就业', ''], ['', '', '就业状况', '甲', '乙', ''], [graduate(32), '', '身高', '', '', ''], [graduate(33), '别的', '', '', '', '']]));
  expect(wrong.body).toMatchObject({ rows: 0, wrong: 3 });
  expect(wrong.body.problems.map(({ row: at, column }) => [at, column])).toEqual([[3, '公民身份号码'], [4, '数据项'], [5, '问题']]);
  const many = Array.from({ length: 700 }, (_, n) => [n < 150 ? graduate(n + 41) : `虚构${n}`, n < 150 ? '' : '缺少这条记录', n < 150 ? '就业状况' : '', n < 150 ? '待就业' : '', n < 150 ? '升学' : '', '']);
  expect((await upload('labour.clerk', `/api/correction/${ref}/rows/file`, await book(['公民身份号码', '问题', '数据项', '所见值', '应为值', '说明'], many))).body).toMatchObject({ rows: 700, wrong: 0 });
  await as('labour.clerk').act('correction', ref, 'file', { rows: 700, grounds: '年度比对' });
  expect((await as('education.clerk').get(`/api/correction/${ref}/rows?size=50`)).after).toBe(50);
  expect((await as('education.clerk').get(`/api/correction/${ref}/rows?key=${graduate(45)}`)).rows).toMatchObject([{ n: 5 }]);
  expect((await upload('education.clerk', `/api/correction/${ref}/answers/file`, await book(['序号', '核实结果', '理由'], [['1', '对', '']]))).body).toMatchObject({ wrong: 1, problems: [{ row: 2, column: '核实结果' }] });
  const filled = many.map((_, n) => [String(n + 1), '属实', '', '']);
  expect((await upload('education.clerk', `/api/correction/${ref}/answers/file`, await book(['序号', '核实结果', '更正后的值', '理由'], filled))).body).toMatchObject({ upheld: 700, rejected: 0 });
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body.code).toBe('CORRECTION_LOOK_FIRST');
  await provider.query(`update share.graduate set employment_status = '升学' where id_number between '${graduate(41)}' and '${graduate(190)}'`);
  await as('education.clerk').post(`/api/correction/${ref}/look`);
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body.code).toBe('CORRECTION_LOOK_RUNS');
  await it.settle();
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body).toMatchObject({ code: 'CORRECTION_NOT_VISIBLE' }); // 550 records still lack
  await provider.query(`insert into share.graduate (id_number, name, updated_at) select '虚构' || n, '虚构', now() from generate_series(150, 699) n`);
  await as('education.clerk').post(`/api/correction/${ref}/look`);
  await it.settle();
  await as('education.clerk').act('correction', ref, 'feed-back', { changed: '逐条更正、补录' });
  expect((await as('labour.clerk').get(`/api/correction/${ref}/rows?looked=new&size=1`)).rows).toHaveLength(1);
  expect((await download('labour.clerk', `/api/correction/${ref}/rows/export`)).subarray(0, 2).toString()).toBe('PK');
});

test('from a failed quality rule: the platform finds the records, who files sees how many, the provider sees which: Art. 18, 26.2', async () => {
  const deps = await depsOf(it);
  await declare(it, people, [rule({ name: '', when: null, toleratedPerMille: 0, kind: 'pattern', field: 'mobile', pattern: '15[0-9]{9}' })]);
  await provider.query(`update share.graduate set mobile = '无' where id_number in ('${graduate(1)}', '${graduate(2)}', '${graduate(3)}')`);
  await runsNow(it, deps, people);
  const { failed } = await as('labour.clerk').get(`/api/correction/entries/${people.region}/${people.id}`);
  expect(failed).toMatchObject([{ failed: 3 }]);
  const ref = await begin('labour', { rule: failed[0].rule });
  expect((await as('labour.clerk').get(`/api/correction/${ref}/rows`)).rows).toMatchObject([{ key: null, seen: null, itemName: '手机号码' }, { key: null }, { key: null }]);
  expect((await as('labour.clerk').ask('POST', `/api/correction/${ref}/rows`, { rows: [row(graduate(4))] })).body.code).toBe('CORRECTION_DRAFT_STALE');
  await as('labour.clerk').act('correction', ref, 'file', { rows: 3, grounds: '质量规则不符合' });
  expect((await as('education.clerk').get(`/api/correction/${ref}/rows`)).rows.map((one: { key: string[] }) => one.key[0]).sort()).toEqual([graduate(1), graduate(2), graduate(3)]);
  await as('education.clerk').post(`/api/correction/${ref}/answers/rest`, { answer: 'upheld' });
  expect((await as('education.clerk').tries('correction', ref, 'feed-back', { changed: '已更正' })).body.code).toBe('CORRECTION_NOT_VISIBLE');
  await provider.query(`update share.graduate set mobile = '15400000001' where mobile = '无'`);
  await as('education.clerk').act('correction', ref, 'feed-back', { changed: '已补正手机号码' });
});

test('rules and channel of a department are its head’s to state and everybody’s to read; nobody files about his own data: Art. 26.2', async () => {
  const body = { rules: '收到后三日内核对学籍系统，属实的当日更正。', contact: '学生处数据岗', phone: '0517-80000001' };
  expect((await as('education.clerk').ask('PUT', '/api/correction/rules', { ...body, base: 0 })).status).toBe(403);
  await as('education.head').put('/api/correction/rules', { ...body, base: 0 });
  expect((await as('education.head').ask('PUT', '/api/correction/rules', { ...body, base: 0 })).body.code).toBe('DRAFT_STALE');
  expect(await as('labour.clerk').get(`/api/correction/rules/${organisations.education.code}`)).toMatchObject({ version: 1, mine: false, body });
  expect((await as('education.clerk').ask('POST', '/api/correction', { entryRegion: people.region, entry: people.id }, { 'idempotency-key': randomUUID() })).body.code).toBe('CORRECTION_OWN_ENTRY');
  const never = await begin('bureau');
  expect((await as('bureau.clerk').ask('POST', `/api/correction/${never}/rows`, { rows: [row(graduate(5))] })).body).toMatchObject({ code: 'CORRECTION_ROW_INVALID', message: expect.stringContaining('没有取得过') }); // an item it was never given
  await lists(never, [row(graduate(5), { kind: 'missing', item: null, seen: '', expected: '' })], 'bureau.clerk');
  expect((await as('bureau.clerk').tries('correction', never, 'file', { rows: 1, grounds: '听说有误' })).body.code).toBe('CORRECTION_NOT_HELD');
});

test('a department that was given the data as a whole is told by the items and rows of its grant, where no call was made: Art. 26.2', async () => {
  const given = async (who: string, items: readonly number[]) => {
    const grant = await as('education.clerk').open('grant', {
      act: 'import', entryRegion: people.region, entry: people.id, requester: organisations[who as 'civil'].code, items: [...items], purpose: '存量批量交换', mode: 'batch', term: { from: '2024-01-01', to: '2028-01-01' },
      papers: '2024 年共享协议', attachments: [await paper(it, 'education.clerk', '共享协议.pdf')], quota: { perDay: 1, perMinute: 1 }, disposal: { how: 'delete', days: 30, basis: '' },
    });
    for (const head of ['education.head', `${who}.head`]) await as(head).act('grant', grant, 'confirm', {});
    return grant;
  };
  const whole = await given('civil', [4, 8]);
  await given('province', [4, 5]); // not the item that is wrong
  await given('bureau', [2, 8]); // which supervises education too
  const ref = await files([row(graduate(195))]); // nobody called for it
  await answers(ref, [{ n: 1, answer: 'upheld' }]);
  await setStatus(graduate(195), '已就业');
  await as('education.clerk').act('correction', ref, 'feed-back', { changed: '已更正' });
  await it.settle();
  expect((await as('education.clerk').get(`/api/correction/${ref}/receivers`)).rows.map((one: { name: string }) => one.name)).toEqual(['淮安市数据局', '淮安市民政局']);
  expect((await as('civil.clerk').get(`/api/correction/${ref}/rows`)).rows).toMatchObject([{ itemName: '就业状况', now: '已就业', seen: null }]);
  await as('civil.clerk').act('correction', ref, 'confirm-updated', { updated: 'updated' });
  expect((await as('civil.clerk').get(`/api/grant/${whole}`)).links).toContainEqual(expect.objectContaining({ ref, zh: expect.stringContaining('更正过所取得的记录') }));
  // Who supervises sees the ends of values; of what it was given itself it must know which record, and what stands there now.
  const other = await files([row(graduate(196), { item: 4, seen: '虚构196', expected: '虚构一九六' }), row(graduate(195), { expected: '待就业', seen: '已就业' })]);
  const seenBy = async (query = '') => (await as('bureau.clerk').get(`/api/correction/${ref}/rows${query}`));
  expect(await seenBy()).toMatchObject({ shows: 'masked', rows: [{ key: [graduate(195)], now: '已就业', seen: '待*业' }] });
  expect((await seenBy('?mine=true')).rows).toHaveLength(1);
  expect((await as('bureau.clerk').get(`/api/correction/${other}/rows`)).rows).toMatchObject([{ key: ['9********6'], now: null }, { key: ['9********5'] }]); // nothing is upheld there yet
  await as('bureau.clerk').act('correction', ref, 'confirm-updated', { updated: 'updated' });
  await as('labour.clerk').act('correction', other, 'withdraw', { reason: '填错' });
  // The page of the entry shows each department its own; who filed is not said to a receiver.
  const about = async (who: string) => new Map((await as(who).get(`/api/catalog/entries/${people.region}/${people.id}/cases?size=100`)).rows.map((one: { ref: string; otherName: string | null }) => [one.ref, one.otherName]));
  expect([(await about('labour.clerk')).get(ref), (await about('education.clerk')).get(ref), (await about('civil.clerk')).get(ref), (await about('province.clerk')).has(ref)]).toEqual([null, '市人社局', null, false]);
  const [first, second] = [await as('labour.clerk').get(`/api/catalog/entries/${people.region}/${people.id}/cases?size=1`), [...(await about('labour.clerk')).keys()][1]];
  expect((await as('labour.clerk').get(`/api/catalog/entries/${people.region}/${people.id}/cases?size=1&after=${first.after}`)).rows).toMatchObject([{ ref: second }]);
  // The whole case for the archive holds its records and who received them, of each side what it sees.
  const lists = async (who: string) => Object.entries(unzipSync(new Uint8Array(await download(who, `/api/archive/${ref}/file`)))).filter(([name]) => name.startsWith('lists/')).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const [records, receivers] = await lists('education.head');
  expect(records).toEqual(['lists/001-校核的记录.csv', expect.stringContaining(`1,${graduate(195)},数据项的值不正确或者缺失,就业状况,待就业,已就业`)]);
  expect(receivers).toEqual(['lists/002-取得过这些记录的部门.csv', expect.stringMatching(/淮安市民政局,.*已更正/)]);
  expect((await lists('bureau.lead'))[0]?.[1]).toContain(',待*业,');
});

test('rows of a grant: what is known is compared, what nobody knows counts as met, so that none is told too few: Art. 26.2', () => {
  const record = new Map([[1, '320800'], [2, '27'], [3, null]]);
  const met = (item: number, op: 'eq' | 'in' | 'prefix' | 'between', ...values: string[]) => mayInclude({ rowFilter: [{ item, op, values }] } as never, record);
  expect([met(1, 'eq', '320800'), met(1, 'in', '320900', '320800'), met(1, 'prefix', '3208'), met(2, 'between', '9', '100')]).toEqual([true, true, true, true]);
  expect([met(1, 'eq', '320900'), met(1, 'prefix', '3209'), met(2, 'between', '28', '100'), met(2, 'between', '3', '9')]).toEqual([false, false, false, false]);
  expect([met(3, 'eq', 'x'), met(9, 'eq', 'x')]).toEqual([true, true]);
});
