import { strFromU8, strToU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { plainBlocks } from '../../../law/documents/blocks.ts';
import type { Block } from '../../../law/documents/blocks.ts';
import { printLine } from '../../../law/documents/paper.ts';
import type { Paper } from '../../../law/documents/paper.ts';
import { plainDate } from '../../../law/plain-date.ts';
import { createWord } from './index.ts';

const word = createWord();
afterAll(() => word.stop());

const blocks: readonly Block[] = [
  { kind: 'title', text: '关于共享“{HYPERLINK "http://evil.example"}”的复函' }, { kind: 'number', text: '编号：SQ-320800-2026-000123' }, { kind: 'to', text: '淮安市人力资源和社会保障局：' },
  { kind: 'heading', text: '一、数据项' }, { kind: 'para', text: '第一行\n第二行 <w:instrText>MERGEFIELD x</w:instrText> &lt; { DDEAUTO c:\\\\windows } \u202egnp.exe\u0007' },
  { kind: 'fields', rows: [['标签', '值']] }, { kind: 'table', columns: ['序号', '数据项'], rows: [['1', '姓名'], ['2', '=cmd|x']] }, { kind: 'opinion', label: '意见', text: '同意。', by: '市教育局·负责人', on: '2026年10月22日' },
  { kind: 'para', text: '特此函复。' }, { kind: 'attachments', names: ['接口说明'] }, { kind: 'sign', org: '淮安市教育局', on: '2026年10月22日', seal: true }, { kind: 'note', text: '联系：数据共享岗。' },
];
const paper: Paper = {
  kind: 'letter', title: '复函', name: '答复函_SQ-320800-2026-000123', number: 'SQ-320800-2026-000123', fileNumber: '淮教数函〔2026〕1号', orgName: '淮安市教育局', on: plainDate('2026-10-22'), blocks: plainBlocks(blocks),
  style: { margins: { top: 37, right: 26, bottom: 35, left: 28 }, line: 28, head: true, signature: 'sealed' }, template: '本地区公文模板第1版（淮政办发〔2026〕3号）', digest: 'ab'.repeat(32), head: { size: 9, root: 'cd'.repeat(32) },
  made: { by: '市教育局·共享工作机构负责人', at: '2026-10-22 09:30' }, printed: null,
};
const partsOf = (bytes: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name)).map(([name, part]) => [name, strFromU8(part)]));
const footer = (parts: Record<string, string>) => parts[Object.keys(parts).find((name) => /^word\/footer\d*\.xml$/.test(name)) ?? ''] ?? '';
/** Text as it stands in the file, runs joined. */
const textOf = (xml: string) => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((found) => found[1]).join('');

test('a Word file has the form of a 公文: 仿宋三号, 小标宋二号, 28 points, the margins, head and number of its template', async () => {
  const parts = partsOf(await word.make(paper));
  const { 'word/document.xml': body = '', 'word/styles.xml': styles = '' } = parts;
  expect(styles).toMatch(/<w:rFonts[^>]*w:eastAsia="仿宋_GB2312"[^>]*\/>/);
  expect(styles).toContain('<w:sz w:val="32"/>');
  expect(styles).toMatch(/<w:spacing[^>]*w:line="560"[^>]*w:lineRule="exact"/);
  expect(body).toMatch(/<w:pgSz w:w="11907" w:h="16840"/);
  expect(body).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/);
  const title = /<w:p>(?:(?!<\/w:p>).)*的复函<\/w:t>(?:(?!<\/w:p>).)*<\/w:p>/.exec(body)?.[0] ?? '';
  expect(title).toContain('w:eastAsia="方正小标宋简体"');
  expect(title).toContain('<w:sz w:val="44"/>');
  expect(body).toMatch(/<w:color w:val="C00000"\/>[\s\S]*?淮安市教育局/);
  expect(textOf(body)).toContain('淮教数函〔2026〕1号');
  expect(textOf(body)).not.toContain('编号：SQ'); // under a head the number of the case stands at the foot alone
  expect(textOf(partsOf(await word.make({ ...paper, fileNumber: null, style: { ...paper.style, head: false } }))['word/document.xml'] ?? '')).toContain('编号：SQ-320800-2026-000123');
});

