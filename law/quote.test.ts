import { expect, test } from 'vitest';
import { articles, chapters } from './regulation.ts';
import { basisZh, citedZh, limitBasisZh, numberZh, placeOf } from './basis.ts';
import { lawText, placeExists, quote } from './quote.ts';

test('44 articles in order, in eight chapters', () => {
  expect(articles.map((article) => article.number)).toEqual(Array.from({ length: 44 }, (_, i) => i + 1));
  expect(chapters.map((chapter) => chapter.title)).toEqual(['总则', '管理体制', '目录管理', '共享使用', '平台支撑', '保障措施', '法律责任', '附则']);
  const first = (chapter: number) => articles.find((article) => article.chapter === chapter)?.number;
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(first)).toEqual([1, 8, 12, 18, 30, 34, 39, 43]);
});

/** Where printed copies differ from the database's text, which counts: the closing table of the comparison. */
const places: readonly (readonly [basis: string, right: readonly string[], wrong: readonly string[]])[] = [
  ['4', ['坚持中国共产党的领导'], ['坚持中国共产党领导']],
  ['11(4)', ['政务数据校核申请'], ['政务数据审核申请']],
  ['25.2', ['汇聚、关联'], ['汇集、关联']],
  ['26', ['校核纠错制度', '校核纠错规则', '校核申请', '校核处理结果'], ['稽核', '审核申请']],
  ['27.1', ['妥善处置'], ['妥善处理']],
  ['27.2', ['对拒不整改或者整改不到位的'], []],
  ['29.2', ['存储情况、销毁情况等进行记录'], ['销毁等情况']],
  ['35.3', ['安全风险监测，发生政务数据安全事件时'], ['安全风险评估', '安全风险事件']],
  ['37.1', ['《网络数据安全管理条例》'], ['《网络安全数据安全条例》']],
  ['39(3)', ['数源部门'], ['数据源部门']],
  ['39(6)', ['政务数据校核申请'], ['政务数据审核申请']],
  ['40(4)', ['妥善处置'], ['妥善处理']],
  ['41(1)', ['数源部门'], ['数据源部门']],
  ['42', ['个人隐私、个人信息、商业秘密'], ['个人信息、个人信息']],
];

test.each(places)('the text of Art. %s is the database’s', (basis, right, wrong) => {
  for (const words of right) expect(lawText(basis)).toContain(words);
  for (const words of wrong) expect(lawText(basis)).not.toContain(words);
});

test('these are fourteen places', () => expect(places).toHaveLength(14));

test('the limits of the law stand where the tables say', () => {
  for (const [basis, words] of [
    ['17.2', '10个工作日'], ['17.2', '延长5个工作日'], ['17.3', '2个工作日内完成审核并发布'], ['21.1', '1个工作日内作出答复'], ['21.1', '最长不得超过10个工作日'],
    ['21.2', '一次性告知'], ['22.1', '20个工作日内共享政务数据'], ['26.2', '10个工作日内予以核实、更正并反馈'], ['29.2', '不少于3年'], ['44', '自2025年8月1日起施行'],
  ] as const) expect(lawText(basis), basis).toContain(words);
});

test('an item alone, with its introduction, and inside its article', () => {
  expect(lawText('39(4)')).toBe('未按时答复政务数据共享申请或者未按时共享政务数据，且无正当理由；');
  expect(quote('39(4)')).toMatch(/^政务数据提供部门违反本条例规定，有下列情形之一的，.*：（四）未按时答复.*且无正当理由。$/u);
  expect(lawText('14.1(3)')).toBe(lawText('14(3)'));
  expect(lawText('14').split('\n')).toHaveLength(4);
  expect(lawText('14').split('\n')[1]).toMatch(/^（一）可以提供给所有政府部门/u);
  expect(quote('21.2')).toBe(lawText('21.2'));
});

test('a place is written as the law writes it', () => {
  for (const [basis, zh] of [
    ['21.1', '第二十一条第一款'], ['39(4)', '第三十九条（四）'], ['14.1(2)', '第十四条（二）'], ['9.1', '第九条'], ['10', '第十条'], ['8.3', '第八条第三款'], ['40(7)', '第四十条（七）'],
    ['reading', '平台释义'], ['local', '地方规定'], ['-', ''],
  ] as const) expect(basisZh(basis)).toBe(zh);
  for (const { number, paragraphs } of articles) expect(basisZh(`${number}.1`).endsWith('第一款'), String(number)).toBe(paragraphs.length > 1);
  expect(['39(4)', '14.1(3)', '21.1'].map(citedZh)).toEqual(['第三十九条第（四）项', '第十四条第（三）项', '第二十一条第一款']);
  expect(['local', '22.1'].map(limitBasisZh)).toEqual(['条例未规定', '第二十二条第一款']);
  expect([1, 10, 11, 19, 20, 21, 44].map(numberZh)).toEqual(['一', '十', '十一', '十九', '二十', '二十一', '四十四']);
});

test('what the regulation does not have is not found', () => {
  for (const basis of ['0', '45', '21.3', '39(10)', '21.1(1)', '14.2', '8.5', 'reading', '-', '21.', '21.1.1', '', '１']) {
    expect(placeExists(basis), basis).toBe(false);
    expect(() => lawText(basis), basis).toThrow(expect.objectContaining({ code: 'BASIS_UNKNOWN' }));
  }
  expect(placeOf('21.1')).toEqual({ article: 21, paragraph: 1 });
});
