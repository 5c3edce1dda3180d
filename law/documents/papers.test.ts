import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLawError } from '../errors.ts';
import { plainDate } from '../plain-date.ts';
import {
  columnShares, demandForm, entryList, fileCodeOf, fileNumberOf, filingLetter, footOf, headSize, mediationRequest, negotiationLetter, notSharedNote, plainBlocks, plainTemplate, plainText, printLine, refluxSheet, rowsZh, settlement, signIndents, sourceNaming, styleFor, supervisionOrder, templateOn, templateZh, checkTemplate, useChangeForm, useChangeReply,
} from './index.ts';
import type { Block, DocumentTemplate, OrderView, Paper } from './index.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const day = plainDate;
const head = { size: 1024, root: 'ab'.repeat(32) };
const words = (blocks: readonly Block[]) => JSON.stringify(blocks);
const headings = (blocks: readonly Block[]) => blocks.filter((block) => block.kind === 'heading').map((block) => block.text);

test('不予共享说明 gives reason and the sentence that forbids, and where to go: Art. 14, 15 ¶2, 28', () => {
  const view = {
    number: 'ML-320800-2026-000003', provider: '淮安市教育局', authority: '淮安市数据局', entry: { name: '考试命题人员信息', code: '303177/000001', version: 1, summary: '命题人员名册' }, items: ['姓名', '单位'], reason: '影响考试公正。',
    basis: [{ kind: '行政法规', name: '《样例条例》', article: '第九条', text: '不得提供给任何单位和个人。' }], publishedOn: day('2026-10-12'), contact: { office: '数据共享岗', phone: '0517-80000001' }, head,
  };
  const { name, blocks } = notSharedNote(view);
  expect(name).toBe('不予共享说明_ML-320800-2026-000003');
  expect(headings(blocks)).toEqual(['一、目录内容', '二、不予共享的理由', '三、法律、行政法规以及国务院决定依据', '四、审核和异议']);
  for (const said of ['第十四条第（三）项、第十五条第二款', '影响考试公正。', '《样例条例》第九条（行政法规）：“不得提供给任何单位和个人。”', '2026年10月12日统一通告', '第二十八条第二款', head.root]) expect(words(blocks), said).toContain(said);
  const draft = notSharedNote({ ...view, publishedOn: null, head: null });
  expect(words(draft.blocks)).toContain('报送淮安市数据局审核中');
  expect(words(draft.blocks)).not.toContain('存证');
});

test('需求登记表 says what is wanted, on which basis and why no entry serves; a draft has no number and no date: Art. 20 ¶1', () => {
  const view = {
    number: 'XQ-320800-2026-000001', requester: { name: '淮安市人力资源和社会保障局', code: '11320800PDY0000286' }, authority: '淮安市数据局', title: '婚姻登记信息', purpose: '随军家属安置', description: '窗口核对', range: '每年约200人', basis: '《军人抚恤优待条例》第四十八条',
    items: [{ name: '登记日期', note: '' }], mode: '服务接口', cycle: '每日', owner: '市民政局', wantedBy: day('2026-12-01'), responsible: '经办岗，0517-80000002', whyNone: '只有年度数', registeredOn: day('2026-10-12'), ledger: head,
  };
  const { name, blocks } = demandForm(view);
  expect(name).toBe('需求登记表_XQ-320800-2026-000001');
  for (const said of ['政务数据共享需求登记表', '淮安市数据局', '2026年10月12日', '登记日期', '《军人抚恤优待条例》第四十八条', '只有年度数', '第二十条第一款', head.root]) expect(words(blocks), said).toContain(said);
  const draft = words(demandForm({ ...view, number: null, registeredOn: null, wantedBy: null, mode: null }).blocks);
  expect(draft).toContain('草稿，未编号');
  expect(draft).not.toMatch(/存证|undefined|null/);
});

test('数源部门确定通知 names the source with its document, says what each department collects by and thought, and quotes the article: Art. 19 ¶2', () => {
  const { name, blocks } = sourceNaming({
    number: 'SY-320800-2026-000001', authority: '淮安市数据局', provider: '淮安市教育局', items: ['学历层次'], document: '淮数〔2026〕11号', namedOn: day('2026-10-22'), head,
    departments: [{ name: '淮安市教育局', duty: '学籍学历管理', stand: 'claims' }, { name: '淮安市人力资源和社会保障局', duty: '', stand: null }],
  });
  expect(name).toBe('数源部门确定通知_SY-320800-2026-000001');
  expect(headings(blocks)).toEqual(['一、数据项', '二、有关部门的收集依据和意见', '三、要求']);
  for (const said of ['明确淮安市教育局为下列数据项的数源部门（淮数〔2026〕11号）', '愿牵头收集', '期满未提出意见', '牵头收集的政府部门', '2026年10月22日', head.root]) expect(words(blocks), said).toContain(said);
});

