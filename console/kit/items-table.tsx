import type { ReactNode } from 'react';
import { identifierZh, isSensitive, sensitivityZh, typeZh } from './codes.ts';
import { Tag } from './tag.tsx';

export interface ItemLine { readonly n: number; readonly name: string; readonly field: string; readonly type: string; readonly length?: number | null | undefined; readonly sensitivity: string; readonly key?: boolean | undefined; readonly codeSet?: string | null | undefined; readonly identifier?: string | null | undefined; readonly note?: string | undefined }

/** 信息项名称 · 字段名 · 类型 · 敏感级别 · 值域; with a box in front where one chooses. */
export function ItemsTable({ items, caption, chosen, onToggle, locked }: { readonly items: readonly ItemLine[]; readonly caption: string; readonly chosen?: ReadonlySet<number>; readonly onToggle?: (n: number) => void; readonly locked?: boolean }) {
  return (
    <div className="table-scroll">
      <table className="gov items"><caption className="hidden-text">{caption}</caption>
        <thead><tr>{onToggle && <th scope="col" style={{ width: 36 }}><span className="hidden-text">选</span></th>}<th scope="col">信息项名称</th><th scope="col">字段名</th><th scope="col">类型</th><th scope="col">敏感级别</th><th scope="col">值域、说明</th></tr></thead>
        <tbody>
          {items.map((i) => (
            <tr key={i.n} className={chosen?.has(i.n) ? 'on' : ''}>
              {onToggle && <td><input type="checkbox" checked={chosen?.has(i.n) ?? false} disabled={locked ?? false} onChange={() => onToggle(i.n)} aria-label={`选择 ${i.name}`} /></td>}
              <th scope="row">{i.name}</th><td className="second">{i.field}</td><td className="second nowrap">{typeZh(i.type, i.length)}</td>
              <td>{isSensitive(i.sensitivity) ? <Tag tone="near">{sensitivityZh(i.sensitivity)}</Tag> : <span className="second">{sensitivityZh(i.sensitivity)}</span>}</td>
              <td className="second">{notes(i)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function notes(i: ItemLine): ReactNode {
  return [i.key ? '主键' : '', i.identifier ? `标识：${identifierZh(i.identifier)}` : '', i.codeSet ?? '', i.note ?? ''].filter(Boolean).join('；') || '—';
}
