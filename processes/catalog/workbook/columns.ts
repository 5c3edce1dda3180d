/**
 * The columns of the template for import and export: 目录信息 and 信息项. The core is that of the 编制指南 (发改高技〔2017〕1272号);
 * the regulation adds range, purpose and conditions apart (15 ¶2), grounds of not sharing, grades (13 ¶2) and the secrecy mark (3 ¶1).
 * `also`: other heads for it in older sheets; a head may be joined from two rows (信息资源格式 over 分类).
 */
export interface Column<Key extends string = string> {
  readonly key: Key;
  readonly title: string;
  readonly group?: string;
  readonly required?: true;
  /** Filled by the platform: exported, and compared where it is given. */
  readonly auto?: true;
  readonly width: number;
  readonly note?: string;
  readonly also: readonly string[];
}

const entry = [
  { key: 'kind', group: '信息资源分类', title: '类', required: true, width: 16, also: ['信息资源分类类', '分类类', '一级分类'], note: '从列表选择。' },
  { key: 'group', group: '信息资源分类', title: '项', required: true, width: 22, also: ['信息资源分类项', '分类项', '二级分类'], note: '先选“类”，再从列表选择。' },
  { key: 'heading', group: '信息资源分类', title: '目', required: true, width: 8, also: ['信息资源分类目', '分类目', '三级分类'], note: '三位数字，如 001。' },
  { key: 'subheading', group: '信息资源分类', title: '细目', width: 8, also: ['信息资源分类细目', '分类细目'], note: '数字，可以不填。' },
  { key: 'name', title: '信息资源名称', required: true, width: 30, also: ['数据目录名称', '目录名称', '资源名称', '数据资源名称', '资源信息名称', '数据集名称', '信息资源目录名称', '资源标题', '名称'], note: '在本部门内不重复；写数据的名称，不写系统的名称。' },
  { key: 'code', title: '信息资源代码', auto: true, width: 20, also: ['资源代码', '目录代码', '信息资源编码', '目录编码'], note: '新编的不填，由平台编号；更新的保留原代码。' },
  { key: 'provider', group: '信息资源提供方', title: '名称', required: true, width: 24, also: ['信息资源提供方', '信息资源提供方名称', '提供单位', '提供部门', '提供方', '提供机构', '数据提供方', '数据提供方单位', '数源单位', '所属部门', '所属单位', '资源提供方', '资源提供单位', '部门名称', '责任部门'], note: '本部门的全称。' },
  { key: 'providerCode', group: '信息资源提供方', title: '代码', required: true, width: 22, also: ['信息资源提供方代码', '提供方代码', '统一社会信用代码', '提供单位代码', '部门代码'], note: '18 位统一社会信用代码。' },
  { key: 'office', group: '信息资源提供方', title: '内设机构', width: 16, also: ['内设机构', '内部部门', '提供方内部部门', '资源提供方内部部门', '处室', '科室'] },
  { key: 'summary', title: '信息资源摘要', required: true, width: 40, also: ['摘要', '资源摘要', '目录摘要', '数据摘要', '内容简介', '资源描述', '描述', '简介', '摘要信息', '摘要描述'], note: '20 至 1000 字：是什么数据、从何时起、覆盖哪里、大约多少。' },
  { key: 'formatClass', group: '信息资源格式', title: '大类', required: true, width: 12, also: ['信息资源格式大类', '信息资源格式分类', '格式大类', '格式分类', '数据格式', '资源格式', '信息资源格式'] },
  { key: 'formatType', group: '信息资源格式', title: '类型', required: true, width: 12, also: ['信息资源格式类型', '格式类型', '格式子类'], note: '先选“大类”，再从列表选择。' },
  { key: 'sourceSystem', title: '来源信息系统', width: 18, also: ['来源系统', '所属信息系统', '所属系统', '信息系统名称', '来源业务系统'] },
  { key: 'attribute', group: '共享属性', title: '共享类型', required: true, width: 12, also: ['共享属性', '共享类型', '共享属性共享类型', '共享类别'], note: '一个目录一个属性；能无条件共享的，不设条件。' },
  { key: 'ranges', group: '共享属性', title: '共享范围', width: 26, also: ['共享范围', '共享对象'], note: '有条件共享的必填：哪些部门、哪些层级可以使用。一行一条（Alt+Enter 换行）。' },
  { key: 'purposes', group: '共享属性', title: '使用用途', width: 22, also: ['使用用途', '共享用途', '使用要求用途'], note: '有条件共享的必填。一行一条。' },
  { key: 'conditions', group: '共享属性', title: '其他使用条件', width: 26, also: ['共享条件', '使用条件', '其他使用条件', '共享属性共享条件'], note: '一行一条。“须经本部门批准”、收费不是条件。' },
  { key: 'reason', group: '共享属性', title: '不予共享理由', width: 22, also: ['不予共享理由', '不共享理由', '不予共享原因'], note: '不予共享的必填。' },
  { key: 'basis', group: '共享属性', title: '不予共享依据', width: 36, also: ['不予共享依据', '不共享依据', '不予共享的依据'], note: '不予共享的必填，一行一条：类别｜名称｜条款｜原文。类别只能是法律、行政法规、国务院决定。' },
  { key: 'channel', group: '共享方式', title: '分类', required: true, width: 12, also: ['共享方式分类', '共享方式大类', '共享渠道'] },
  { key: 'modes', group: '共享方式', title: '类型', required: true, width: 20, also: ['共享方式', '共享方式类型', '共享方式小类'], note: '几种方式用顿号隔开。文件类的格式只有文件下载。' },
  { key: 'open', group: '开放属性', title: '是否向社会开放', required: true, width: 12, also: ['是否向社会开放', '是否开放', '开放属性', '开放属性是否向社会开放', '社会开放'] },
  { key: 'openCondition', group: '开放属性', title: '开放条件', width: 18, also: ['开放条件', '开放属性开放条件'], note: '向社会开放的填写，没有条件的填“无”。' },
  { key: 'updateCycle', title: '更新周期', required: true, width: 10, also: ['更新频率', '更新频度', '数据更新频率', '更新时限', '资源更新频率'] },
  { key: 'publishedOn', title: '发布日期', auto: true, width: 12, also: ['发布时间', '目录发布时间', '资源发布日期'], note: '由平台填写。' },
  { key: 'related', title: '关联资源代码', width: 20, also: ['关联信息资源代码', '关联目录代码', '关联类目名称'], note: '几个代码用分号隔开。' },
  { key: 'dataClass', group: '分类分级', title: '数据分类', required: true, width: 16, also: ['数据分类', '数据类别', '业务分类'], note: '按行业领域或者业务的分类，如“教育 · 学历”。' },
  { key: 'grade', group: '分类分级', title: '数据分级', required: true, width: 14, also: ['数据分级', '数据级别', '安全级别', '安全等级', '数据安全级别'], note: '不低于信息项的最高级。' },
  { key: 'personal', group: '分类分级', title: '是否含个人信息', required: true, width: 10, also: ['是否含个人信息', '是否涉及个人信息', '含个人信息'], note: '与信息项的敏感级别一致。' },
  { key: 'secrecy', group: '分类分级', title: '涉密属性', required: true, width: 10, also: ['涉密属性', '是否涉密', '涉密'], note: '国家秘密、工作秘密不得编入目录，也不得上传本平台。' },
  { key: 'duty', title: '编制依据', required: true, width: 36, also: ['编制依据', '法律法规依据', '三定依据', '采集依据', '职责依据', '编制依据三定或法规'], note: '一行一条：类别｜名称｜条款｜原文（后两项可以不填）。' },
  { key: 'contact', title: '联系人', required: true, width: 14, also: ['联系人', '联系岗位', '联系人岗位'], note: '写岗位，不写姓名。' },
  { key: 'phone', title: '联系电话', required: true, width: 16, also: ['联系方式', '联系人电话', '部门电话', '提供方联系方式', '办公电话'], note: '办公电话。' },
  { key: 'gigabytes', group: '大普查', title: '数据存储总量（GB）', width: 12, also: ['数据存储总量', '存储总量'] },
  { key: 'tenThousandRows', group: '大普查', title: '结构化记录总数（万条）', width: 12, also: ['结构化信息记录总数', '结构化记录总数', '记录总数'] },
  { key: 'sharedGigabytes', group: '大普查', title: '已共享存储量（GB）', width: 12, also: ['已共享的数据存储量', '已共享存储量'] },
  { key: 'sharedTenThousandRows', group: '大普查', title: '已共享记录数（万条）', width: 12, also: ['已共享的结构化记录数', '已共享记录数'] },
  { key: 'openGigabytes', group: '大普查', title: '已开放存储量（GB）', width: 12, also: ['已开放的数据存储量', '已开放存储量'] },
  { key: 'openTenThousandRows', group: '大普查', title: '已开放记录数（万条）', width: 12, also: ['已开放的结构化记录数', '已开放记录数'] },
  { key: 'origin', title: '数据来源（回流数据）', width: 20, also: ['数据来源', '回流来源'], note: '上级回流的数据再共享的，注明来自哪里。' },
] as const satisfies readonly Column[];

