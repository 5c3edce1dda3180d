import { Button } from 'antd';
import { causeChoices } from '../kit/codes.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Restored } from '../kit/restored.tsx';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from '../shell/api.ts';
import { causeLine } from './differences.tsx';
import type { Own } from './shapes.ts';

const fields: readonly Field[] = [
  { name: 'kind', label: '原因', required: true, kind: 'radio', options: causeChoices.filter((c) => c.value !== 'other') },
  { name: 'on', label: '发生之日', hint: '法律、决定或者职责文件生效的日期。时限随之重算。', required: true, kind: 'date' },
];

/** The reviewer sets right why an entry must change and since when: the clock of 17 ¶2 follows. */
export function CauseRightSheet({ caseRef, cause, onClose }: { readonly caseRef: string; readonly cause: Own['causes'][number]; readonly onClose: () => void }) {
  const was: Values = { kind: cause.kind === 'other' ? '' : cause.kind, on: cause.kind === 'other' ? '' : cause.on };
  const { values, set, typed, errors, failure, busy, send } = useSending(fields, was, (all, headers) => api.put(`/catalog/${caseRef}/causes/${cause.n}`, stated(fields, all), { headers }), onClose, { kind: 'form', form: 'catalog-cause', about: `${caseRef}.${cause.n}` });
  const same = fields.every((f) => values[f.name] === was[f.name]);
  return (
    <Sheet title="更正原因或发生日期" lead={<p className="second">{causeLine(cause)}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} disabled={same} onClick={() => void send()}>更正</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `cause-right-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {typed.ready ? <Fields fields={fields} values={values} errors={errors} set={set} prefix="cause-right" /> : <Loading />}
      <LawNote basis="17.2" />
    </Sheet>
  );
}
