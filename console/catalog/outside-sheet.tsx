import { Button } from 'antd';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import type { Field, Values } from '../kit/field-shapes.ts';
import { Restored } from '../kit/restored.tsx';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api } from '../shell/api.ts';
import type { Entry } from './shapes.ts';

const fields: readonly Field[] = [
  { name: 'summary', label: '摘要', hint: '不少于 20 个字。', required: true, kind: 'area', max: 1000 },
  { name: 'office', label: '内设机构', kind: 'text', max: 100 },
  { name: 'contact', label: '联系岗位', required: true, kind: 'text', max: 100 },
  { name: 'phone', label: '联系电话', required: true, kind: 'text', max: 40 },
  { name: 'sourceSystem', label: '来源信息系统', kind: 'text', max: 200 },
];

/** What 13 ¶2 does not list is changed without a case: no new version, each change on record. */
export function OutsideSheet({ it, onClose }: { readonly it: Entry; readonly onClose: () => void }) {
  const was: Values = { summary: it.summary, office: it.body.office ?? '', contact: it.body.contact, phone: it.body.phone, sourceSystem: it.body.sourceSystem ?? '' };
  const changesOf = (all: Values) => fields.filter((f) => String(all[f.name] ?? '').trim() !== String(was[f.name] ?? ''));
  const change = (all: Values, headers: Readonly<Record<string, string>>) => api.put(`/catalog/entries/${it.region}/${it.entry}/outside`, Object.fromEntries(changesOf(all).map((f) => [f.name, String(all[f.name] ?? '').trim()])), { headers });
  const { values, set, errors, failure, busy, send, typed } = useSending(fields, was, change, onClose, { kind: 'form', form: 'entry-outside', about: it.entry });
  const changed = changesOf(values);
  return (
    <Sheet title="修改联系方式与摘要" lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} disabled={changed.length === 0} onClick={() => void send()}>保存{changed.length > 0 ? ` ${changed.length} 处` : ''}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `outside-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <p className="second">这几项不立新版、不经审核，即时生效，逐项留痕。数据项、共享属性、使用条件等须走“更新目录”。</p>
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={set} prefix="outside" />}
    </Sheet>
  );
}
