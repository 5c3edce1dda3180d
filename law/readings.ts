/**
 * How the platform reads the regulation where its text is silent: said in Chinese beside the text and never as the text.
 * Each stands at the places it is about; an article without paragraph covers all its paragraphs.
 */
export interface Reading { readonly at: readonly string[]; readonly zh: string }

/** Articles that give a department or an authority a number of working days. */
const limits = ['17.2', '17.3', '21.1', '22.1', '26.2'] as const;

export const readings: readonly Reading[] = [
  { at: [...limits], zh: '收到或者发生的当日不计，自次日起算；止于末个工作日 24:00。调休上班的周六、周日计入。' },
  { at: [...limits], zh: '工作日历用承担义务一方所在地区的。放假通知尚未公布的日子按周一至周五推算，标明“暂定”，通知签发后重算。' },
  { at: [...limits], zh: '地方规定可以缩短国家规定的时限，不得延长。' },
  { at: ['3.1'], zh: '属于国家秘密、工作秘密的，不得编入目录，不得申请，也不得作为附件上传。' },
  { at: ['14.1', '15.2'], zh: '有条件共享的条件以目录所列为准，答复不得另加。申请收到以后目录变严的，不影响已收到的申请；法律、行政法规或者国务院决定禁止的除外。' },
  { at: ['14.1', '15.2'], zh: '不予共享的依据限于法律、行政法规和国务院决定；部门文件、地方文件不能作为依据。' },
  { at: ['16.1', '17.2', '19.2', '21.1', '27.3', '39'], zh: '“同级政务数据共享主管部门”指提供部门的主管部门；垂直管理的部门，指审核其目录的那一级。' },
  { at: ['40'], zh: '“同级政务数据共享主管部门”指需求部门的主管部门。' },
  { at: ['20.3', '21.1'], zh: '沉默不是同意：到期未答复的，申请仍在办，时钟自动列为督办线索。' },
  { at: ['20.3', '21.1'], zh: '无条件共享的目录，提供部门的共享工作机构负责人可以逐个目录常设同意，申请一经提出即时答复，留痕与其他申请相同。' },
  { at: ['17.2', '21.1'], zh: '延长须在期限届满前取得主管部门同意，限一次，延长的工作日接在原期限之后。届满前未获同意的按超期计，线索中写明已申请延期。' },
  { at: ['21.2'], zh: '补正只告知一次，须列全，并在答复期限内作出；告知时定明补正日期。' },
  { at: ['21.2'], zh: '等补正期间答复时限停计，补回停去的工作日，原来的届满日一直可见。到期未补正的，就已有材料答复。' },
  { at: ['21.2'], zh: '没有告知过补正的，不得以材料不全为由不同意；不同意的，逐项写明类别和理由。' },
  { at: ['22.1'], zh: '提供以平台探测通过、需求部门可以验收为准；验收不通过的，时钟接着走，同一原因再次退回不再补回时间。' },
  { at: ['25.2'], zh: '平台按一条公开的规则计算汇聚、关联风险，高等级的须有安全岗的意见。' },
  { at: ['27.2'], zh: '暂停的共享权限，在两秒内于所有网关生效；整改期满不自动恢复，由作出暂停的一方决定。' },
  { at: ['27.3'], zh: '报备案不是报批准：备案以后，与需求部门协商的结果即可执行。' },
  { at: ['21.1', '28.1'], zh: '提供部门自行重新办理已经不同意的申请的，自重新办理当日起重新计算答复时限；由协商一致或者政府决定重新办理的，按其中的日期。' },
  { at: ['28.2'], zh: '主管部门只协调，由政府作出决定。“共同的上级”指同时管辖双方主管部门的最低一级；省与所辖市之间，即省的主管部门。' },
  { at: ['29.2'], zh: '平台经手的使用情况由平台自动记录；先有记录，后有数据。' },
  { at: ['39', '40', '41'], zh: '线索须经人审查，未经责令不产生效力。退回、转办、争议、撤回都不能使线索消失。' },
  { at: ['39', '40', '41'], zh: '不审自己的事：主管部门自己是当事一方的，由上级主管部门或者本级政府处理。' },
];

/** Readings of a place: those said of it, and of its article as a whole. */
export function readingsOf(basis: string): readonly string[] {
  const article = basis.replace(/[.(].*$/, '');
  return readings.filter(({ at }) => at.some((place) => place === basis || place === article || (basis === article && place.startsWith(`${article}.`)))).map(({ zh }) => zh);
}
