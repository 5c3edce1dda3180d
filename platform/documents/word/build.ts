import { AlignmentType, BorderStyle, Document, Footer, ImageRun, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableLayoutType, TableRow, TabStopType, TextRun, VerticalAlign, WidthType } from 'docx';
import type { IParagraphOptions, IRunOptions } from 'docx';
import qrcode from 'qrcode';
import { columnShares, footOf, headSize, headSpace, previewMark, signIndents } from '../../../law/documents/paper.ts';
import type { Paper } from '../../../law/documents/paper.ts';
import type { Block } from '../../../law/documents/blocks.ts';

/** Half-points: 二号 22, 三号 16, 小四 12. */
const [titleSize, bodySize, tableSize, noteSize, footSize] = [44, 32, 24, 21, 15];
const latin = 'Times New Roman';
const faces = { body: '仿宋_GB2312', title: '方正小标宋简体', heading: '黑体', foot: '宋体' } as const;
const red = 'C00000';
const [twipsOfMm, twipsOfPt, character] = [56.7, 20, 320]; // one character of 三号 is 16 points

/**
 * One paper as a Word file. Whatever people typed becomes runs of text and nothing else: the only fields in it are
 * the numbers of its pages, and it refers to nothing outside.
 */
export async function wordOf(paper: Paper): Promise<Uint8Array> {
  const { margins } = paper.style;
  const width = Math.round((210 - margins.left - margins.right) * twipsOfMm);
  const document = new Document({
    creator: paper.orgName, title: paper.title, description: '', lastModifiedBy: paper.orgName,
    styles: { default: { document: { run: { font: font('body'), size: bodySize }, paragraph: { spacing: { line: paper.style.line * twipsOfPt, lineRule: LineRuleType.EXACT } } } } },
    sections: [{
      properties: { page: {
        size: { width: Math.round(210 * twipsOfMm), height: Math.round(297 * twipsOfMm) },
        margin: { top: mm(margins.top), right: mm(margins.right), bottom: mm(margins.bottom), left: mm(margins.left), header: mm(10), footer: mm(7) },
      } },
      footers: { default: await footer(paper, width) },
      children: [...above(paper), ...blocks(paper, width)],
    }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

const mm = (value: number): number => Math.round(value * twipsOfMm);
const font = (face: keyof typeof faces): { ascii: string; hAnsi: string; eastAsia: string; cs: string } => ({ ascii: latin, hAnsi: latin, eastAsia: faces[face], cs: latin });

/** Runs of text; where somebody typed a new line there is a line break. */
function runs(text: string, options: IRunOptions = {}): TextRun[] {
  return text.split('\n').map((line, n) => new TextRun({ ...options, text: line, ...(n > 0 ? { break: 1 } : {}) }));
}

function para(text: string, options: IParagraphOptions = {}, run: IRunOptions = {}): Paragraph {
  return new Paragraph({ widowControl: true, ...options, children: runs(text, run) });
}

/** 预览, 发文机关标志, 发文字号 and the red line. */
function above(paper: Paper): Paragraph[] {
  const made: Paragraph[] = [];
  if (paper.digest === null) made.push(para(previewMark, { alignment: AlignmentType.CENTER, spacing: { after: 200 }, border: box() }, { font: font('heading'), size: tableSize }));
  if (!paper.style.head) return made;
  const size = 2 * headSize(paper.orgName, paper.style.margins);
  made.push(para(paper.orgName, { alignment: AlignmentType.CENTER, spacing: { before: 200, after: 120, line: Math.round(size * 12), lineRule: LineRuleType.EXACT } }, { font: font('title'), size, color: red, characterSpacing: headSpace * twipsOfPt }));
  made.push(para(paper.fileNumber ?? '', { alignment: AlignmentType.RIGHT, spacing: { after: 280 }, border: { bottom: { style: BorderStyle.SINGLE, size: 16, color: red, space: 4 } } }));
  return made;
}

const box = () => ({ top: line(), bottom: line(), left: line(), right: line() });
const line = () => ({ style: BorderStyle.SINGLE, size: 4, color: '000000', space: 1 });

/** The two blocks before the signature go with it, and the small print below: neither stands alone on a page. */
function blocks(paper: Paper, width: number): (Paragraph | Table)[] {
  const sign = paper.blocks.findIndex((block) => block.kind === 'sign');
  return paper.blocks.flatMap((block, n) => draw(block, paper, width, sign >= 0 && (n < sign ? n >= sign - 2 : n < paper.blocks.length - 1)));
}

function draw(block: Block, paper: Paper, width: number, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title': return [para(block.text, { alignment: AlignmentType.CENTER, keepNext: true, keepLines: true, spacing: { before: 120, after: 200, line: 680, lineRule: LineRuleType.EXACT } }, { font: font('title'), size: titleSize })];
    case 'number': return paper.style.head ? [] : [para(block.text, { alignment: AlignmentType.RIGHT, spacing: { after: 120 } }, { size: tableSize })];
    case 'to': return [para(block.text, { keepNext: true })];
    case 'heading': return [para(block.text, { indent: { firstLine: 2 * character }, keepNext: true, keepLines: true }, { font: font('heading') })];
    case 'para': return [para(block.text, { indent: { firstLine: 2 * character }, alignment: AlignmentType.BOTH, keepNext })];
    case 'fields': return [grid([['', '']], block.rows, [0.22, 0.78], width, { head: false, label: true })];
    case 'table': return [grid([block.columns], block.rows, columnShares(block.columns, block.rows), width, { head: true, label: false })];
    case 'opinion': return opinion(block, width);
    case 'attachments': return block.names.map((name, n) => para(`${n === 0 ? '附件：' : '　　　'}${n + 1}. ${name}`, { indent: { left: 2 * character }, keepNext }));
    case 'sign': return sign(block, paper, keepNext);
    case 'note': return [para(block.text, { keepNext, spacing: { before: 120, line: 320, lineRule: LineRuleType.EXACT } }, { font: font('foot'), size: noteSize })];
  }
}

/** 署名 and 成文日期, kept together and with what stands above. */
function sign(block: Extract<Block, { kind: 'sign' }>, paper: Paper, keepNext: boolean): Paragraph[] {
  const indents = signIndents(block.org, block.on, paper.style.signature);
  const at = (characters: number) => ({ right: Math.round(characters * character) });
  return [
    para(block.org, { alignment: AlignmentType.RIGHT, keepNext: true, keepLines: true, indent: at(indents.org), spacing: { before: 560 } }),
    para(block.on, { alignment: AlignmentType.RIGHT, keepNext, keepLines: true, indent: at(indents.on) }),
  ];
}

function opinion(block: Extract<Block, { kind: 'opinion' }>, width: number): (Paragraph | Table)[] {
  return [grid([['', '']], [[block.label, `${block.text}\n${[block.by, block.on].filter((part) => part !== '').join('　')}`]], [0.22, 0.78], width, { head: false, label: true })];
}

function grid(heads: readonly (readonly string[])[], rows: readonly (readonly string[])[], shares: readonly number[], width: number, options: { readonly head: boolean; readonly label: boolean }): Table {
  const widths = shares.map((share) => Math.floor(share * width));
  const cell = (text: string, n: number, bold: boolean) => new TableCell({
    width: { size: widths[n] ?? 0, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [para(text, { spacing: { line: 380, lineRule: LineRuleType.EXACT } }, { size: tableSize, bold })],
  });
  const row = (cells: readonly string[], head: boolean) => new TableRow({ tableHeader: head, cantSplit: cells.every((text) => text.length < 400), children: cells.map((text, n) => cell(text, n, head || (options.label && n === 0))) });
  return new Table({
    width: { size: width, type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED,
    rows: [...(options.head ? heads.map((head) => row(head, true)) : []), ...rows.map((cells) => row(cells, false))],
  });
}

/** The code of the number, beside it the numbers, the digest, who printed it, and which page of how many. */
async function footer(paper: Paper, width: number): Promise<Footer> {
  const lines = footOf(paper);
  const small = (text: string, more: readonly (TextRun)[] = []) => new Paragraph({
    spacing: { line: 220, lineRule: LineRuleType.EXACT }, tabStops: [{ type: TabStopType.RIGHT, position: width - codeWidth - 240 }], children: [...runs(text, footRun), ...more],
  });
  const page = new TextRun({ ...footRun, children: ['\t第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页'] });
  const code = paper.number === null ? [] : [new ImageRun({ type: 'png', data: await qrcode.toBuffer(paper.number, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 4 }), transformation: { width: 56, height: 56 }, altText: { name: '编号二维码', title: '编号二维码', description: paper.number } })];
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: { style: BorderStyle.SINGLE, size: 4, color: '000000' }, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
  return new Footer({ children: [new Table({
    width: { size: width, type: WidthType.DXA }, columnWidths: [codeWidth, width - codeWidth], layout: TableLayoutType.FIXED, borders,
    rows: [new TableRow({ children: [
      new TableCell({ width: { size: codeWidth, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, children: [new Paragraph({ spacing: { line: 240, lineRule: LineRuleType.AUTO }, children: code })] }),
      new TableCell({ width: { size: width - codeWidth, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, children: [small(lines[0]), small(lines[1]), small(lines[2], [page])] }),
    ] })],
  }), new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] })] });
}
const codeWidth = mm(17);
const footRun: IRunOptions = { font: font('foot'), size: footSize };
