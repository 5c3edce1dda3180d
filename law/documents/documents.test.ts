import { expect, test } from 'vitest';
import { plainDate } from '../plain-date.ts';
import { applicationForm, handlingSheet, replyLetter, sentence } from './index.ts';
import type { ApplicationFormView, Block, HandlingSheetView, ReplyView } from './index.ts';

const day = plainDate;
const head = { size: 1024, root: 'ab'.repeat(32) };
const reply: ReplyView = {
  number: 'SQ-320800-2026-000123', provider: '淮安市教育局', requester: '淮安市人力资源和社会保障局', authority: '淮安市数据局', forum: null,
  entry: { name: '高校毕业生信息', code: '308001/000012', attribute: 'conditional' },
  receivedOn: day('2026-09-30'), repliedOn: day('2026-10-22'),
  granted: [{ name: '姓名', masked: null }, { name: '公民身份号码', masked: '脱敏（保留前六后四位）' }], refused: [], refusedWhole: null, less: null,
  use: { basis: '《就业促进法》第十一条。', scenario: '毕业生就业补贴资格审核', range: '市本级就业补贴经办窗口', mode: '服务接口', from: day('2026-11-01'), to: day('2027-10-31'), endless: null, quota: '每日 5000 次' },
  rows: ['毕业年份为2026'], conditions: ['仅限就业服务使用'], deliverBy: day('2026-11-19'), disposal: { way: '删除', within: '30日' }, byStandingConsent: false,
  contact: { office: '淮安市教育局数据共享办公室', phone: '0517-80000000' }, attachments: ['接口说明'], head,
};
const words = (blocks: readonly Block[]) => JSON.stringify(blocks);
const headings = (blocks: readonly Block[]) => blocks.filter((block) => block.kind === 'heading').map((block) => block.text);

test('答复函 that agrees says basis, items, way, dates, limits, disposal, contact and the ledger’s head', () => {
  const { name, blocks } = replyLetter(reply);
  expect(name).toBe('答复函_SQ-320800-2026-000123');
  expect(headings(blocks)).toEqual(['一、同意共享的数据项', '二、共享方式和提供时间', '三、使用范围和限制', '四、用后处置']);
  for (const said of [
    '淮安市教育局关于共享“高校毕业生信息”政务数据的复函', '淮安市人力资源和社会保障局：', '2026年9月30日送达', '第二十条第三款、第二十一条第一款', '同意共享。现函复如下：',
    '脱敏（保留前六后四位）', '依据《条例》第二十二条第一款，我单位于2026年11月19日24时前提供', '2026年11月1日至2027年10月31日', '共享的数据限于：毕业年份为2026。', '仅限就业服务使用。', '第二十五条第一款', '保存期限不少于3年',
    '第二十七条第一款', '在30日内删除', '特此函复。', '0517-80000000', '（联系：淮安市教育局数据共享办公室，0517-80000000）', '抄送：淮安市数据局。', head.root,
  ]) expect(words(blocks), said).toContain(said);
  expect(words(blocks)).not.toMatch(/异议|。。|undefined|null|不同意/);
  expect(blocks.find((block) => block.kind === 'sign')).toEqual({ kind: 'sign', org: '淮安市教育局', on: '2026年10月22日', seal: true });
});

test('答复函 that refuses gives its reasons and the way to a dispute: Art. 21 ¶2, 28', () => {
  const basis = { name: '《中华人民共和国统计法》', article: '第九条', text: '统计机构和统计人员对在统计工作中知悉的……应当予以保密。' };
  const { blocks } = replyLetter({ ...reply, granted: [], deliverBy: null, disposal: null, refusedWhole: { category: '法律、行政法规或者国务院决定禁止', reason: '该数据项属统计调查取得', basis } });
  expect(headings(blocks)).toEqual(['一、不同意的理由', '二、异议渠道']);
  for (const said of ['关于不同意共享“高校毕业生信息”政务数据的复函', '第二十一条第二款，经审核', '不同意共享。现函复如下', '法律、行政法规或者国务院决定禁止。该数据项属统计调查取得。依据《中华人民共和国统计法》第九条', '第二十八条第二款', '同级政务数据共享主管部门（淮安市数据局）申请协调处理', '本级人民政府决定']) {
    expect(words(blocks), said).toContain(said);
  }
});

test('答复函 that agrees in part names each item refused; across levels the common superior mediates', () => {
  const refused = [{ item: '家庭住址', category: '超出目录列明的共享范围、使用用途', reason: '补贴审核不需要住址', basis: null }];
  const { blocks } = replyLetter({ ...reply, refused, forum: '江苏省数据局' });
  expect(headings(blocks).slice(4)).toEqual(['五、不同意共享的数据项及理由', '六、异议渠道']);
  expect(words(blocks)).toContain('部分同意共享');
  expect(words(blocks)).toContain('“家庭住址”：超出目录列明的共享范围、使用用途。补贴审核不需要住址。');
  expect(words(blocks)).toContain('共同的上级政务数据共享主管部门（江苏省数据局）');
});