const changed = { number: 'SH-320800-2026-000004', entry: '高校毕业生信息', purpose: '就业补贴审核', range: '市本级窗口' };
const points = [{ kind: '用于其他目的', text: '就业困难人员认定', why: '认定时核对毕业年度' }, { kind: '提供给第三方', text: '市就业训练中心', why: '签有保密协议' }] as const;

test('变更申请表 and 变更复函 say what was agreed until now, each point with its answer, and where to go: Art. 25 ¶1, 28', () => {
  const form = useChangeForm({ number: null, requester: { name: '淮安市人力资源和社会保障局', code: '11320800PDY0000286' }, provider: '淮安市教育局', grant: changed, points, basis: '《就业促进法》第五十二条', attachments: ['保密协议.pdf'], clerk: null, head: null, ledger: head });
  expect(form.name).toBe('变更申请表_草稿');
  for (const said of ['草稿，未编号', '就业补贴审核', '市就业训练中心', '签有保密协议', '保密协议.pdf', '仍按原用途、原范围使用']) expect(words(form.blocks), said).toContain(said);
  expect(words(form.blocks)).not.toMatch(/存证|undefined|null/);
  const answered = [{ ...points[0], decision: 'agree', reason: '' }, { ...points[1], decision: 'refuse', reason: '可以自行核对' }] as const;
  const view = { number: 'BG-320800-2026-000001', provider: '淮安市教育局', requester: '淮安市人力资源和社会保障局', authority: '淮安市数据局', grant: changed, receivedOn: day('2026-10-12'), repliedOn: day('2026-10-22'), agreed: true, points: answered, reasons: '', contact: { office: '数据共享岗', phone: '' }, attachments: [], head };
  const partly = useChangeReply(view);
  expect(headings(partly.blocks)).toEqual(['一、同意变更的事项', '二、不同意变更的事项及理由', '三、使用限制', '四、异议渠道']);
  for (const said of ['关于变更“高校毕业生信息”政务数据用途、使用范围的复函', '部分同意变更', '提供给第三方（市就业训练中心）：可以自行核对。', '第二十五条第一款', 'SH-320800-2026-000004', head.root]) expect(words(partly.blocks), said).toContain(said);
  const refused = useChangeReply({ ...view, agreed: false, reasons: '不属于目录列明的用途', points: answered.map((one) => ({ ...one, decision: 'refuse' as const })) });
  expect(headings(refused.blocks)).toEqual(['一、不同意变更的事项及理由', '二、不同意的理由', '三、使用限制', '四、异议渠道']);
  for (const said of ['关于不同意变更', '不同意变更。现函复', '第二十八条第二款']) expect(words(refused.blocks), said).toContain(said);
});

test('服务变更协商函 goes to all and names none of them; 备案函 says all of it, silence too, and asks for no approval: Art. 27 ¶3', () => {
  const view = { number: 'FW-320800-2026-000001', provider: '淮安市教育局', kind: 'end' as const, entries: ['高校毕业生信息', '学籍信息'], reason: '系统停用', what: '查询接口停止服务', instead: '', effectOn: day('2026-12-01'), head };
  const letter = negotiationLetter({ ...view, opinionsBy: day('2026-11-06'), on: day('2026-10-12'), contact: { office: '数据共享岗', phone: '0517-80000001' } });
  expect(headings(letter.blocks)).toEqual(['一、所涉目录', '二、终止的内容和理由', '三、替代办法', '四、起始日期', '五、依据']);
  for (const said of ['关于协商终止“高校毕业生信息”等2项目录政务数据共享服务的函', '2026年11月6日24时前提出意见', '自2026年12月1日起终止，此前原服务不变', '系统停用。', '无。', head.root]) expect(words(letter.blocks), said).toContain(said);
  const filing = filingLetter({ ...view, authority: '淮安市数据局', filedOn: day('2026-11-09'), grants: [{ number: 'SH-320800-2026-000004', entry: '学籍信息', requester: '淮安市民政局' }], opinions: [{ org: '淮安市民政局', stand: 'object', text: '仍需使用', on: day('2026-10-20') }], silent: ['淮安市人力资源和社会保障局'] });
  for (const said of ['淮安市数据局：', '备案函', '有异议', '仍需使用', '期满未提出', 'SH-320800-2026-000004']) expect(words(filing.blocks), said).toContain(said);
  expect(words(filing.blocks)).not.toMatch(/请批准|请审批|undefined|null/);
});

