import { Button } from 'antd';
import { article, articles, basisZh } from '../../law/articles.ts';
import { stated, type Field } from '../kit/field-shapes.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { useOpening } from '../kit/opening.ts';
import { OrgPicker } from '../kit/pickers.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';

/** Every item of Articles 39 to 41, and Article 42: which of them was broken. */
const grounds = articles.filter(({ number }) => number >= 39 && number <= 42).flatMap(({ number, paragraphs }) => {
  const items = paragraphs.flatMap((one) => one.items ?? []).map((_, i) => `${number}(${i + 1})`);
  return items.length > 0 ? items : [String(number)];
}).map((ground) => ({ value: ground, zh: `${basisZh(ground)}　${article(ground).slice(0, 30).replace(/[；。]$/, '')}` }));

const fields: readonly Field[] = [
  {
    name: 'department', label: '单位', hint: '一条线索一个单位。第四十一条的，选该主管部门。', required: true, kind: 'own',
    draw: (v, set, _errors, id) => <OrgPicker id={id} value={typeof v === 'string' && v !== '' ? [v] : []} onChange={(orgs) => set(orgs.at(-1)?.org ?? '')} />,
  },
  { name: 'ground', label: '情形', required: true, kind: 'select', options: grounds },
  { name: 'what', label: '事实', hint: '何时、在哪一件事上、做了什么或者没有做什么。', required: true, kind: 'area', max: 2000 },
  { name: 'evidence', label: '证据', hint: '从何处得知，凭什么文书、记录认定。', required: true, kind: 'area', max: 2000 },
];

/** 登记线索…: what an inspection found and no clock can see. Without effect until ordered (Art. 29 ¶1, 38–42). */
export function EnterSheet({ onClose }: { readonly onClose: () => void }) {
  const it = useOpening('finding', fields, (values) => ({ act: 'create', ...stated(fields, values) }));
  const ground = it.values['ground'];
  return (
    <Sheet title="登记线索" onClose={onClose} foot={<><Button type="primary" loading={it.busy} onClick={() => void it.send()}>登记线索</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={it.errors} idOf={(path) => `finding-${path.split('.')[0]}`} />
      {it.failure !== null && <ErrorState error={it.failure} />}
      <Restored typed={it.typed} />
      {it.typed.ready && <Fields fields={fields} values={it.values} errors={it.errors} set={it.set} prefix="finding" />}
      <p className="second">登记后由该单位先作说明；未经责令改正，线索不产生效力。</p>
      {typeof ground === 'string' && ground !== '' && <LawNote key={ground} basis={ground} />}
    </Sheet>
  );
}
