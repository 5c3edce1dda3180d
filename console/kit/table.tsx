import { Button } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { remember, remembered } from './memory.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row, index: number) => ReactNode;
  readonly align?: 'right';
  readonly width?: number | string;
  /** May be hidden by the reader; the others always show. */
  readonly optional?: true;
  /** Given: the head sorts by it, on the server. */
  readonly sort?: string;
  readonly headHidden?: true;
}

export interface GovTableProps<Row> {
  /** Names what is kept in this browser: density and hidden columns. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly groups?: readonly { readonly key: string; readonly head: ReactNode; readonly has: (row: Row) => boolean }[];
  readonly selected?: ((row: Row) => boolean) | undefined;
  readonly total?: string | undefined;
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
  readonly onExport?: (() => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly more?: ReactNode;
  readonly tools?: boolean;
  readonly empty?: ReactNode;
}

/** A real table: heads with scope, hairlines, column choice, density, sorting by the server, export. Pages go by key (`more`). */
export function GovTable<Row>(p: GovTableProps<Row>) {
  const [dense, setDense] = useState(() => remembered(`${p.id}.dense`) === '1');
  const [hidden, setHidden] = useState<readonly string[]>(() => (remembered(`${p.id}.hidden`) ?? '').split(',').filter(Boolean));
  const columns = p.columns.filter((c) => !hidden.includes(c.key));
  const hide = (key: string, on: boolean) => {
    const next = on ? [...hidden, key] : hidden.filter((k) => k !== key);
    setHidden(next);
    remember(`${p.id}.hidden`, next.join(','));
  };
  const body = (rows: readonly Row[], from: number) => rows.map((row, n) => <BodyRow key={p.rowKey(row)} row={row} index={from + n} columns={columns} p={p} />);
  return (
    <div className="table-box">
      {(p.tools ?? true) && (
        <TableTools total={p.total} dense={dense} onDense={(on) => { setDense(on); remember(`${p.id}.dense`, on ? '1' : ''); }} onExport={p.onExport}
          optional={p.columns.filter((c) => c.optional)} hidden={hidden} onHide={hide} />
      )}
      <div className="table-scroll">
        <table className={`gov${dense ? ' dense' : ''}`}>
          <caption className="hidden-text">{p.caption}</caption>
          <thead><tr>{columns.map((c) => <HeadCell key={c.key} column={c} sort={p.sort} onSort={p.onSort} />)}</tr></thead>
          {p.groups ? p.groups.map((group) => {
            const rows = p.rows.filter(group.has);
            if (rows.length === 0) return null;
            return (
              <tbody key={group.key}>
                <tr className="group"><th colSpan={columns.length} scope="colgroup">{group.head}</th></tr>
                {body(rows, p.rows.indexOf(rows[0] as Row))}
              </tbody>
            );
          }) : <tbody>{body(p.rows, 0)}</tbody>}
        </table>
      </div>
      {p.rows.length === 0 && p.empty}
      {p.more}
    </div>
  );
}

/** Columns that may be hidden by the reader leave by themselves where the window is narrow. */
const cellClass = <Row,>(c: Column<Row>): string => [c.align === 'right' ? 'num' : '', c.optional ? 'optional' : ''].filter(Boolean).join(' ');

function BodyRow<Row>({ row, index, columns, p }: { readonly row: Row; readonly index: number; readonly columns: readonly Column<Row>[]; readonly p: GovTableProps<Row> }) {
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>) => { if (event.key === 'Enter' && event.target === event.currentTarget) p.onOpen?.(row); };
  const on = p.selected?.(row) ?? false;
  return (
    <tr className={on ? 'on' : ''} data-row={p.rowKey(row)} tabIndex={-1} onKeyDown={onKey}>
      {columns.map((c, n) => (n === 0 && !c.headHidden
        ? <th key={c.key} scope="row" className={cellClass(c)}>{c.cell(row, index)}</th>
        : <td key={c.key} className={cellClass(c)}>{c.cell(row, index)}</td>))}
    </tr>
  );
}

function HeadCell<Row>({ column, sort, onSort }: { readonly column: Column<Row>; readonly sort: string | undefined; readonly onSort: ((sort: string) => void) | undefined }) {
  const by = column.sort;
  const down = by !== undefined && sort === `-${by}`;
  const up = by !== undefined && sort === by;
  return (
    <th scope="col" className={cellClass(column)} style={column.width === undefined ? undefined : { width: column.width }} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
      {by && onSort ? <button type="button" className="sort" onClick={() => onSort(down ? by : `-${by}`)}>{column.title}<span aria-hidden="true">{up ? '▲' : down ? '▼' : '↕'}</span></button>
        : column.headHidden ? <span className="hidden-text">{column.title}</span> : column.title}
    </th>
  );
}

function TableTools<Row>({ total, dense, onDense, optional, hidden, onHide, onExport }: {
  readonly total: string | undefined; readonly dense: boolean; readonly onDense: (on: boolean) => void; readonly optional: readonly Column<Row>[];
  readonly hidden: readonly string[]; readonly onHide: (key: string, on: boolean) => void; readonly onExport: (() => void) | undefined;
}) {
  return (
    <div className="table-tools no-print">
      <span className="second">{total}</span>
      <span className="row" style={{ marginLeft: 'auto' }}>
        {optional.length > 0 && (
          <details className="menu">
            <summary>列</summary>
            <div className="menu-list">{optional.map((c) => <label key={c.key} className="check"><input type="checkbox" checked={!hidden.includes(c.key)} onChange={(e) => onHide(c.key, !e.target.checked)} /> {c.title}</label>)}</div>
          </details>
        )}
        <button type="button" className="plain-button second" aria-pressed={dense} onClick={() => onDense(!dense)}>{dense ? '宽松' : '紧凑'}</button>
        {onExport && <Button size="small" onClick={onExport}>导出</Button>}
      </span>
    </div>
  );
}

/** The next page by key; there is no page number to jump to. */
export function MoreRows({ has, loading, onMore }: { readonly has: boolean; readonly loading: boolean; readonly onMore: () => void }) {
  return has ? <div className="more-rows no-print"><Button onClick={onMore} loading={loading}>再看一页</Button></div> : null;
}