const order: OrderView = {
  number: 'JD-320800-2026-000007', judge: '淮安市数据局', concerned: '淮安市教育局', ground: '39(4)', cause: { zh: '共享申请', number: 'SQ-320800-2026-000123', title: '高校毕业生信息', clock: '答复时限', dueOn: day('2026-10-20'), daysLate: 3 },
  found: '答复时限已过', explained: '人员调整', what: '三日内答复', lacking: null, mendBy: day('2026-10-30'), orderedOn: day('2026-10-26'), contact: '淮安市数据局', head,
};

test('督办单 quotes the article that was broken, says how late, and by when to mend: Art. 39', () => {
  const { blocks } = supervisionOrder(order);
  expect(headings(blocks)).toEqual(['一、情形', '二、条例规定', '三、你单位的说明', '四、改正要求']);
  for (const said of ['淮安市数据局关于责令改正的督办单', '第三十九条第（四）项，责令改正', '未按时答复政务数据共享申请', '答复时限于2026年10月20日届满，已超期3个工作日。', '三日内答复。', '2026年10月30日24时前']) expect(words(blocks), said).toContain(said);
  const again = supervisionOrder({ ...order, lacking: '仍未答复', cause: null });
  expect(headings(again.blocks)).toContain('四、尚未改正的');
  expect(words(again.blocks)).toContain('再限期改正');
  expect(words(supervisionOrder({ ...order, ground: '41(3)' }).blocks)).toContain('由本级人民政府或者上级主管部门责令改正');
});

test('目录清单 lists what stands published, with condition or ground: Art. 16 ¶1', () => {
  const entry = { name: '高校毕业生信息', code: '303002/000001', version: 2, attribute: '有条件共享', ground: '仅限就业服务', modes: '服务接口', cycle: '每月', items: 9, publishedOn: day('2026-09-14') };
  const view = { number: 'QD-320800-2026-000001', org: { name: '淮安市教育局', code: '11320800PDY00001X6' }, of: '全部已发布目录', on: day('2026-10-12'), entries: [entry, { ...entry, ground: '' }], head };
  const { blocks } = entryList(view);
  const table = blocks.find((block) => block.kind === 'table');
  expect(table?.kind === 'table' && table.rows.map((row) => row[3])).toEqual(['仅限就业服务', '—']);
  for (const said of ['QD-320800-2026-000001', '全部已发布目录，2条', '第2版，2026-09-14发布', head.root]) expect(words(blocks), said).toContain(said);
  expect(words(entryList({ ...view, number: null }).blocks)).toContain('预览，未编号');
});

const by = { title: '公文规范', number: '淮数〔2026〕5号', from: day('2026-01-01'), to: null };
const template: DocumentTemplate = { ...plainTemplate, version: 1, heads: ['letter'], fileNumber: '{代字}数函〔{年}〕{序号}号', codes: [{ org: 'A', text: '淮教' }], by };

test('the template of a day is that of the latest date in force; a head and a number only where it gives them', () => {
  const later = { ...template, version: 2, by: { ...by, from: day('2026-06-01'), to: day('2026-06-30') } };
  expect(templateOn([template, later], day('2025-12-31'))).toBeUndefined();
  expect(templateOn([template, later], day('2026-06-15'))?.version).toBe(2);
  expect(templateOn([template, later], day('2026-07-01'))?.version).toBe(1);
  expect(templateOn([template, { ...template, version: 3 }], day('2026-03-01'))?.version).toBe(3);
  expect(styleFor(template, 'letter')).toMatchObject({ head: true, line: 28 });
  expect(styleFor({ ...template, heads: ['sheet'] }, 'sheet').head).toBe(false); // no letter
  expect(styleFor(plainTemplate, 'letter').head).toBe(false);
  expect([fileCodeOf(template, 'letter', 'A'), fileCodeOf(template, 'letter', 'B'), fileCodeOf(template, 'form', 'A'), fileCodeOf(plainTemplate, 'letter', 'A')]).toEqual(['淮教', undefined, undefined, undefined]);
  expect(fileNumberOf(template.fileNumber ?? '', { code: '淮教', year: 2026, n: 12 })).toBe('淮教数函〔2026〕12号');
  expect([templateZh(template), templateZh(plainTemplate)]).toEqual(['本地区公文模板第1版（淮数〔2026〕5号）', '平台通用格式']);
});

