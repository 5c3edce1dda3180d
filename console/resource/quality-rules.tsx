import { Button, Input } from 'antd';
import { useState } from 'react';
import { comparisons, qualityRuleKinds } from '../../law/codes/quality.ts';
import { ruleFaults, ruleZh, suggestRules, type Rule } from '../../law/quality.ts';
import type { QualityView } from '../../processes/resource/quality/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { Area } from '../kit/area.tsx';
import { FieldBox, Select } from '../kit/fields.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';

const base = (): Pick<Rule, 'id' | 'name' | 'when' | 'toleratedPerMille'> => ({ id: requestKey(), name: '', when: null, toleratedPerMille: 0 });
const kinds = qualityRuleKinds.codes.map((kind) => ({ value: kind.code, zh: kind.zh }));
const signs = comparisons.codes.map((sign) => ({ value: sign.code, zh: sign.zh }));

/** An empty rule of a kind, to be filled in. */
function empty(kind: string): Rule {
  switch (kind) {
    case 'range': return { ...base(), kind, field: '', as: 'number', min: null, max: null };
    case 'code-set': return { ...base(), kind, field: '', list: null, codes: [] };
    case 'pattern': return { ...base(), kind, field: '', pattern: '' };
    case 'unique': return { ...base(), kind, fields: [''] };
    case 'across': return { ...base(), kind, left: [''], op: 'le', right: [''], as: 'number' };
    case 'course': return { ...base(), kind, field: '', op: 'ge', by: [''], along: '' };
    case 'freshness': return { ...base(), kind, field: '', days: 31 };
    default: return { ...base(), kind: 'required', field: '' };
  }
}