const item = [
  { key: 'entryName', title: '信息资源名称', required: true, width: 30, also: ['数据目录名称', '目录名称', '资源名称', '数据资源名称', '资源信息名称', '数据集名称', '所属目录'], note: '与“目录信息”中的名称一致。' },
  { key: 'n', title: '序号', width: 6, also: ['信息项序号', '数据项序号'], note: '在一个目录内不重复；不填则依次编号。更新时不要改动：申请和挂接按序号指明数据项。' },
  { key: 'itemName', title: '信息项名称', required: true, width: 24, also: ['数据项名称', '信息项', '数据项', '字段中文名', '字段描述', '指标名称', '信息项信息信息项名称'] },
  { key: 'field', title: '字段名', required: true, width: 20, also: ['英文名', '英文名称', '字段英文名', '英文名字段名', '字段名称', '信息项英文名', '字段'], note: '字母、数字、下划线；答复数据时以它命名。' },
  { key: 'type', title: '数据类型', required: true, width: 12, also: ['信息项类型', '字段类型', '信息项信息数据类型'] },
  { key: 'length', title: '数据长度', width: 10, also: ['字段长度', '长度', '信息项信息数据长度'] },
  { key: 'key', title: '是否主键', width: 8, also: ['主键'] },
  { key: 'nullable', title: '是否可空', width: 8, also: ['可空', '是否允许为空', '是否为空'] },
  { key: 'codeSet', title: '值域、代码表', width: 22, also: ['值域代码表', '值域', '代码表', '字典项', '数据字典'] },
  { key: 'sensitivity', title: '敏感级别', required: true, width: 16, also: ['敏感程度', '敏感性', '个人信息标记', '是否个人信息'], note: '个人信息、敏感个人信息在此标明。' },
  { key: 'identifier', title: '标识对象', width: 18, also: ['标识'], note: '能识别到自然人、单位等的信息项填写。' },
  { key: 'itemGrade', title: '数据分级', required: true, width: 14, also: ['信息项分级', '字段分级', '信息项安全级别'] },
  { key: 'itemAttribute', title: '共享类型', width: 12, also: ['信息项共享类型', '信息项共享属性', '字段共享类型'], note: '不填则与目录一致；不一致的，导入时建议拆分为几个目录。' },
  { key: 'itemOpen', title: '是否开放', width: 8, also: ['信息项是否开放', '字段是否开放'], note: '不填则与目录一致。' },
  { key: 'note', title: '说明', width: 24, also: ['信息项说明', '备注', '信息项描述', '字段说明'] },
] as const satisfies readonly Column[];

export const entryColumns: readonly Column<EntryKey>[] = entry;
export const itemColumns: readonly Column<ItemKey>[] = item;
export type EntryKey = (typeof entry)[number]['key'];
export type ItemKey = (typeof item)[number]['key'];
export type Key = EntryKey | ItemKey;

/** Sheets of the template. */
export const SHEETS = { guide: '填报说明', entries: '目录信息', items: '信息项', words: '数据字典' } as const;
/** The version that the guide sheet carries; older ones are read with a warning. */
export const TEMPLATE_VERSION = '1.0';
export const EXAMPLE = '（示例）';

/** What a head is called in a sentence: 共享方式·类型 where the title alone says little. */
export function titleOf(key: Key): string {
  const column: Column | undefined = entryColumns.find((one) => one.key === key) ?? itemColumns.find((one) => one.key === key);
  if (column === undefined) return key;
  return column.group !== undefined && column.title.length <= 2 ? `${column.group}·${column.title}` : column.title;
}
