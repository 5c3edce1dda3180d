import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import type { Block } from '../../law/documents/blocks.ts';
import { columnShares, footOf, headSize, headSpace, pageZh, previewMark, signIndents, type Paper } from '../../law/documents/paper.ts';
import { cut, measure, type Drawn } from './measure.ts';
import { paginate } from './paginate.ts';
import { QrOf } from './qr.tsx';
import './documents.css';

const MM = 96 / 25.4;
/** What the engine may round up on the way to the printer. */
const SPARE = 2;

/** A paper on its pages, as they are printed: each 210 × 297 mm with its foot; on screen they lie on grey. */
export function Sheets({ paper, seal }: { readonly paper: Paper; readonly seal: boolean }) {
  const column = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => flat(paper), [paper]);
  const [pages, setPages] = useState<readonly (readonly Drawn[])[]>([]);
  const { margins } = paper.style;
  useLayoutEffect(() => {
    let current = true;
    const lay = () => {
      const from = column.current;
      if (!from || !current) return;
      const measured = measure(from, blocks);
      setPages(paginate(measured, (297 - margins.top - margins.bottom) * MM - SPARE).map((pieces) => cut(from, blocks, measured, pieces)));
    };
    lay();
    void document.fonts.ready.then(lay);
    return () => { current = false; };
  }, [blocks, margins]);
  const style = { '--top': `${margins.top}mm`, '--right': `${margins.right}mm`, '--bottom': `${margins.bottom}mm`, '--left': `${margins.left}mm`, '--line': `${paper.style.line}pt` } as CSSProperties;
  return (
    <div className="papers" style={style}>
      {pages.map((pieces, n) => (
        <article key={n} className="a4" aria-label={pageZh(n + 1, pages.length)}>
          <div className="a4-body">{pieces.map((one, k) => <div key={k} className="piece"><BlockView block={one.block} whole={one.whole} paper={paper} first={one.first} last={one.last} {...(one.block.kind === 'sign' ? { seal } : {})} /></div>)}</div>
          <Foot paper={paper} page={n + 1} pages={pages.length} />
        </article>
      ))}
      <div className="sheet-measure" ref={column} aria-hidden="true">{blocks.map((block, n) => <div key={n} className="piece"><BlockView block={block} whole={block} paper={paper} first last /></div>)}</div>
    </div>
  );
}

/** Head, number and red line stand on the paper as blocks do; a list of files is as many lines. */
function flat(paper: Paper): readonly Block[] {
  return paper.blocks.flatMap((block): Block[] => {
    if (block.kind === 'attachments') return block.names.map((name, n) => ({ kind: 'attachments', names: [`${n === 0 ? '附件：' : '　　　'}${n + 1}. ${name}`] }));
    return block.kind === 'number' && paper.style.head ? [] : [block];
  });
}

function Foot({ paper, page, pages }: { readonly paper: Paper; readonly page: number; readonly pages: number }) {
  const [numbers, digest, print] = footOf(paper);
  return (
    <footer className="a4-foot">
      {paper.number !== null && <QrOf text={paper.number} />}
      <div className="a4-foot-lines"><p>{numbers}</p><p>{digest}</p><p className="split"><span>{print}</span><span>{pageZh(page, pages)}</span></p></div>
    </footer>
  );
}

/** Numbers of cases and dates are never broken over two lines. */
function unbroken(text: string) {
  return text.split(/([A-Z]{2}-\d{6}-\d{4}-\d{6}|\d{4}-\d{2}-\d{2})/).map((part, n) => (n % 2 === 1 ? <span key={n} className="nowrap">{part}</span> : part));
}

function BlockView({ block, whole, paper, first, last, seal }: { readonly block: Block; readonly whole: Block; readonly paper: Paper; readonly first: boolean; readonly last: boolean; readonly seal?: boolean }) {
  switch (block.kind) {
    case 'title': return <TitleView text={block.text} paper={paper} />;
    case 'number': return <p className="paper-number">{block.text}</p>;
    case 'to': return <p className="paper-to">{block.text}</p>;
    case 'heading': return <h3 className="paper-heading">{block.text}</h3>;
    case 'para': return <p className={`paper-para${first ? '' : ' on'}${last ? '' : ' off'}`}>{unbroken(block.text)}</p>;
    case 'note': return <p className={`paper-note${last ? '' : ' off'}`}>{block.text}</p>;
    case 'attachments': return <p className="paper-files">{block.names[0]}</p>;
    case 'fields': return <Grid columns={null} rows={block.rows} shares={[0.22, 0.78]} label />;
    case 'table': return <Grid columns={block.columns} rows={block.rows} shares={whole.kind === 'table' ? columnShares(whole.columns, whole.rows) : []} />;
    case 'opinion': return <Grid columns={null} rows={[[block.label, `${block.text}\n${[block.by, block.on].filter((part) => part !== '').join('　')}`]]} shares={[0.22, 0.78]} label />;
    case 'sign': return <SignView block={block} paper={paper} seal={seal === true && block.seal} />;
    default: return null;
  }
}

/** The title, and above it what stands at the head of the paper: the mark of a preview, or the name in red with number and line. */
function TitleView({ text, paper }: { readonly text: string; readonly paper: Paper }) {
  return (
    <>
      {paper.digest === null && <p className="paper-mark">{previewMark}</p>}
      {paper.style.head && <><p className="paper-head" style={{ fontSize: `${headSize(paper.orgName, paper.style.margins)}pt`, letterSpacing: `${headSpace}pt` }}>{paper.orgName}</p><p className="paper-file-number">{paper.fileNumber ?? '\u00a0'}</p></>}
      <h2 className="paper-title">{text.split(/(?=“)|(?<=”)/).map((part, n) => <span key={n}>{part}</span>)}</h2>
    </>
  );
}

function SignView({ block, paper, seal }: { readonly block: Extract<Block, { kind: 'sign' }>; readonly paper: Paper; readonly seal: boolean }) {
  const at = signIndents(block.org, block.on, paper.style.signature);
  return <div className="paper-sign"><p style={{ paddingRight: `${at.org}em` }}>{block.org}</p><p style={{ paddingRight: `${at.on}em` }}>{block.on}</p>{seal && <span className="paper-seal no-print" aria-hidden="true">盖章处</span>}</div>;
}

function Grid({ columns, rows, shares, label }: { readonly columns: readonly string[] | null; readonly rows: readonly (readonly string[])[]; readonly shares: readonly number[]; readonly label?: boolean }) {
  return (
    <table className="paper-table">
      <colgroup>{shares.map((share, n) => <col key={n} style={{ width: `${(share * 100).toFixed(3)}%` }} />)}</colgroup>
      {columns && <thead><tr>{columns.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>}
      <tbody>{rows.map((row, n) => <tr key={n}>{row.map((text, k) => (label && k === 0 ? <th key={k} scope="row">{text}</th> : <td key={k}>{unbroken(text)}</td>))}</tr>)}</tbody>
    </table>
  );
}
