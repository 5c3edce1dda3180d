import type { ErrorEntry } from './entry.ts';

/** Demand: Art. 20 ¶1. */
export const demandErrors = {
  DEMAND_NOT_FOUND: { kind: 'not-found', say: () => '没有这件需求，或者与您所在单位无关。' },
  DEMAND_INCOMPLETE: { kind: 'invalid', article: '20.1', say: (p: { missing: string }) => `需求还不完整：${p.missing}。补齐后再提交。` },
  DEMAND_ENTRY_FITS: { kind: 'conflict', article: '20.2', say: (p: { entry: string; provider: string; items: string }) => `${p.provider}的目录“${p.entry}”已有${p.items}，可以直接申请共享。仍需登记的，请写明该目录为什么不能满足。` },
  DEMAND_NOT_JOINABLE: { kind: 'conflict', article: '20.1', say: () => '要并入的需求不在办理中，或者不在本级。请从相似需求中另选，或者单独登记。' },
  DEMAND_OWN: { kind: 'conflict', article: '20.1', say: () => '这是本部门自己提出的需求，不需要并入。请在原需求中办理。' },
  DEMAND_ENTRY_OFF: { kind: 'conflict', article: '20.1', say: (p: { entry: string }) => `目录“${p.entry}”未在发布状态，不能对接。请另选已发布的目录，或者分派给有职责的部门。` },
  DEMAND_ENTRY_OWN: { kind: 'invalid', article: '20.1', say: (p: { entry: string }) => `目录“${p.entry}”由提出需求的部门自己提供，不能对接。请另选。` },
  DEMAND_PROVIDER_UNKNOWN: { kind: 'invalid', article: '20.1', say: () => '没有这个部门，或者它已撤并。请从本级部门中选择。' },
  DEMAND_PROVIDER_OWN: { kind: 'invalid', article: '20.1', say: () => '不能分派给提出需求的部门自己。请另选部门。' },
  DEMAND_PROVIDER_ELSEWHERE: { kind: 'invalid', article: '20.1', say: (p: { provider: string }) => `${p.provider}不归本机关主管，不能直接分派。请改用“转其他平台”，转请其主管部门办理。` },
  DEMAND_PROVIDER_DECLINED: { kind: 'conflict', article: '20.1', say: (p: { provider: string }) => `${p.provider}已说明不认领。请改派其他部门；确属其职责的，请用“指定编制”并附职责文件。` },
  DEMAND_DECLINED_TWICE: { kind: 'conflict', article: '20.1', say: () => '已有两个部门不认领，不再改派。请指定编制部门并附职责文件，或者说明理由后终结。' },
  DEMAND_DOCUMENT_MISSING: { kind: 'invalid', article: '20.1', say: () => '请附上所写的文件：指定编制附职责文件，录入对方平台答复附答复文件。' },
  DEMAND_NOT_MATCHED: { kind: 'conflict', article: '20.1', say: () => '这件需求还没有对接到这个目录，不能据以填写申请。请从需求的页面提出申请。' },
} as const satisfies Record<string, ErrorEntry>;
