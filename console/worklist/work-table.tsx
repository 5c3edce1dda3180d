import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import type { CaseRow } from '../../platform/procedures/contract.ts';
import { LampCell } from '../kit/lamp.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { useSession } from '../shell/session.ts';

/** A late case stands under what its lateness led to (law: `late` of its clock); the other lamps under themselves. */
const groups: readonly { readonly key: string; readonly zh: string; readonly more?: string; readonly kinds: readonly string[]; readonly lateAs?: CaseRow['lateAs'] }[] = [
  { key: 'late', zh: '已超期', more: '已列入督办线索', kinds: ['late'], lateAs: 'clue' },
  { key: 'late-list', zh: '已超期', more: '已列主管部门清单', kinds: ['late'], lateAs: 'list' },
  { key: 'late-only', zh: '已超期', kinds: ['late'], lateAs: null },
  { key: 'due', zh: '今日或次日截止', kinds: ['due'] },
  { key: 'near', zh: '临期', kinds: ['near'] },
  { key: 'normal', zh: '正常', kinds: ['normal', 'none'] },
  { key: 'paused', zh: '停计，等对方', kinds: ['paused'] },
  { key: 'done', zh: '办结', kinds: ['done', 'done-late'] },
];

/** One table for all procedures, grouped by lamp. Only late rows and today's have a filled button, so the page stays quiet. */
export function WorkTable({ rows, chosen, onToggle, idle = '查看' }: { readonly rows: readonly CaseRow[]; readonly chosen: readonly CaseRow[]; readonly onToggle: (row: CaseRow) => void; /** Where nothing waits for him: why he opens it. */ readonly idle?: string }) {
  return (
    <div className="table-scroll">
      <table className="gov worklist">
        <caption className="hidden-text">待办事项，按督办灯分组</caption>
        <thead><tr><th scope="col" style={{ width: 40 }}><span className="hidden-text">选中</span></th><th scope="col" style={{ width: 196 }}>时限</th><th scope="col">事项</th><th scope="col" className="c-other" style={{ width: 190 }}>对方·依据</th><th scope="col" className="num" style={{ width: 148 }}>下一步</th></tr></thead>
        {groups.map((g) => {
          const mine = rows.filter((r) => g.kinds.includes(r.lamp.kind) && (g.lateAs === undefined || g.lateAs === r.lateAs));
          if (mine.length === 0) return null;
          return (
            <tbody key={g.key}>
              <tr className="group"><th colSpan={4} scope="colgroup"><b>{g.zh}</b> {mine.length} 件{g.more ? ` · ${g.more}` : ''}</th><td className="c-other" /></tr>
              {mine.map((row) => <Row key={row.ref + (row.next?.act ?? '')} row={row} chosen={chosen} onToggle={onToggle} idle={idle} />)}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

/** The next act's own page, where it has one. */
export function pageOf(row: CaseRow): string {
  const own: Readonly<Record<string, string>> = { 'application.submit': '/edit', 'application.propose': '/reply', 'catalog.submit': '/edit', 'demand.register': '/edit' };
  return `/cases/${row.kind}/${row.ref}${own[`${row.kind}.${row.next?.act ?? ''}`] ?? ''}`;
}

function Row({ row, chosen, onToggle, idle }: { readonly row: CaseRow; readonly chosen: readonly CaseRow[]; readonly onToggle: (row: CaseRow) => void; readonly idle: string }) {
  const session = useSession();
  const on = chosen.some((c) => c.ref === row.ref);
  const first = chosen[0];
  const alike = !first || (first.kind === row.kind && first.next?.act === row.next?.act);
  const to = { kind: row.kind, ref: row.ref };
  const next = pageOf(row);
  const pressing = row.lamp.kind === 'late' || row.lamp.text === '今日截止';
  return (
    <tr className={on ? 'on' : ''} data-row={row.ref} tabIndex={-1}>
      <td>{row.next?.batch && alike && <Checkbox checked={on} onChange={() => onToggle(row)} aria-label={`选择 ${row.number ?? row.title}`} />}</td>
      <td><LampCell lamp={row.lamp} today={session.today.legal} {...(row.inside && row.lamp.kind === 'none' ? { under: '本部门内部环节' } : {})} /></td>
      <td>
        <Link to="/cases/$kind/$ref" params={to} className="title">{row.title}</Link>
        <span className="under"><Tag tone="chip">{row.kindZh}</Tag><span>{row.number ?? '未编号'}</span><span className="note" title={row.note ?? row.stateZh}>{row.note ?? row.stateZh}</span></span>
      </td>
      <td className="c-other"><div className="second">{row.otherName ?? '—'}</div><ArticleTag>{row.next?.basisZh}</ArticleTag></td>
      <td className="num">
        {row.next ? <Link to={next} className={`button-link next-act${pressing ? ' primary' : ''}`} aria-label={`${row.next.turn}：${row.title}`}>{row.next.turn}</Link>
          : <Link to="/cases/$kind/$ref" params={to} className="button-link next-act quiet" aria-label={`${idle}：${row.title}`}>{idle}</Link>}
      </td>
    </tr>
  );
}
