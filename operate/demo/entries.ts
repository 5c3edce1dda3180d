/** What 教育局 enters: the Ministry's list of universities, open to all, and invented graduates, on conditions. */
interface Item { readonly name: string; readonly field: string; readonly type: string; readonly length?: number; readonly key?: boolean; readonly nullable?: boolean; readonly sensitivity?: string; readonly personal?: string; readonly identifier?: string; readonly grade?: string; readonly codeSet?: string }

function items(list: readonly Item[]) {
  return list.map((item, n) => ({ n: n + 1, length: null, key: false, nullable: true, codeSet: null, sensitivity: 'none', personal: 'none', identifier: null, grade: 'general-1', note: '', ...item }));
}

const common = {
  formatClass: 'database', formatType: 'PostgreSQL', secrecy: 'none', sourceSystem: '教育基础数据库', contact: '市教育局数据共享岗', phone: '0517-80000001', related: [], origin: '', volumes: null,
};

export const universities = {
  ...common,
  name: '全国高等学校名单', classCode: '303001', office: '发展规划科', updateCycle: 'yearly', dataClass: '教育 · 学校', grade: 'general-1', modes: ['service'],
  summary: '教育部公布的全国普通高等学校和成人高等学校名单，含学校标识码、主管部门、所在地和办学层次。',
  sharing: { attribute: 'unconditional', ranges: [], purposes: [], conditions: [], reason: '', basis: [] },
  items: items([
    { name: '学校标识码', field: 'school_code', type: 'C', length: 10, key: true, nullable: false },
    { name: '学校名称', field: 'name', type: 'C', length: 100, nullable: false },
    { name: '学校类别', field: 'category', type: 'C', length: 20, codeSet: '普通高等学校、成人高等学校' },
    { name: '主管部门', field: 'competent_department', type: 'C', length: 100 },
    { name: '所在地', field: 'city', type: 'C', length: 40 },
    { name: '办学层次', field: 'level', type: 'C', length: 10, codeSet: '本科、专科' },
    { name: '备注', field: 'remark', type: 'C', length: 200 },
  ]),
  duty: [{ kind: 'law', name: '中华人民共和国高等教育法', article: '第十三条', text: '' }],
  open: true, openCondition: '无',
};

export const graduates = {
  ...common,
  name: '高校毕业生信息', classCode: '303002', office: '高校学生科', updateCycle: 'monthly', dataClass: '教育 · 学生', grade: 'general-3', modes: ['service', 'batch'],
  summary: '高校毕业生的学籍、毕业和就业状况，供就业服务、补贴资格核验等履行职责使用。演示数据为虚构。',
  sharing: {
    attribute: 'conditional', ranges: ['承担就业服务、社会保险职责的政府部门'], purposes: ['高校毕业生就业见习补贴资格核验', '就业困难人员帮扶'],
    conditions: ['公民身份号码、手机号脱敏提供', '仅限办理补贴核验的业务系统调用'], reason: '', basis: [],
  },
  items: items([
    { name: '姓名', field: 'name', type: 'C', length: 60, sensitivity: 'personal', personal: 'personal', grade: 'general-2' },
    { name: '公民身份号码', field: 'id_number', type: 'C', length: 18, key: true, nullable: false, sensitivity: 'personal', personal: 'personal', identifier: 'person', grade: 'general-3' },
    { name: '手机号码', field: 'mobile', type: 'C', length: 11, sensitivity: 'personal', personal: 'personal', identifier: 'phone', grade: 'general-2' },
    { name: '毕业学校标识码', field: 'school_code', type: 'C', length: 10 },
    { name: '毕业学校名称', field: 'school_name', type: 'C', length: 100 },
    { name: '学历层次', field: 'education_level', type: 'C', length: 20 },
    { name: '毕业年份', field: 'graduation_year', type: 'I' },
    { name: '就业状况', field: 'employment_status', type: 'C', length: 20, sensitivity: 'personal', personal: 'personal', grade: 'general-2' },
    { name: '月收入', field: 'monthly_salary', type: 'N', length: 12, sensitivity: 'sensitive-personal', personal: 'sensitive', grade: 'general-3' },
    { name: '更新时间', field: 'updated_at', type: 'T' },
  ]),
  duty: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }],
  open: false, openCondition: '',
};
