import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { requestKey } from '../../sdk/client.ts';
import type { Department, Entry } from '../catalog/shapes.ts';
import { DepartmentPick } from '../demand/pick.tsx';
import { Attach } from '../kit/attach.tsx';
import { disposalChoices, maskChoices, modeZh } from '../kit/codes.ts';
import { ErrorSummary, Fields, Select } from '../kit/fields.tsx';
import { missing, type Errors, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { filtersStated, RowFilters, type Filter } from '../kit/row-filters.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { AttributeTag } from '../kit/tag.tsx';
import type { Attachment } from '../kit/timeline.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

interface Props { readonly onClose: () => void }

/** 登记存量共享…: what ran before the platform, with its papers; in force once both heads have confirmed (44). */
export function ImportSheet({ onClose }: Props) {
  const prefix = useId();
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const { actor } = useSession();
  const [values, setValues] = useState<Values>({ how: 'delete', days: '30', serviceKind: 'query' });
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [region = '', id = ''] = String(values['entry'] ?? '').split('/');
  const { data: entry } = useQuery({ queryKey: ['entry', region, id], enabled: id !== '', queryFn: ({ signal }) => api.get<Entry>(`/catalog/entries/${region}/${id}`, {}, { signal }) });
  const fields = fieldsOf(entry, actor.org, values);
  const set = (name: string, value: unknown) => { key.current = requestKey(); setValues((was) => ({ ...was, ...(name === 'entry' ? { items: [], mode: '', masks: {}, rowFilter: [], conditions: [] } : {}), [name]: value })); };
  const send = async () => {
    const wrong = { ...missing(fields, values), ...(files.length === 0 ? { attachments: '请上传原共享依据的文件' } : {}) };
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const { ref } = await api.open('grant', bodyOf(values, files), key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'grant', ref } });
    } catch (thrown) {
      key.current = requestKey();
      tellRefusal(thrown, setErrors, setFailure, (path) => path.split('.').at(-1) ?? '');
    }
    setBusy(false);
  };
  return (
    <Sheet title="登记存量共享" lead={<p className="second">平台运行以前已经在做的共享。几件以上的，可以<Link to="/imports/grants">按文件登记</Link>。</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>登记，送双方负责人确认</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(path) => `${prefix}-${path}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Fields fields={fields} values={values} errors={errors} set={set} prefix={prefix} />
      <Attach files={files} onChange={(next) => { key.current = requestKey(); setFiles(next); }} label="原共享依据的文件" required error={errors['attachments'] ?? null} />
      <LawNote basis="44" />
    </Sheet>
  );
}

function fieldsOf(entry: Entry | undefined, org: string, values: Values): readonly Field[] {
  const service = (it: Values) => it['mode'] === 'service';
  return [
    { name: 'entry', label: '目录', hint: '本部门已发布的目录。', required: true, kind: 'own', draw: (value, set, _errors, id) => <OwnEntry id={id} value={String(value ?? '')} onChange={set} /> },
    { name: 'requester', label: '需求部门', required: true, kind: 'own', draw: (value, set, _errors, id) => <DepartmentPick id={id} value={String(value ?? '')} onChange={set} first={[]} not={org} /> },
    { name: 'items', label: '数据项', required: true, kind: 'own', when: () => entry !== undefined, draw: (value, set) => <Items entry={entry} value={Array.isArray(value) ? value as number[] : []} onChange={set} /> },
    { name: 'masks', label: '脱敏', hint: '原共享脱敏提供的数据项。', kind: 'own', when: (it) => chosen(entry, it).length > 0, draw: (value, set, _errors, id) => <Masks id={id} items={chosen(entry, values)} value={(value ?? {}) as Readonly<Record<string, string>>} onChange={set} /> },
    { name: 'rowFilter', label: '行范围', hint: '原共享只给部分记录的；不填即全部。几个值用顿号隔开。', kind: 'own', when: () => entry !== undefined, draw: (value, set) => <RowFilters items={entry?.body.items ?? []} filters={(value ?? []) as readonly Filter[]} set={set} /> },
    { name: 'mode', label: '共享方式', required: true, kind: 'radio', when: () => entry !== undefined, options: (entry?.modes ?? []).map((mode) => ({ value: mode, zh: modeZh(mode) })) },
    { name: 'serviceKind', label: '服务方式', required: true, kind: 'radio', when: service, options: [{ value: 'query', zh: '查询' }, { value: 'verification', zh: '核验' }] },
    { name: 'purpose', label: '用途', required: true, kind: 'text', max: 100 }, { name: 'range', label: '使用范围', kind: 'text', max: 1000 },
    { name: 'from', label: '原共享起始日期', required: true, kind: 'date' }, { name: 'to', label: '终止日期', hint: '长期的不填。', kind: 'date' },
    { name: 'reason', label: '长期使用的理由', required: true, kind: 'text', max: 500, when: (it) => String(it['to'] ?? '') === '' },
    { name: 'papers', label: '依据文件', hint: '协议、批复等的名称、文号、日期；扫描件附后。', required: true, kind: 'area', max: 1000 },
    { name: 'perDay', label: '每日次数', required: true, kind: 'number', when: service }, { name: 'perMinute', label: '每分钟次数', required: true, kind: 'number', when: service },
    { name: 'conditions', label: '使用条件', hint: '目录列明、原共享也约定的；其他条件不再适用（第十五条）。', kind: 'own', when: () => (entry?.body.sharing.conditions.length ?? 0) > 0, draw: (value, set) => <Conditions all={entry?.body.sharing.conditions ?? []} value={(value ?? []) as readonly string[]} onChange={set} /> },
    { name: 'how', label: '用后处置', required: true, kind: 'select', options: disposalChoices }, { name: 'days', label: '共享结束后多少日内处置', required: true, kind: 'number' },
    { name: 'basis', label: '留存依据', required: true, kind: 'text', max: 300, when: (it) => it['how'] === 'keep' },
  ];
}

function bodyOf(values: Values, files: readonly Attachment[]): Record<string, unknown> {
  const [entryRegion, entry] = String(values['entry']).split('/');
  const [text, service] = [(name: string) => String(values[name] ?? '').trim(), values['mode'] === 'service'];
  return {
    act: 'import', entryRegion, entry, requester: values['requester'], items: values['items'], purpose: text('purpose'), range: text('range'), mode: values['mode'], ...(service ? { serviceKind: values['serviceKind'] } : {}),
    term: { from: text('from'), ...(text('to') === '' ? { to: null, reason: text('reason') } : { to: text('to') }) },
    masks: Object.fromEntries(Object.entries((values['masks'] ?? {}) as Record<string, string>).filter(([n, mask]) => mask !== 'none' && (values['items'] as number[]).includes(Number(n)))), rowFilter: filtersStated((values['rowFilter'] ?? []) as readonly Filter[]), conditions: values['conditions'] ?? [], papers: text('papers'), quota: service ? { perDay: Number(text('perDay')), perMinute: Number(text('perMinute')) } : { perDay: 1, perMinute: 1 },
    disposal: { how: values['how'], days: Number(text('days')), basis: values['how'] === 'keep' ? text('basis') : '' }, attachments: files.map((one) => one.id),
  };
}

function OwnEntry({ id, value, onChange }: { readonly id: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const [q, setQ] = useState('');
  const { data } = useQuery({ queryKey: ['department-catalog', 'pick', q], placeholderData: keepPreviousData, queryFn: ({ signal }) => api.get<Department>('/catalog/department', { state: 'published', q: q.trim(), size: 20 }, { signal }) });
  const rows = (data?.rows ?? []).filter((one) => one.attribute !== 'not-shared');
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input id={id} value={q} onChange={(e) => setQ(e.target.value)} placeholder="名称、代码" aria-label="查找本部门目录" maxLength={100} />
      <div className="pick-list" role="radiogroup" aria-label="本部门目录">
        {rows.map((one) => { const key = `${one.region}/${one.entry}`; return <label key={key} className="check"><input type="radio" name={id} checked={value === key} onChange={() => onChange(key)} /><span>{one.name} <AttributeTag value={one.attribute} /><small className="meta">　{one.code}</small></span></label>; })}
        {data && rows.length === 0 && <p className="second">没有这个已发布、予以共享的目录。</p>}
      </div>
    </div>
  );
}

function Items({ entry, value, onChange }: { readonly entry: Entry | undefined; readonly value: readonly number[]; readonly onChange: (value: number[]) => void }) {
  const all = entry?.body.items ?? [];
  const toggle = (n: number) => onChange(value.includes(n) ? value.filter((one) => one !== n) : [...value, n]);
  return (
    <div className="pick-list">
      <label className="check"><input type="checkbox" checked={all.length > 0 && value.length === all.length} onChange={(e) => onChange(e.target.checked ? all.map((item) => item.n) : [])} /><span>全部 {all.length} 项</span></label>
      {all.map((item) => <label key={item.n} className="check"><input type="checkbox" checked={value.includes(item.n)} onChange={() => toggle(item.n)} /><span>{item.name}</span></label>)}
    </div>
  );
}

const chosen = (entry: Entry | undefined, values: Values) => (entry?.body.items ?? []).filter((item) => Array.isArray(values['items']) && values['items'].includes(item.n));

function Masks({ id, items, value, onChange }: { readonly id: string; readonly items: readonly { readonly n: number; readonly name: string }[]; readonly value: Readonly<Record<string, string>>; readonly onChange: (value: Readonly<Record<string, string>>) => void }) {
  return (
    <div className="pick-list" id={id}>
      {items.map((item) => <div key={item.n} className="row"><span style={{ flex: 1 }}>{item.name}</span><span style={{ width: 190 }}><Select small label={`${item.name}脱敏`} value={value[String(item.n)] ?? 'none'} options={maskChoices} onChange={(mask) => onChange({ ...value, [String(item.n)]: mask })} /></span></div>)}
    </div>
  );
}

function Conditions({ all, value, onChange }: { readonly all: readonly string[]; readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => void }) {
  return <div className="pick-list">{all.map((one) => <label key={one} className="check"><input type="checkbox" checked={value.includes(one)} onChange={() => onChange(value.includes(one) ? value.filter((each) => each !== one) : [...value, one])} /><span>{one}</span></label>)}</div>;
}
