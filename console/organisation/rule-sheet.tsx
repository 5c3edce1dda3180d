import type { Field, Values } from '../kit/field-shapes.ts';
import { useTyped } from '../kit/typed.ts';
import { GraveSheet } from '../officers/grave-sheet.tsx';
import { api } from '../shell/api.ts';
import { classZh } from './rule-words.ts';
import type { Jurisdiction } from './shapes.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** One local rule: what it is, and the document it rests on. The server holds it against the bounds of the law. */
export function RuleSheet({ of, onClose, onDone }: { readonly of: Jurisdiction; readonly onClose: () => void; readonly onDone: () => void }) {
  const typed = useTyped<Values>({ kind: 'form', form: 'local-rule', about: '' }, {});
  const values = typed.value;
  const kind = values['kind'];
  const limit = of.limits.find((l) => keyOf(l) === values['limit']);
  const number = of.numbers.find((n) => n.name === values['number']);
  const fields: readonly Field[] = [
    { name: 'kind', label: '类别', required: true, kind: 'radio', options: [{ value: 'limit', zh: '缩短时限' }, { value: 'number', zh: '确定数值' }, ...(of.adoptable.length > 0 ? [{ value: 'adoption', zh: '采用可选的办法' }] : [])] },
    { name: 'limit', label: '时限', required: true, kind: 'select', when: () => kind === 'limit', options: of.limits.map((l) => ({ value: keyOf(l), zh: `${l.procedureZh}·${l.clockZh}（${classZh(l.class)}，${l.national} 个工作日）` })) },
    { name: 'what', label: '改什么', required: true, kind: 'radio', when: () => kind === 'limit' && (limit?.extension ?? 0) > 0, options: [{ value: 'limit', zh: '时限本身' }, { value: 'extension', zh: '延期的日数' }] },
    { name: 'workingDays', label: '工作日数', ...(limit ? { hint: values['what'] === 'extension' ? `不得长于现行的 ${limit.extension} 个工作日。` : limit.basis === 'local' ? `条例未规定，平台默认 ${limit.national} 个工作日；可定 1 至 365。` : `不得长于全国的 ${limit.national} 个工作日。` } : {}), required: true, kind: 'number', when: () => kind === 'limit' },
    { name: 'number', label: '数值', required: true, kind: 'select', when: () => kind === 'number', options: of.numbers.map((n) => ({ value: n.name, zh: n.zh })) },
    { name: 'value', label: '定为', ...(number ? { hint: `${number.least} 至 ${number.most}，现为 ${number.value}。` } : {}), required: true, kind: 'number', when: () => kind === 'number' },
    { name: 'name', label: '办法', required: true, kind: 'radio', when: () => kind === 'adoption', options: of.adoptable.map((a) => ({ value: a.name, zh: a.zh })) },
    { name: 'by.title', label: '文件名称', required: true, kind: 'text', max: 200 },
    { name: 'by.number', label: '文号', required: true, kind: 'text', max: 100 },
    { name: 'by.from', label: '施行日期', required: true, kind: 'date' },
    { name: 'by.to', label: '失效日期', hint: '没有写明的不填。', kind: 'date' },
  ];
  const by = { title: text(values['by.title']).replace(/^《(.*)》$/, '$1'), number: text(values['by.number']), from: text(values['by.from']), to: text(values['by.to']) || null };
  const body = () => (kind === 'limit' ? { kind, procedure: limit?.procedure, clock: limit?.clock, class: limit?.class, what: values['what'] ?? 'limit', workingDays: Number(values['workingDays']), by }
    : kind === 'number' ? { kind, name: values['number'], value: Number(values['value']), by } : { kind, name: values['name'], by });
  return (
    <GraveSheet title="录入地方规定" lead={of.regionName} word="录入" basis="23" says={<p>自施行之日起，新收到的事项按此办理，界面标“地方”；正在办理的事项不变。比全国时限长的不予录入。</p>}
      form={{ fields, values, set: (name, value) => typed.change({ [name]: value }), typed }} send={() => api.post('/jurisdiction', body(), { headers: typed.headers })} onClose={onClose} onDone={onDone} />
  );
}

const keyOf = (l: Jurisdiction['limits'][number]): string => `${l.procedure}/${l.clock}/${l.class}`;