test('a template beyond its bounds is refused in a sentence', () => {
  const codeOf = (over: Partial<DocumentTemplate>): string => {
    try {
      checkTemplate({ ...template, ...over });
      return 'done';
    } catch (thrown) {
      return isLawError(thrown) ? thrown.code : String(thrown);
    }
  };
  expect(codeOf({})).toBe('done');
  for (const line of [25, 31, Number.NaN]) expect(codeOf({ line })).toBe('LOCAL_NUMBER_OUT_OF_BOUNDS');
  expect(codeOf({ margins: { ...template.margins, bottom: 20 } })).toBe('LOCAL_NUMBER_OUT_OF_BOUNDS'); // the foot stands in it
  expect(codeOf({ margins: { ...template.margins, top: 15 } })).toBe('done');
  expect(codeOf({ heads: ['list'] })).toBe('TEMPLATE_KIND_INVALID');
  for (const fileNumber of ['', '{代字}', '{代字}{年}{序号}}', '{代字}{年}{序号}{x}']) expect(codeOf({ fileNumber }), fileNumber).toBe('TEMPLATE_NUMBER_INVALID');
  expect(codeOf({ codes: [{ org: 'A', text: '淮教' }, { org: 'A', text: '淮体' }] })).toBe('TEMPLATE_CODE_TWICE');
  expect(codeOf({ by: { ...by, number: ' ' } })).toBe('LOCAL_DOCUMENT_REQUIRED');
  expect(codeOf({ by: { ...by, to: day('2025-01-01') } })).toBe('LOCAL_DATES_INVALID');
});

test('what people typed becomes plain text: line breaks stay, nothing hidden, nothing turned, nothing XML cannot say', () => {
  expect(plainText('甲\r\n乙\t丙\u0000\u0007\u202e\u200b\ufeff\ud800\uffff')).toBe('甲\n乙 丙');
  expect(plainText('{HYPERLINK "x"}=1+1')).toBe('{HYPERLINK "x"}=1+1');
  expect(plainBlocks([{ kind: 'table', columns: ['a\u0001'], rows: [['b\u0002']] }])).toEqual([{ kind: 'table', columns: ['a'], rows: [['b']] }]);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(plainText(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
  }));
});

test('署名 stands over the date, four characters from the edge; without a seal two', () => {
  expect(signIndents('淮安市教育局', '2026年10月22日', 'sealed')).toEqual({ org: 4.5, on: 4 });
  const long = signIndents('淮安市人力资源和社会保障局某某分局某某办事处', '2026年10月22日', 'sealed');
  expect([long.org, long.on]).toEqual([0, (22 - 7) / 2]);
  expect(signIndents('淮安市教育局', '2026年10月22日', 'plain')).toEqual({ org: 5, on: 2 });
  expect([headSize('淮安市教育局', plainTemplate.margins), headSize('淮安市人力资源和社会保障局', plainTemplate.margins), headSize('长'.repeat(40), plainTemplate.margins)]).toEqual([36, 32, 22]);
});

test('shares of a table’s columns sum to one, and what may not be broken finds room', () => {
  expect(columnShares(['时间', '意见'], [['2026-10-12 09:30', '很长的意见'.repeat(30)]])[0]).toBeGreaterThan(0.17);
  const move = ['2026-10-12 09:30', '淮安市人力资源和社会保障局·共享工作机构负责人', '一次性告知补正（待补正）', '第二十一条第二款'];
  expect(columnShares(['时间', '办理单位、岗位', '办理', '依据', '所述、意见、附件'], [[...move, '很长的意见'.repeat(20)]])[4]).toBeGreaterThan(0.3);
  fc.assert(fc.property(fc.integer({ min: 1, max: 7 }).chain((n) => fc.tuple(fc.array(fc.string(), { minLength: n, maxLength: n }), fc.array(fc.array(fc.string(), { minLength: n, maxLength: n }), { maxLength: 5 }))), ([columns, rows]) => {
    const shares = columnShares(columns, rows);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(shares.every((one) => one > 0)).toBe(true);
  }));
});

