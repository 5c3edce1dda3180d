import { basisZh } from '../../law/basis.ts';
import { limitZh } from '../../law/limit-words.ts';
import { application } from '../../law/procedures/application.ts';
import { catalog } from '../../law/procedures/catalog.ts';
import { correction } from '../../law/procedures/correction.ts';
import { grant } from '../../law/procedures/grant.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';

/** What a list of cases is called for each side, and which columns it opens with. */
export interface ListWords { readonly zh: string; readonly lead: string; /** Where it is empty: what comes here, and what the clock does then. */ readonly empty?: string }
const lists: Readonly<Record<string, Readonly<Record<string, ListWords>>>> = {
  application: {
    requester: { zh: '我的申请', lead: '本部门提出的共享申请', empty: `在“目录检索”里找到需要的数据，点“申请”。提交以后先由本部门共享工作机构负责人同意（${basisZh('20.2')}）。` },
    provider: { zh: '申请受理', lead: '其他部门向本部门提出的共享申请', empty: `申请一到就列在这里，答复时限自次日起算：无条件共享 ${limitZh(application.clocks.reply, 'unconditional')}，有条件共享 ${limitZh(application.clocks.reply, 'conditional')}（${basisZh('21.1')}）。` },
    authority: { zh: '共享申请', lead: '本级各部门之间的共享申请', empty: '各部门提出的申请列在这里；请求延期答复的，另列在“延期同意”。' },
  },
  grant: {
    requester: { zh: '我的授权', lead: '本部门取得的共享授权', empty: `提供部门同意共享以后列在这里，数据在 ${limitZh(grant.clocks.delivery)}内提供（${basisZh('22.1')}）。` },
    provider: { zh: '数据提供', lead: '本部门提供的共享授权', empty: `同意共享以后列在这里，${limitZh(grant.clocks.delivery)}的提供时限自次日起算（${basisZh('22.1')}）。` },
    authority: { zh: '共享授权', lead: '本级各部门的共享授权', empty: '各部门同意共享以后列在这里。' },
  },
  'use-change': {
    requester: { zh: '用途、范围变更', lead: '本部门申请变更用途、范围，或者提供给第三方；同意以前仍按原约定使用', empty: `在授权的页面点“申请变更用途、范围”；经本部门负责人同意提出，再经提供部门同意（${basisZh('25.1')}）。` },
    provider: { zh: '变更受理', lead: '使用部门申请变更用途、范围，或者提供给第三方', empty: `使用部门提出的变更申请列在这里；不同意的，授权按原约定继续（${basisZh('25.1')}）。` },
    authority: { zh: '用途、范围变更', lead: '本级各部门之间的变更申请', empty: '各部门提出的变更申请列在这里。' },
  },
  'service-change': {
    provider: { zh: '服务变更、终止', lead: '变更、终止已提供的服务：先协商，再备案，到生效日才变更、终止', empty: `确需变更、终止服务的，由共享工作机构负责人在授权的页面点“拟变更、终止服务…”（${basisZh('27.3')}）。` },
    authority: { zh: '服务变更备案', lead: '各部门报备案的服务变更、终止', empty: `提供部门与需求部门协商以后报备案的，列在这里（${basisZh('27.3')}）。` },
    any: { zh: '服务变更、终止', lead: '协商、备案与生效；生效以前各授权照常执行', empty: `本部门提供或者使用的服务拟变更、终止的，列在这里；确需变更、终止本部门提供的服务，由共享工作机构负责人在授权的页面点“拟变更、终止服务…”（${basisZh('27.3')}）。` },
  },
  catalog: { provider: { zh: '目录编制', lead: '本部门目录的编制、更新与下架', empty: '编制、更新、下架的事项列在这里；已发布的见“本部门目录”。' }, authority: { zh: '目录审核', lead: `报送审核的目录，更新与下架须在 ${limitZh(catalog.clocks.review)}内审核并发布`, empty: `各部门一报送就列在这里，审核时限自次日起算（${basisZh('17.3')}）。` } },
  source: { any: { zh: '数源部门', lead: '几个部门都收集的数据项，由主管部门明确牵头收集的部门', empty: `目录中有同类数据项的，平台自动提出；也可以在目录的页面点“提出数源部门…”（${basisZh('19.2')}）。` } },
  demand: {
    requester: { zh: '需求登记', lead: '目录中没有的数据，登记后由主管部门对接', empty: `目录检索里没有的数据，点“登记需求”；主管部门对接到有职责的部门（${basisZh('20.1')}）。` },
    provider: { zh: '需求认领', lead: '主管部门分派给本部门的数据需求', empty: '主管部门分派到本部门的需求列在这里。' },
    authority: { zh: '供需对接', lead: '本级各部门登记的数据需求', empty: '各部门登记的需求列在这里，由主管部门匹配、分派。' },
  },
  reflux: {
    any: { zh: '回流', lead: '上级部门业务系统中本行政区域的数据，回流下级部门使用', empty: '在目录检索中打开上级部门的目录，由共享工作机构负责人点“提出回流”；上级部门也可以在本部门的目录点“向下级部门回流”。除确保政务数据安全外，不得设置额外的限制条件（第二十四条第一款）。' },
    authority: { zh: '回流', lead: '本级各部门与上下级部门之间的回流', empty: '各部门提出的回流列在这里；逾期未确认、未接通和对账缺口，列为第三十九条第五项的线索。' },
  },
  correction: {
    provider: { zh: '校核受理', lead: `其他部门对本部门数据提出的校核，自收到起 ${limitZh(correction.clocks.correct)}内核实、更正、反馈`, empty: `校核申请一到就列在这里，${limitZh(correction.clocks.correct)}的时限自次日起算（${basisZh('26.2')}）。` },
    authority: { zh: '校核', lead: '本级各部门的数据校核' },
    any: { zh: '校核与更正', lead: '本部门提出的校核，和本部门取得过的记录的更正通知', empty: `使用中发现数据不准确、不完整的，在授权的页面点“提出校核”（${basisZh('26.2')}）。` },
  },
  dispute: { any: { zh: '争议', lead: '协商、协调、决定与履行；争议期间原有时限照走', empty: `对答复、提供、目录有争议的，由共享工作机构负责人在该事项的页面提出（${basisZh('28.2')}）。` }, authority: { zh: '争议协调', lead: '请本机关协调处理的争议', empty: `双方协商不成、申请协调的，列在这里（${basisZh('28.2')}）。` } },
  finding: { authority: { zh: '督办', lead: '时钟与检查发现的线索。未经责令，线索不产生效力' } },
  incident: { any: { zh: '安全事件', lead: '报告、处置与总结', empty: `发生或者可能发生泄露、篡改、丢失的，点“报告安全事件”，处置的时限随即起算（${basisZh('35.3')}）。` } },
  assessment: { any: { zh: '评估', lead: '保密风险、个人信息保护影响与共享安全性评估', empty: '编制目录、提出申请须先评估的，从该事项的页面发起，列在这里。' } },
  account: { any: { zh: '账号', lead: '系统管理员建立，安全管理员启用，审计管理员可见全部', empty: '系统管理员点“建立账号…”，或者“批量导入”；建立以后由安全管理员启用。' } },
};

export function listWords(kind: string, side: string): ListWords {
  const words = lists[kind];
  return words?.[side] ?? words?.['any'] ?? Object.values(words ?? {})[0] ?? { zh: '事项', lead: '' };
}

/** The list a case belongs to, seen from here. */
export function listOf(view: Pick<CaseView, 'kind' | 'parties'>): { readonly zh: string; readonly to: string; readonly search: Record<string, string> } {
  const mine = view.parties.find((p) => p.mine)?.party ?? 'any';
  const side = (view.kind === 'correction' && mine === 'requester') || (view.kind === 'reflux' && mine !== 'authority') ? 'any' : ['requester', 'provider', 'authority'].includes(mine) ? mine : 'any';
  return { zh: listWords(view.kind, side).zh, to: view.kind === 'finding' ? '/supervision' : `/cases/${view.kind}`, search: view.kind === 'finding' ? {} : { side } };
}