test('what people typed is text: no field, no link, no control character leaves as anything else', async () => {
  const parts = partsOf(await word.make(paper));
  const { 'word/document.xml': body = '' } = parts;
  expect(textOf(body)).toContain('{HYPERLINK &quot;http://evil.example&quot;}');
  expect(textOf(body)).toContain('第一行第二行 &lt;w:instrText&gt;MERGEFIELD x&lt;/w:instrText&gt; &amp;lt; { DDEAUTO');
  expect(body).toMatch(/第一行<\/w:t>[\s\S]{0,400}<w:br\/>[\s\S]{0,200}第二行/);
  expect(body).not.toMatch(/<w:(instrText|fldSimple|fldChar|hyperlink|object|altChunk)\b/);
  expect(textOf(body)).toContain('} gnp.exe'); // the writing direction is nobody's to turn
  expect(footer(parts).match(/<w:instrText[^>]*>[^<]*</g)?.map((one) => one.replace(/<[^>]*>|</g, ''))).toEqual(['PAGE', 'NUMPAGES']);
  for (const [name, xml] of Object.entries(parts).filter(([name]) => name.endsWith('.rels'))) expect([name, xml.includes('TargetMode="External"')]).toEqual([name, false]);
});

test('the foot of each page has number, digest, who made or printed it, and page of pages; the signature keeps with what stands above it', async () => {
  const parts = partsOf(await word.make(paper));
  const foot = textOf(footer(parts));
  for (const said of ['SQ-320800-2026-000123', '淮教数函〔2026〕1号', '本地区公文模板第1版', 'abababab abababab', '存证9条', '制成：市教育局·共享工作机构负责人　2026-10-22 09:30', '第 ', ' 页　共 ']) expect(foot, said).toContain(said);
  const { 'word/document.xml': body = '' } = parts;
  const around = (text: string) => [...body.matchAll(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/g)].map((found) => found[0]).find((one) => one.includes(`>${text}<`)) ?? '';
  for (const text of ['特此函复。', '附件：1. 接口说明']) expect(around(text), text).toContain('<w:keepNext/>');
  expect(body.slice(body.lastIndexOf('淮安市教育局') - 700, body.lastIndexOf('淮安市教育局'))).toContain('<w:keepNext/>');
  expect(Object.keys(unzipSync(await word.make(paper))).some((name) => /^word\/media\/.*\.png$/.test(name))).toBe(true);
});

test('a copy differs from the kept file in its line of print alone; two copies differ from each other in nothing else', async () => {
  const file = await word.make(paper);
  const printed = { by: '市教育局·经办人<&"', at: '2026-10-23 08:00' };
  const copy = await word.reprint(file, printLine(paper), printLine({ ...paper, printed }));
  const [kept, now] = [unzipSync(file), unzipSync(copy)];
  expect(Object.keys(now)).toEqual(Object.keys(kept));
  const changed = Object.keys(kept).filter((name) => Buffer.compare(kept[name] ?? strToU8(''), now[name] ?? strToU8('x')) !== 0);
  expect(changed).toEqual([expect.stringMatching(/^word\/footer\d*\.xml$/)]);
  expect(textOf(footer(partsOf(copy)))).toContain('副本　打印：市教育局·经办人&lt;&amp;&quot;　2026-10-23 08:00');
  expect(footer(partsOf(copy)).replace('副本　打印：市教育局·经办人&lt;&amp;&quot;　2026-10-23 08:00', printLine(paper))).toBe(footer(partsOf(file)));
  await expect(word.reprint(file, '别的行', 'x')).rejects.toThrow('no line of print');
});

test('a preview says in large letters that it is none; several files go out as one archive', async () => {
  const preview = await word.make({ ...paper, digest: null, head: null, made: null, printed: { by: '市教育局·经办人', at: '2026-10-20 08:00' } });
  const parts = partsOf(preview);
  expect(textOf(parts['word/document.xml'] ?? '')).toContain('预览　未生效，没有摘要，不得作为凭据');
  expect(textOf(footer(parts))).toMatch(/预览没有摘要.*预览　打印：市教育局·经办人/);
  const packed = unzipSync(await word.pack([{ name: '答复函.docx', bytes: preview }, { name: '办理单.docx', bytes: preview }]));
  expect(Object.keys(packed)).toEqual(['答复函.docx', '办理单.docx']);
  expect(Buffer.compare(packed['答复函.docx'] as Uint8Array, preview)).toBe(0);
});
