import type { EntryBody, EntryItem } from './contract.ts';

/** The two entries of the main job, as 市教育局 would compile them. For tests; the demonstration types its own. */

type Short = Pick<EntryItem, 'name' | 'field' | 'type'> & Partial<EntryItem>;
function items(list: readonly Short[]): EntryItem[] {
  return list.map((item, i) => ({ n: i + 1, length: null, key: false, nullable: true, codeSet: null, sensitivity: 'none', personal: 'none', identifier: null, grade: 'general-1', note: '', ...item }));
}

export const universities: EntryBody = {
  name: '全国高等学校名单', classCode: '307001', summary: '教育部公布的全国普通高等学校和成人高等学校名单，含学校标识码、主管部门、所在地和办学层次。',
  formatClass: 'database', formatType: 'PostgreSQL', updateCycle: 'yearly',
  sharing: { attribute: 'unconditional', ranges: [], purposes: [], conditions: [], reason: '', basis: [] },
  modes: ['service', 'file'], dataClass: '教育 · 学校', grade: 'general-1', secrecy: 'none',
  items: items([
    { name: '学校标识码', field: 'school_code', type: 'C', length: 10, key: true, nullable: false },
    { name: '学校名称', field: 'name', type: 'C', length: 100, nullable: false },
    { name: '学校类别', field: 'category', type: 'C', length: 20 },
    { name: '主管部门', field: 'competent_department', type: 'C', length: 100 },
    { name: '所在地', field: 'city', type: 'C', length: 40 },
    { name: '办学层次', field: 'level', type: 'C', length: 10 },
    { name: '备注', field: 'remark', type: 'C', length: 200 },
  ]),
  duty: [{ kind: 'law', name: '中华人民共和国高等教育法', article: '第十三条', text: '' }],
  sourceSystem: '', office: '发展规划科', contact: '教育局编目岗', phone: '0517-8000 0001', open: true, openCondition: '无', related: [], origin: '', volumes: null,
};

export const graduates: EntryBody = {
  ...universities,
  name: '高校毕业生信息', classCode: '307002', summary: '本市生源高校毕业生的学籍、毕业和就业状况，用于就业服务和补贴核验。', updateCycle: 'monthly',
  sharing: { attribute: 'conditional', ranges: ['承担就业服务、社会保险职责的政府部门'], purposes: ['就业服务', '就业补贴资格核验'], conditions: ['公民身份号码、手机号脱敏提供', '不得用于商业用途'], reason: '', basis: [] },
  modes: ['service', 'batch'], dataClass: '教育 · 学生', grade: 'general-3',
  items: items([
    { name: '姓名', field: 'name', type: 'C', length: 60, sensitivity: 'personal', personal: 'personal', grade: 'general-2' },
    { name: '公民身份号码', field: 'id_number', type: 'C', length: 18, key: true, nullable: false, sensitivity: 'sensitive-personal', personal: 'sensitive', identifier: 'person', grade: 'general-3' },
    { name: '手机号', field: 'mobile', type: 'C', length: 11, sensitivity: 'personal', personal: 'personal', identifier: 'phone', grade: 'general-2' },
    { name: '毕业学校标识码', field: 'school_code', type: 'C', length: 10 },
    { name: '毕业学校名称', field: 'school_name', type: 'C', length: 100 },
    { name: '学历层次', field: 'education_level', type: 'C', length: 20 },
    { name: '毕业年份', field: 'graduation_year', type: 'I' },
    { name: '就业状况', field: 'employment_status', type: 'C', length: 20, sensitivity: 'personal', personal: 'personal', grade: 'general-2' },
    { name: '更新时间', field: 'updated_at', type: 'T' },
  ]),
  open: false, openCondition: '',
};
