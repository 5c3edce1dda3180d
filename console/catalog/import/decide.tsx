import { Button } from 'antd';
import { useRef, useState } from 'react';
import { basisZh } from '../../../law/basis.ts';
import { limitZh } from '../../../law/limit-words.ts';
import { catalog } from '../../../law/procedures/catalog.ts';
import { requestKey } from '../../../sdk/client.ts';
import { causeChoices } from '../../kit/codes.ts';
import { ErrorSummary, Fields } from '../../kit/fields.tsx';
import { missing, type Field, type Values } from '../../kit/field-shapes.ts';
import { count } from '../../kit/formats.ts';
import { Sheet } from '../../kit/sheet.tsx';
import { ErrorState } from '../../kit/states.tsx';
import { api, refreshAll } from '../../shell/api.ts';
import type { ImportView } from './shapes.ts';

const path = (it: ImportView): string => `/catalog/imports/${it.region}/${it.id}`;

/** What may be done with this import now; what is wrong stays out only where somebody says so. */
export function Decide({ it }: { readonly it: ImportView }) {
  const [open, setOpen] = useState<'start' | 'return' | 'undo' | null>(null);
  const { counts } = it;
  const wrong = counts === null ? 0 : counts.error + counts.duplicate + counts.mixed;
  const good = counts === null ? 0 : counts.add + counts.update + counts.partsReady;
  return (
    <section className="acts" id="acts" tabIndex={-1} aria-label="办理">
      <h2>{it.mayStart ? '轮到您：决定怎样导入' : it.state === 'checked' ? '等上传人决定' : '可以办理'}</h2>
      {it.mayStart && <button type="button" className="act-button primary" disabled={good === 0} onClick={() => setOpen('start')}><span>{wrong > 0 ? '只导入正确行…' : '全部导入…'}</span><span className="act-basis">只成草稿</span></button>}
      {it.mayStart && good === 0 && <p className="act-note">没有可以导入的目录：都有错误，或者与现有的相同。</p>}
      {it.mayStart && <button type="button" className="act-button" onClick={() => setOpen('return')}><span>全部退回…</span><span className="act-basis">一行不导入</span></button>}
      {it.hasFile && it.counts && (wrong > 0 || it.failed > 0) && <a className="act-button" href={`/api${path(it)}/workbook`}><span>下载标红的原表</span><span className="act-basis">错误原因在末列</span></a>}
      {it.mayUndo && <button type="button" className="act-button" onClick={() => setOpen('undo')}><span>撤销导入…</span><span className="act-basis">限未再改动的</span></button>}
      {it.state === 'checked' && !it.mayStart && <p className="act-note">导入以上传人（{it.by}）的名义办理。</p>}
      {open === 'start' && <StartSheet it={it} onClose={() => setOpen(null)} />}
      {(open === 'return' || open === 'undo') && <ConfirmSheet it={it} act={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

const causeFields: readonly Field[] = [
  { name: 'kind', label: '更新的原因', hint: `前四类自发生之日起 ${limitZh(catalog.clocks.update)}内完成更新并报送（${basisZh(catalog.clocks.update.basis)}）。`, required: true, kind: 'radio', options: causeChoices },
  { name: 'on', label: '发生之日', required: true, kind: 'date', when: (v) => v['kind'] !== undefined && v['kind'] !== 'other' },
  { name: 'document', label: '文件', hint: '名称与文号。', required: true, kind: 'text', max: 300, when: (v) => v['kind'] !== undefined && v['kind'] !== 'other' },
];

function StartSheet({ it, onClose }: { readonly it: ImportView; readonly onClose: () => void }) {
  const key = useRef(requestKey());
  const [values, setValues] = useState<Values>({ kind: 'other' });
  const [split, setSplit] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const c = it.counts;
  if (c === null) return null;
  const units = c.add + c.update + (split ? c.partsReady : 0);
  const left = c.error + c.duplicate + (split ? c.mixed - c.partsReady : c.mixed);
  const fields = c.update > 0 ? causeFields : [];
  const send = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const cause = { kind: String(values['kind'] ?? 'other'), on: String(values['on'] ?? ''), document: String(values['document'] ?? '') };
      await api.post(`${path(it)}/start`, { rightOnly: left > 0, split, cause: cause.kind === 'other' ? { kind: 'other' } : cause }, { headers: { 'idempotency-key': key.current } });
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <Sheet title={left > 0 ? '只导入正确行' : '全部导入'} lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} disabled={units === 0} onClick={() => void send()}>{`导入 ${count(units)} 个目录`}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `start-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <ul className="links-list">
        <li>新增 <b>{count(c.add)}</b> 个，各开一件“编制目录”</li>
        {c.update > 0 && <li>更新 <b>{count(c.update)}</b> 个：已发布的各开一件“更新目录”，正在编制的草稿写入新内容</li>}
        {c.same > 0 && <li>未变 {count(c.same)} 个，不动</li>}
        {left > 0 && <li>不导入 <b>{count(left)}</b> 个：有错误、重复或者没有拆分</li>}
      </ul>
      {c.mixed > 0 && (
        <label className="check"><input type="checkbox" checked={split} onChange={(e) => { setSplit(e.target.checked); key.current = requestKey(); }} />
          <span>同意按共享属性拆分：{count(c.mixed)} 个信息项共享属性不一致的目录，拆成 {count(c.parts)} 个{c.partsReady < c.mixed ? `（其中 ${count(c.mixed - c.partsReady)} 个拆分后仍有错误，不导入）` : ''}。一个目录只有一种共享属性（第十四条）。</span></label>
      )}
      {fields.length > 0 && <Fields fields={fields} values={values} errors={errors} set={(n, v) => { key.current = requestKey(); setValues({ ...values, [n]: v }); }} prefix="start" />}
      <p className="second">导入的目录都是草稿，以您的名义编制；评估、提交、审核、发布照常办理。</p>
    </Sheet>
  );
}

function ConfirmSheet({ it, act, onClose }: { readonly it: ImportView; readonly act: 'return' | 'undo'; readonly onClose: () => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    try {
      await api.post(`${path(it)}/${act}`, undefined);
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title={act === 'return' ? '全部退回' : '撤销导入'} middle lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>{act === 'return' ? '全部退回' : '撤销'}</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <p>{act === 'return' ? '一行都不导入。预览和标红的原表仍可查看、下载；改正后请重新上传。' : `导入时新开的草稿将放弃，被覆盖的草稿恢复导入前的内容。导入以后又改过、已经提交的，保留原样。`}</p>
    </Sheet>
  );
}
