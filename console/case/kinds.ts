import type { CaseView } from '../../platform/procedures/contract.ts';

/** What a list of cases is called for each side, and which columns it opens with. */
export interface ListWords { readonly zh: string; readonly lead: string }
const lists: Readonly<Record<string, Readonly<Record<string, ListWords>>>> = {
  application: {
    requester: { zh: '我的申请', lead: '本部门提出的共享申请' },
    provider: { zh: '申请受理', lead: '其他部门向本部门提出的共享申请' },
    authority: { zh: '共享申请', lead: '本级各部门之间的共享申请' },
  },
  grant: {
    requester: { zh: '我的授权', lead: '本部门取得的共享授权' },
    provider: { zh: '数据提供', lead: '本部门提供的共享授权' },
    authority: { zh: '共享授权', lead: '本级各部门的共享授权' },
  },
  catalog: { provider: { zh: '目录编制', lead: '本部门目录的编制、更新与下架' }, authority: { zh: '目录审核', lead: '报送审核的目录，更新与下架须在 2 个工作日内审核并发布' } },
  demand: {
    requester: { zh: '需求登记', lead: '目录中没有的数据，登记后由主管部门对接' },
    provider: { zh: '需求认领', lead: '主管部门分派给本部门的数据需求' },
    authority: { zh: '供需对接', lead: '本级各部门登记的数据需求' },
  },
  dispute: { any: { zh: '争议', lead: '协商、协调、决定与履行；争议期间原有时限照走' }, authority: { zh: '争议协调', lead: '请本机关协调处理的争议' } },
  finding: { authority: { zh: '督办', lead: '时钟与检查发现的线索。未经责令，线索不产生效力' } },
  incident: { any: { zh: '安全事件', lead: '报告、处置与总结' } },
  assessment: { any: { zh: '评估', lead: '保密风险、个人信息保护影响与共享安全性评估' } },
  account: { any: { zh: '账号', lead: '系统管理员建立，安全管理员启用，审计管理员可见全部' } },
};

export function listWords(kind: string, side: string): ListWords {
  const words = lists[kind];
  return words?.[side] ?? words?.['any'] ?? Object.values(words ?? {})[0] ?? { zh: '事项', lead: '' };
}

/** The list a case belongs to, seen from here. */
export function listOf(view: Pick<CaseView, 'kind' | 'parties'>): { readonly zh: string; readonly to: string; readonly search: Record<string, string> } {
  const mine = view.parties.find((p) => p.mine)?.party ?? 'any';
  const side = ['requester', 'provider', 'authority'].includes(mine) ? mine : 'any';
  return { zh: listWords(view.kind, side).zh, to: view.kind === 'finding' ? '/supervision' : `/cases/${view.kind}`, search: view.kind === 'finding' ? {} : { side } };
}