test('the foot says what a paper is: made, a copy, or a preview', () => {
  const paper: Paper = { kind: 'letter', title: '', name: '', number: 'SQ-1', fileNumber: null, orgName: '', on: day('2026-10-22'), blocks: [], style: styleFor(plainTemplate, 'letter'), template: '平台通用格式', digest: 'ab'.repeat(32), head, made: { by: '甲', at: '一' }, printed: null };
  expect(footOf(paper)).toEqual(['SQ-1　平台通用格式', `摘要 ${Array.from({ length: 8 }, () => 'abababab').join(' ')}　存证1024条`, '制成：甲　一']);
  expect(printLine({ ...paper, printed: { by: '乙', at: '二' } })).toBe('副本　打印：乙　二');
  expect(footOf({ ...paper, number: null, digest: null, head: null, made: null, printed: { by: '乙', at: '二' } })).toEqual(['未编号　平台通用格式', '预览没有摘要', '预览　打印：乙　二']);
  expect(rowsZh('地区', { op: 'prefix', values: ['3208'] })).toBe('地区开头为3208');
  expect(rowsZh('年份', { op: 'in', values: Array.from({ length: 25 }, (_, n) => String(n)) })).toContain('等25项');
});

test('回流对接单 says by which codes of former years rows are cut, and knows no condition: Art. 24 ¶1', () => {
  const view = {
    number: 'HL-320600-2026-000001', sender: '江苏省教育厅', receiver: '南通市教育局', entry: { name: '中小学学籍信息', code: '303011/000001' }, duty: '义务教育入学', regions: ['南通市'], items: ['学籍号', '居住地行政区划代码'],
    regionItem: '居住地行政区划代码', former: [{ code: '320684', name: '海门市', now: '海门区（320614）' }], measure: null, below: [], grant: 'SH-320600-2026-000001', connectedOn: day('2026-10-12'), head,
  };
  const { name, blocks } = refluxSheet(view);
  expect(name).toBe('回流对接单_HL-320600-2026-000001');
  expect(headings(blocks)).toEqual(['一、数据项', '二、行政区域的切分', '三、依据']);
  for (const said of ['海门区（320614）', '2026年10月12日', '不得设置额外的限制条件', 'SH-320600-2026-000001']) expect(words(blocks)).toContain(said);
  expect(words(blocks)).not.toMatch(/使用条件|undefined|null/);
  const more = refluxSheet({ ...view, duty: '', measure: '只在专网内使用', below: [{ name: '城东街道', code: '320613001' }] });
  expect(headings(more.blocks)).toEqual(['一、数据项', '二、行政区域的切分', '三、安全措施', '四、由接收部门转供的乡镇（街道）、村（社区）', '五、依据']);
  expect(words(more.blocks)).toContain('上级部门主动回流');
});

test('争议的两种文书：协调申请书写明由谁处理，一致意见书由双方和协调的主管部门签署: Art. 28 ¶2', () => {
  const about = {
    number: 'ZY-320800-2026-000001', requester: '淮安市人力资源和社会保障局', provider: '淮安市教育局', subject: { kindZh: '共享申请', title: '高校毕业生信息', number: 'SQ-320800-2026-000003', matterZh: null }, claim: '请予共享', grounds: '系职责所必需', head,
  };
  const asked = mediationRequest({ ...about, applicant: about.requester, forum: '淮安市数据局', toGovernment: false, why: '双方的同级主管部门同为淮安市数据局，由其协调处理。', record: '两次协商未果', askedOn: day('2026-10-14') });
  expect([asked.name, headings(asked.blocks)]).toEqual(['争议协调申请书_ZY-320800-2026-000001', ['一、请求', '二、事实与理由', '三、协商情况', '四、由谁处理', '五、依据']]);
  for (const said of ['淮安市数据局：', '申请协调处理', '报政务数据共享主管部门的本级人民政府决定']) expect(words(asked.blocks)).toContain(said);
  expect(words(mediationRequest({ ...about, applicant: about.requester, forum: '江苏省数据局', toGovernment: true, why: '它本身是争议一方', record: '未果', askedOn: day('2026-10-14') }).blocks)).toContain('江苏省数据局的本级人民政府：');
  const view = { ...about, text: '11月3日前答复', effectZh: '应当共享，重新办理答复', boundZh: '提供部门履行', replyBy: day('2026-11-03'), doneBy: day('2026-11-10'), forum: '淮安市数据局', settledOn: day('2026-10-20') };
  const agreed = settlement(view);
  expect(agreed.blocks.flatMap((block) => (block.kind === 'opinion' ? [[block.label, block.by, block.on]] : []))).toEqual([['需求部门', about.requester, '2026年10月20日'], ['提供部门', about.provider, '2026年10月20日'], ['协调的主管部门', '淮安市数据局', '2026年10月20日']]);
  for (const said of ['2026年11月3日24时前重新办理', '2026年11月10日24时前履行', '经淮安市数据局协调']) expect(words(agreed.blocks)).toContain(said);
  expect(words(settlement({ ...view, replyBy: null, doneBy: null, forum: null, boundZh: '无须履行' }).blocks)).not.toMatch(/undefined|null|24时/);
});