/** The rules of an entry, edited as a whole and kept as a new version. What is wrong is said at the rule before anything is sent. */
export function RulesSheet({ base: path, view, onClose }: { readonly base: string; readonly view: QualityView; readonly onClose: () => void }) {
  const typed = useTyped<{ readonly base: number; readonly rules: readonly Rule[] }>({ kind: 'form', form: 'quality-rules', about: view.entry }, { base: view.version, rules: view.rules.map((one) => one.rule as Rule) });
  const { rules, base: edited } = typed.value; // what was typed over an older version is refused, not put over the newer one
  const setRules = (next: readonly Rule[]) => typed.change({ rules: next });
  const [kind, setKind] = useState('required');
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const fields = new Set(view.items.map((item) => item.field));
  const names = new Map(view.items.map((item) => [item.field, item.name]));
  const faults = rules.map((rule) => ruleFaults(rule, fields));
  const set = (n: number, rule: Rule) => setRules(rules.map((one, at) => (at === n ? rule : one)));
  const suggest = () => {
    const known = new Set(rules.map((rule) => ruleZh(rule, (field) => field)));
    setRules([...rules, ...suggestRules(view.items, view.updateCycle, requestKey).filter((rule) => !known.has(ruleZh(rule, (field) => field)))]);
  };
  const send = async () => {
    setShown(true);
    setFailure(null);
    if (faults.some((found) => found.length > 0)) return;
    try {
      await typed.flush();
      await api.put(`${path}/rules`, { base: edited, rules }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="设定质量规则" lead={<p className="second">{view.name}，保存为第 {view.version + 1} 版</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>保存 {rules.length} 条</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {shown && faults.some((found) => found.length > 0) && <p className="notice red" role="alert">有规则没有填全，请逐条改好后保存。</p>}
      <Restored typed={typed} />
      {!typed.ready ? <Loading /> : rules.map((rule, n) => (
        <section key={rule.id} className="panel"><header><h3>{n + 1}. {ruleZh(rule, (field) => names.get(field) ?? '（未选）')}</h3><Button size="small" onClick={() => setRules(rules.filter((_, at) => at !== n))}>删去<span className="hidden-text">第 {n + 1} 条</span></Button></header>
          <div className="stack" style={{ gap: 10 }}>
            <RuleFields n={n} rule={rule} view={view} set={(next) => set(n, next)} />
            {shown && faults[n]?.map((fault) => <p key={fault.at} className="field-error">{fault.say}</p>)}
          </div></section>
      ))}
      <div className="row"><Select label="新规则的类型" value={kind} options={kinds} onChange={setKind} /><Button onClick={() => setRules([...rules, empty(kind)])}>加一条</Button><Button onClick={suggest}>按数据项说明补充</Button></div>
    </Sheet>
  );
}

function RuleFields({ n, rule, view, set }: { readonly n: number; readonly rule: Rule; readonly view: QualityView; readonly set: (rule: Rule) => void }) {
  const items = view.items.map((item) => ({ value: item.field, zh: item.bound ? item.name : `${item.name}（未挂接）` }));
  const pick = (label: string, value: string, on: (field: string) => void) => <Select label={`第 ${n + 1} 条${label}`} value={value} empty={label} options={items} onChange={on} />;
  const input = (label: string, value: string, on: (text: string) => void, max = 60) => <Input aria-label={`第 ${n + 1} 条${label}`} placeholder={label} value={value} maxLength={max} onChange={(e) => on(e.target.value)} />;
  const several = (label: string, fields: readonly string[], on: (fields: string[]) => void) => <div className="stack" style={{ gap: 6 }}>{fields.map((field, at) => <div key={at}>{pick(`${label} ${at + 1}`, field, (v) => on(fields.map((one, i) => (i === at ? v : one))))}</div>)}{fields.length < 5 && <div><Button size="small" onClick={() => on([...fields, ''])}>再加一项</Button></div>}</div>;
  return (
    <>
      {'field' in rule && pick('数据项', rule.field, (field) => set({ ...rule, field }))}
      {rule.kind === 'range' && <div className="two"><Select label={`第 ${n + 1} 条比较方式`} value={rule.as} options={[{ value: 'number', zh: '数值' }, { value: 'date', zh: '日期' }]} onChange={(as) => set({ ...rule, as: as as 'number' })} /><span className="row" style={{ flexWrap: 'nowrap' }}>{input('下限', rule.min ?? '', (v) => set({ ...rule, min: v.trim() || null }))}{input('上限', rule.max ?? '', (v) => set({ ...rule, max: v.trim() || null }))}</span></div>}
      {rule.kind === 'code-set' && <><Select label={`第 ${n + 1} 条代码来源`} value={rule.list ?? ''} empty="自列代码" options={[{ value: 'regions', zh: '现行行政区划代码（GB/T 2260）' }]} onChange={(list) => set({ ...rule, list: list === '' ? null : 'regions' })} />{rule.list === null && <FieldBox id={`codes-${rule.id}`} label="代码" hint="每行一个；可从表格粘贴" required><Area id={`codes-${rule.id}`} value={rule.codes.join('\n')} maxLength={1_000_000} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(e) => set({ ...rule, codes: [...new Set(e.target.value.split('\n').filter((code) => code !== ''))] })} /></FieldBox>}</>}
      {rule.kind === 'pattern' && input('格式，如 41\\d{8}', rule.pattern, (pattern) => set({ ...rule, pattern }), 200)}
      {rule.kind === 'unique' && several('数据项', rule.fields, (fields) => set({ ...rule, fields }))}
      {rule.kind === 'across' && <>{several('左边', rule.left, (left) => set({ ...rule, left }))}<div className="two"><Select label={`第 ${n + 1} 条比较`} value={rule.op} options={signs} onChange={(op) => set({ ...rule, op: op as 'le' })} /><Select label={`第 ${n + 1} 条按什么比较`} value={rule.as} options={[{ value: 'number', zh: '按数值' }, { value: 'date', zh: '按日期' }, { value: 'text', zh: '按文字' }]} onChange={(as) => set({ ...rule, as: as as 'number' })} /></div>{several('右边', rule.right, (right) => set({ ...rule, right }))}</>}
      {rule.kind === 'course' && <>{several('同一对象的标识', rule.by, (by) => set({ ...rule, by }))}{pick('先后次序', rule.along, (along) => set({ ...rule, along }))}<Select label={`第 ${n + 1} 条与前一次相比`} value={rule.op} options={[{ value: 'ge', zh: '不小于前一次（如累计数）' }, { value: 'le', zh: '不大于前一次（如余额）' }]} onChange={(op) => set({ ...rule, op: op as 'ge' })} /></>}
      {rule.kind === 'freshness' && input('最新的值在几日以内', String(rule.days), (v) => set({ ...rule, days: Math.min(3_660, Number(v.replace(/[^\d]/g, ''))) }), 4)}
      <details><summary className="plain-button second">适用范围、容许与名称</summary>
        <div className="stack" style={{ gap: 8, marginTop: 8 }}>
          {pick('只查这一项符合下面条件的记录', rule.when?.field ?? '', (field) => set({ ...rule, when: field === '' ? null : { field, op: rule.when?.op ?? 'in', values: rule.when?.values ?? [] } }))}
          {rule.when && <div className="two"><Select label={`第 ${n + 1} 条条件`} value={rule.when.op} options={[{ value: 'in', zh: '为' }, { value: 'not-in', zh: '不为' }, { value: 'filled', zh: '有值' }, { value: 'empty', zh: '为空' }]} onChange={(op) => set({ ...rule, when: { field: rule.when?.field ?? '', op: op as 'in', values: op === 'in' || op === 'not-in' ? rule.when?.values ?? [] : [] } })} />{(rule.when.op === 'in' || rule.when.op === 'not-in') && input('取值，以顿号分开', rule.when.values.join('、'), (v) => set({ ...rule, when: { field: rule.when?.field ?? '', op: rule.when?.op ?? 'in', values: v.split('、').filter((one) => one !== '') } }), 500)}</div>}
          <div className="two">{input('容许不合格的千分之几', String(rule.toleratedPerMille), (v) => set({ ...rule, toleratedPerMille: Math.min(999, Number(v.replace(/[^\d]/g, ''))) }), 3)}{input('名称，不填则按规则生成', rule.name, (name) => set({ ...rule, name }))}</div>
        </div></details>
    </>
  );
}
