import { Button } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
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
  const typed = useTyped<Values>({ kind: 'form', form: 'entry-outside', about: it.entry }, was);
  const values = typed.value;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const changed = fields.filter((f) => String(values[f.name] ?? '').trim() !== String(was[f.name] ?? ''));
  const send = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await typed.flush();
      await api.put(`/catalog/entries/${it.region}/${it.entry}/outside`, Object.fromEntries(changed.map((f) => [f.name, String(values[f.name] ?? '').trim()])));
      typed.drop();
      refreshAll();
      onClose();
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.refusal.fields?.length) setErrors(Object.fromEntries(thrown.refusal.fields.map((f) => [f.path, f.message]))); else setFailure(thrown);
    }
    setBusy(false);
  };
  return (
    <Sheet title="修改联系方式与摘要" lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} disabled={changed.length === 0} onClick={() => void send()}>保存{changed.length > 0 ? ` ${changed.length} 处` : ''}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `outside-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <p className="second">这几项不立新版、不经审核，即时生效，逐项留痕。数据项、共享属性、使用条件等须走“更新目录”。</p>
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(n, v) => typed.change({ [n]: v })} prefix="outside" />}
    </Sheet>
  );
}
