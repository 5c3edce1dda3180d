import { basisKinds } from '../../../law/codes.ts';
import type { EntryDraft } from '../contract.ts';
import type { Found } from './found.ts';

/**
 * Art. 15 ¶2: “对属于有条件共享类的政务数据，政府部门应当在政务数据目录中列明共享范围、使用用途等共享使用条件。
 * 对属于不予共享类的政务数据，政府部门应当在政务数据目录中列明理由，并明确相应的法律、行政法规以及国务院决定依据。”
 */
export function sharingProblems(draft: EntryDraft, found: Found): void {
  const sharing = draft.sharing ?? {};
  switch (sharing.attribute) {
    case undefined: found.error('sharing.attribute', '14', '请选择共享属性：无条件共享、有条件共享或不予共享。'); break;
    case 'unconditional': unconditional(sharing, found); break;
    case 'conditional': conditional(sharing, found); break;
    case 'not-shared': notShared(sharing, found); break;
  }
  if (sharing.attribute !== 'not-shared' && (draft.modes ?? []).length === 0) {
    found.error('modes', '13.2', '请至少选择一种共享方式：服务接口、批量交换或文件下载。');
  }
  if (sharing.attribute !== undefined && sharing.attribute !== 'not-shared' && (sharing.basis ?? []).some((cited) => !cited.kind || !cited.name)) {
    found.error('sharing.basis', '14(3)', '不予共享依据只在不予共享时填写。请删去，或者把共享属性改为不予共享并写明依据的类别。');
  }
  if (new Set(draft.modes).size !== (draft.modes ?? []).length) found.error('modes', '13.2', '同一共享方式列了两次，请删去重复的。');
}

type Sharing = NonNullable<EntryDraft['sharing']>;

/** 14(一)：可以提供给所有政府部门共享使用. What names a range, a purpose or a condition is no longer that. */
function unconditional(sharing: Sharing, found: Found): void {
  for (const [path, list] of [['ranges', sharing.ranges], ['purposes', sharing.purposes], ['conditions', sharing.conditions]] as const) {
    if ((list ?? []).length > 0) found.error(`sharing.${path}`, '14(1)', '无条件共享的数据提供给所有政府部门使用，不得另列范围、用途或条件。请删去，或改为有条件共享。', 'UNCONDITIONAL_HAS_CONDITIONS', {});
  }
}

/** Reading of 14(二), 15 ¶1: whether the provider consents is the reply, not a condition; 国家机关 share without a fee. */
const CONSENT = /(提供(部门|单位|方)|数源部门|本(部门|单位|机关|局|厅|委|办)|我(部门|局|厅|委)|主管领导|分管领导|上级(部门|主管)).{0,8}(同意|审批|批准|审核|审定|许可)|(另行|逐级|经)(审批|审核|批准|报批)|^(需|须|经)?(要)?(审批|审核|批准|同意)(后)?$/;
const FEE = /收费|付费|缴费|有偿|费用|按次计价/;

function conditional(sharing: Sharing, found: Found): void {
  if ((sharing.ranges ?? []).length === 0) found.error('sharing.ranges', '15.2', '有条件共享的，须列明共享范围：哪些部门、哪些层级可以使用。', 'CONDITIONS_MISSING', {});
  if ((sharing.purposes ?? []).length === 0) found.error('sharing.purposes', '15.2', '有条件共享的，须列明使用用途。', 'CONDITIONS_MISSING', {});
  for (const [path, list] of [['ranges', sharing.ranges], ['purposes', sharing.purposes], ['conditions', sharing.conditions]] as const) {
    (list ?? []).forEach((text, i) => {
      if (text.trim().length < 2) found.error(`sharing.${path}.${i}`, '15.2', '此项是空的，请填写或删去。', 'CONDITIONS_MISSING', {});
      else if (FEE.test(text)) found.error(`sharing.${path}.${i}`, '15.1', '收费不是共享使用条件，请删去。', 'CONDITION_NOT_ALLOWED', { condition: text });
      else if (CONSENT.test(text.trim())) found.error(`sharing.${path}.${i}`, '15.1', '“经提供部门同意、审批”不是条件：是否同意在答复时依所列条件作出。请写明具体的范围、用途或使用要求。', 'CONDITION_NOT_ALLOWED', { condition: text });
    });
  }
}

const MISSING = ['NOT_SHARED_REASON_MISSING', {}] as const;
const NATIONAL: ReadonlySet<string> = new Set(basisKinds.codes.filter((kind) => kind.forbids).map((kind) => kind.code));
const LOCAL = /^《?[\u4e00-\u9fff]{2,7}(省|自治区|自治州|市|县)[\u4e00-\u9fff]*(条例|办法|规定|规则)/;
const DEPARTMENTAL = /(部令|总局令|局令|厅令|通知|意见|函|细则)》?$/;

/** 15 ¶2, 14(三): only 法律、行政法规以及国务院决定 forbid; a departmental or local rule is refused as basis. */
function notShared(sharing: Sharing, found: Found): void {
  if ((sharing.reason ?? '').trim().length < 5) found.error('sharing.reason', '15.2', '不予共享的，须列明理由。', ...MISSING);
  const basis = sharing.basis ?? [];
  if (basis.length === 0) found.error('sharing.basis', '15.2', '不予共享的，须列明法律、行政法规或者国务院决定依据。没有这样的依据，请改为有条件共享或无条件共享。', ...MISSING);
  basis.forEach((cited, i) => {
    const at = `sharing.basis.${i}`;
    if (!cited.kind) found.error(`${at}.kind`, '14(3)', '请写明依据的类别：法律、行政法规或者国务院决定；其他文件不能作为不予共享的依据。', 'NOT_SHARED_BASIS_REFUSED', { basis: bare(cited.name ?? '') });
    else if (!NATIONAL.has(cited.kind)) found.error(`${at}.kind`, '14(3)', '只有法律、行政法规、国务院决定可以作为不予共享的依据；部门规章、地方性法规、内部文件不行。', 'NOT_SHARED_BASIS_REFUSED', { basis: bare(cited.name ?? '') });
    if (!cited.name) found.error(`${at}.name`, '15.2', '请填写依据的名称（国务院决定并写文号）。', ...MISSING);
    if (!cited.article && cited.kind !== 'decision') found.error(`${at}.article`, '15.2', '请写明条款，如“第三十八条第二款”。', ...MISSING);
    if (!cited.text || cited.text.trim().length < 6) found.error(`${at}.text`, '15.2', '请抄录明确规定不能提供的那一句原文。', ...MISSING);
    if (cited.name && LOCAL.test(cited.name)) found.error(`${at}.name`, '14(3)', `《${bare(cited.name)}》是地方性法规或地方规章，不能作为不予共享的依据。`, 'NOT_SHARED_BASIS_REFUSED', { basis: bare(cited.name) });
    else if (cited.name && cited.kind !== 'decision' && DEPARTMENTAL.test(cited.name)) found.warning(`${at}.name`, '14(3)', `《${bare(cited.name)}》像是部门规章或规范性文件，请核对其效力层级。`);
  });
}

function bare(name: string): string {
  return name.replace(/^《|》$/g, '');
}
