import { Button, Input } from 'antd';
import { valueSetFor, valueSets, valueSetText } from '../../law/codes/value-sets.ts';
import { gradeShortChoices, identifierChoices, sensitivityChoices, typeChoices } from '../kit/codes.ts';
import { Select } from '../kit/fields.tsx';
import type { Errors } from '../kit/field-shapes.ts';
import { personalOf } from './edit-model.ts';
import type { DraftItem } from './shapes.ts';

/** The items as an editable table; errors stand under the row they are in. */
export function ItemEditor({ items, errors, set }: { readonly items: readonly DraftItem[]; readonly errors: Errors; readonly set: (items: readonly DraftItem[]) => void }) {
  const put = (n: number, change: Partial<DraftItem>) => set(items.map((item, i) => (i === n ? { ...item, ...change } : item)));
  if (items.length === 0) return <p className="second">还没有数据项。</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="数据项编辑表">
      <table className="gov dense item-editor"><caption className="hidden-text">数据项</caption>
        <thead><tr><th scope="col" style={{ width: 26 }}>序</th><th scope="col">信息项名称</th><th scope="col" style={{ width: 104 }}>字段名</th><th scope="col" style={{ width: 98 }}>类型</th><th scope="col" style={{ width: 54 }}>长度</th><th scope="col" style={{ width: 40 }}>主键</th><th scope="col" style={{ width: 118 }}>敏感级别</th><th scope="col" style={{ width: 84 }}>标识对象</th><th scope="col" style={{ width: 86 }}>分级</th><th scope="col">值域、说明</th><th scope="col" style={{ width: 44 }}><span className="hidden-text">删</span></th></tr></thead>
        <tbody>{items.map((item, n) => <EditRow key={n} n={n} item={item} put={(c) => put(n, c)} onDrop={() => set(items.filter((_, i) => i !== n))} wrong={Object.entries(errors).filter(([p]) => p.startsWith(`items.${n}.`)).map(([, m]) => m)} />)}</tbody>
      </table>
      <datalist id={proposals}>{valueSets.codes.map((one) => <option key={one.code} value={valueSetText(one)} />)}</datalist>
    </div>
  );
}

const proposals = 'value-sets';
/** What an item of this name is likely written in, in grey until something stands there. */
const likely = (name: string | undefined) => { const found = valueSetFor(name ?? ''); return found === undefined ? '' : `如 ${valueSetText(found)}`; };

function EditRow({ n, item, put, onDrop, wrong }: { readonly n: number; readonly item: DraftItem; readonly put: (change: Partial<DraftItem>) => void; readonly onDrop: () => void; readonly wrong: readonly string[] }) {
  const name = item.name || `第 ${n + 1} 项`;
  return (
    <>
      <tr className={wrong.length > 0 ? 'wrong' : ''}>
        <td className="second">{n + 1}</td>
        <td><Input value={item.name ?? ''} maxLength={100} aria-label={`第 ${n + 1} 项名称`} onChange={(e) => put({ name: e.target.value })} /></td>
        <td><Input value={item.field ?? ''} maxLength={63} aria-label={`${name}的字段名`} onChange={(e) => put({ field: e.target.value.trim() })} /></td>
        <td><Select label={`${name}的类型`} value={item.type ?? ''} options={typeChoices} onChange={(type) => put({ type })} /></td>
        <td><Input value={item.length ?? ''} inputMode="numeric" maxLength={7} aria-label={`${name}的长度`} onChange={(e) => put({ length: e.target.value === '' ? null : Number(e.target.value.replace(/[^\d]/g, '')) || null })} /></td>
        <td style={{ textAlign: 'center' }}><input type="checkbox" checked={item.key ?? false} aria-label={`${name}是主键`} onChange={(e) => put({ key: e.target.checked })} /></td>
        <td><Select label={`${name}的敏感级别`} value={item.sensitivity ?? ''} options={sensitivityChoices} onChange={(sensitivity) => put({ sensitivity, personal: personalOf(sensitivity) })} /></td>
        <td><Select label={`${name}的标识对象`} value={item.identifier ?? ''} empty="无" options={identifierChoices} onChange={(v) => put({ identifier: (v || null) as DraftItem['identifier'] & (string | null) })} /></td>
        <td><Select label={`${name}的分级`} value={item.grade ?? ''} options={gradeShortChoices} onChange={(grade) => put({ grade })} /></td>
        <td><Input value={item.codeSet ?? ''} maxLength={500} list={proposals} placeholder={likely(item.name)} aria-label={`${name}的值域、说明`} onChange={(e) => put({ codeSet: e.target.value || null })} /></td>
        <td><Button size="small" onClick={onDrop} aria-label={`删去${name}`}>删</Button></td>
      </tr>
      {wrong.length > 0 && <tr><td colSpan={11} className="field-error" style={{ borderTop: 0 }}>{[...new Set(wrong)].join('；')}</td></tr>}
    </>
  );
}