test('by standing consent the letter says so: Art. 20 ¶3', () => {
  expect(words(replyLetter({ ...reply, byStandingConsent: true }).blocks)).toContain('按照我单位政务数据共享工作机构负责人对该目录的常设同意');
});

const form: ApplicationFormView = {
  number: 'SQ-320800-2026-000123', requester: { name: '淮安市人力资源和社会保障局', code: '11320800PDY0000286' }, provider: { name: '淮安市教育局', code: '11320800PDY00001X6' },
  entry: { name: '高校毕业生信息', code: '308001/000012', version: 2, attribute: '有条件共享' }, items: [{ name: '姓名', type: '字符型', sensitivity: '个人信息', grade: '一般数据（2级）' }],
  basis: '《就业促进法》第十一条', scenario: '补贴审核', range: '市本级', mode: '服务接口', from: day('2026-11-01'), to: null, endless: '法定职责长期存在', systems: ['就业补贴系统'],
  responsible: '就业处·经办人，0517-80000001', frequency: '每日约 2000 次', renews: null, linkage: { level: '一般', reasons: ['没有共同的标识数据项'] }, assessment: null, attachments: [],
  clerk: { text: '拟申请', office: '市人社局', post: '经办人', on: day('2026-09-29') }, head: { text: '同意提出', office: '市人社局', post: '共享工作机构负责人', on: day('2026-09-30') }, supplementedOn: null, ledger: head,
};

test('申请表 has the five statements of Art. 20 ¶2, the consent and the promise', () => {
  const { blocks } = applicationForm(form);
  const labels = blocks.flatMap((block) => (block.kind === 'fields' ? block.rows.map(([label]) => label) : []));
  for (const statement of ['使用依据', '使用场景', '使用范围', '共享方式', '使用时限']) expect(labels).toContain(statement);
  expect(words(blocks)).toContain('2026年11月1日起长期（理由：法定职责长期存在）');
  expect(words(blocks)).toContain('市人社局·共享工作机构负责人');
  expect(words(blocks)).toContain('真实、合法、必要');
  const draft = applicationForm({ ...form, number: null, head: null, clerk: null });
  expect(draft.name).toBe('申请表_草稿');
  expect(words(draft.blocks)).toContain('（草稿，未编号）');
});

test('办理单 shows clocks, every move with its article, and the ledger’s head', () => {
  const sheet: HandlingSheetView = {
    kind: '共享申请', number: 'SQ-320800-2026-000123', title: '高校毕业生信息', state: '已同意',
    parties: [{ party: '需求部门', name: '淮安市人力资源和社会保障局' }, { party: '提供部门', name: '淮安市教育局' }],
    clocks: [
      { zh: '答复时限', basis: '21.1', startedOn: day('2026-09-30'), dueOn: day('2026-10-22'), provisional: false, plainOn: day('2026-10-20'), extendedDays: 0, stoppedOn: day('2026-10-22'), daysLate: 0 },
      { zh: '交付时限', basis: '22.1', startedOn: day('2026-12-22'), dueOn: day('2027-01-19'), provisional: true, plainOn: null, extendedDays: 0, stoppedOn: null, daysLate: 0 },
      { zh: '更新时限', basis: '17.2', startedOn: day('2026-01-05'), dueOn: day('2026-01-26'), provisional: false, plainOn: null, extendedDays: 5, stoppedOn: day('2026-01-28'), daysLate: 2 },
    ],
    moves: [
      { at: '2026-10-12 09:30', actor: '市教育局·经办人', act: '一次性告知补正', to: '待补正', basis: '21.2', stated: '补正期限：2026-10-20', opinion: '请补充职责文件', attachments: ['补正清单'], remark: null },
      { at: '2026-10-22 16:00', actor: '市教育局·共享工作机构负责人', act: '同意共享', to: '已同意', basis: '-', stated: '', opinion: null, attachments: [], remark: null },
    ],
    printedAt: '2026-10-22 16:05', head,
  };
  const { blocks } = handlingSheet(sheet);
  for (const said of ['曾停止计算，不停则为2026年10月20日；按期办结；2026年10月22日止', '2027年1月19日（暂定）', '在办', '经主管部门同意延长5个工作日；超期2个工作日', '补正期限：2026-10-20；请补充职责文件；附件：补正清单', '第二十一条第二款', '当日不计入', head.root]) {
    expect(words(blocks), said).toContain(said);
  }
  expect(headings(handlingSheet({ ...sheet, clocks: [] }).blocks)).toEqual(['一、办理记录']);
});

test('a sentence ends with one full stop, whatever was typed', () => {
  for (const typed of ['甲', '甲。', '甲.；', ' 甲 ']) expect(sentence(typed)).toBe('甲。');
});

test('what is given but less than asked is a partial refusal: the letter names it, its reason and where to go: Art. 21.2, 28', () => {
  const text = words(replyLetter({ ...reply, refused: [], less: { what: '调用次数', category: '超出履行职责需要', reason: '每年约办理 6000 件', basis: null } }).blocks);
  for (const part of ['部分同意共享', '调用次数少于申请：超出履行职责需要。每年约办理 6000 件。', '对本答复有异议的']) expect(text).toContain(part);
});
