import type { CaseView } from '../../platform/procedures/contract.ts';
import { securityMeasures } from '../../law/security-measures.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';
import { ownOf, villagesOf, wrongLines } from './shapes.ts';

/** What each act of a reflux states (Art. 24). There is no field for conditions: the law leaves none. */
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function picks(name: string, label: string, hint: string, choices: readonly { readonly value: string; readonly zh: string; readonly note?: string }[]): Field {
  return {
    name, label, hint, required: true, kind: 'own',
    draw: (value, set, _errors, id) => {
      const chosen = list(value);
      const toggle = (one: string) => set(chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one]);
      return (
        <div className="pick-list">{choices.map((one, n) => (
          <label key={one.value} className="check"><input id={n === 0 ? id : undefined} type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} /><span>{one.zh}{one.note && <span className="second">　{one.note}</span>}</span></label>
        ))}</div>
      );
    },
  };
}

function requestFields(view: CaseView): readonly Field[] {
  const { choices, side } = ownOf(view);
  if (choices === null) return [];
  return [
    ...(side === 'receiver' ? [{ name: 'duty', label: '履行哪项职责需要', hint: '写明事项和依据，如“义务教育入学：核对居住地”。', required: true, kind: 'area' as const, max: 2000 }] : []),
    picks('items', '数据项', '默认全部；只选需要的也可以。', choices.items.map((item) => ({ value: String(item.n), zh: item.name, note: item.field }))),
    picks('regions', '行政区域', '含所辖下级区划，历年并入的原区划代码一并计入。', choices.regions.map((one) => ({ value: one.code, zh: one.name, note: one.code }))),
    ...(choices.townships.length > 0 ? [{ ...picks('townships', '由本级转供的乡镇（街道）', '按需列明（第三十条第三款），不作为第三方。', choices.townships.map((one) => ({ value: `${one.name} ${one.code}`, zh: one.name, note: one.code }))), required: false }] : []),
    ...(choices.villages ? [{ name: 'below', label: '由本级转供的村（社区），上面没有列出的乡镇（街道）', hint: '一行一个：名称，空格，12 位或者 9 位区划代码。', kind: 'area' as const, max: 20_000 }] : []),
  ];
}

function wholeArea(view: CaseView): Values {
  const { choices } = ownOf(view);
  return choices === null ? {} : { items: choices.items.map((item) => String(item.n)), regions: choices.regions.slice(0, 1).map((one) => one.code) };
}

export const acts: ActForms = {
  request: {
    opinion: 'none', attachments: false, initial: wholeArea, fields: requestFields, send: '提出',
    says: (view) => <p>{ownOf(view).side === 'receiver' ? '提出以后由上级部门确认。除确保政务数据安全外，不得设置额外的限制条件。' : '提出以后由下级部门确认，确认后由本部门交换运维接通。'}</p>,
    check: ({ below }): Record<string, string> => {
      const wrong = wrongLines(String(below ?? ''));
      return wrong.length > 0 ? { below: `第 ${wrong.slice(0, 10).join('、')} 行须有名称和 9 位或者 12 位区划代码` } : {};
    },
    body: ({ duty, items, regions, townships, below }) => ({ ...(duty ? { duty } : {}), items: list(items).map(Number), regions: list(regions), below: villagesOf([...list(townships), String(below ?? '')].join('\n')) }),
  },
  confirm: {
    opinion: 'none', attachments: false,
    says: (view) => <p>{ownOf(view).side === 'sender' ? '确认后由本部门交换运维对接，下级部门即可按行政区域取用。' : '确认后由上级部门的交换运维对接。'}</p>,
  },
  'raise-security-ground': {
    opinion: 'none', says: () => <p className="notice near">只能以政务数据安全为由，并须写明采取什么措施即可回流；没有措施的，不成其为理由。下级部门接受措施的，随即对接；不接受的，可以提出争议。</p>,
    fields: () => [{ name: 'ground', label: '有什么安全风险', required: true, kind: 'area', max: 2000 }, picks('measures', '安全措施的种类', '减少数据项、缩小区域、另行批准、承诺、收费，都不是安全措施。', Object.entries(securityMeasures).map(([value, zh]) => ({ value, zh }))), { name: 'measure', label: '采取什么措施即可回流', required: true, kind: 'area', max: 2000 }],
  },
  'drop-ground': { opinion: 'none', attachments: false, says: () => <p>撤回安全理由，即视为确认，转入对接。</p> },
  'accept-measure': { opinion: 'none', attachments: false, says: (view) => <><p>接受下列安全措施，转入对接：</p><p><b>{ownOf(view).measures.join('、')}</b></p><p className="pre">{ownOf(view).measure}</p></> },
  connect: {
    opinion: 'none', attachments: false, send: '接通',
    says: () => <p>平台核对挂接的数据资源，按所选数据项的前六位区划代码切分，随即建立授权并开始回流。没有可用区划代码的，只计条数、列出代码，由本部门核对补正。</p>,
    fields: (view) => [{ name: 'regionItem', label: '区划代码所在的数据项', required: true, kind: 'radio', options: (ownOf(view).columns ?? []).map((one) => ({ value: String(one.n), zh: one.name, note: one.field })) }],
    check: (_values, view): Record<string, string> => ((ownOf(view).columns ?? []).length === 0 ? { regionItem: '目录还没有挂接数据资源，请先在“数据资源”中挂接' } : {}),
    body: ({ regionItem }) => ({ regionItem: Number(regionItem) }),
  },
  decline: { opinion: 'none', attachments: false, says: () => <p>上级部门提出的不是履行职责所需的，可以谢绝，再由本部门提出需要的数据项、行政区域。</p>, fields: () => [{ name: 'reason', label: '谢绝的原因', required: true, kind: 'area', max: 1000 }] },
  withdraw: { opinion: 'none', attachments: false, fields: (view) => (view.state === 'draft' ? [] : [{ name: 'reason', label: '撤回原因', kind: 'area', max: 1000 }]) },
};
