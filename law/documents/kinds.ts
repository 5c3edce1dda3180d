/**
 * The papers there are. `issued`: one organisation writes to another, so the deployer's template may give it a head and
 * a number of its own (发文机关标志、发文字号). `sealed`: it leaves with a seal. `own`: made by an organisation for
 * itself; the other parties of the case do not see it.
 */
export const documentKinds = {
  form: { zh: '申请表', issued: false, sealed: true, own: false },
  letter: { zh: '答复函', issued: true, sealed: true, own: false },
  'not-shared': { zh: '不予共享说明', issued: true, sealed: true, own: false },
  order: { zh: '督办单', issued: true, sealed: true, own: false },
  correction: { zh: '校核结果反馈单', issued: true, sealed: true, own: false },
  sheet: { zh: '办理单', issued: false, sealed: false, own: true },
  demand: { zh: '需求登记表', issued: false, sealed: true, own: false },
  naming: { zh: '数源部门确定通知', issued: true, sealed: true, own: false },
  reflux: { zh: '回流对接单', issued: false, sealed: true, own: false },
  'use-form': { zh: '变更申请表', issued: false, sealed: true, own: false },
  'use-reply': { zh: '变更复函', issued: true, sealed: true, own: false },
  negotiation: { zh: '服务变更协商函', issued: true, sealed: true, own: false },
  filing: { zh: '服务变更备案函', issued: true, sealed: true, own: false },
  mediation: { zh: '争议协调申请书', issued: false, sealed: true, own: false },
  settlement: { zh: '争议一致意见书', issued: false, sealed: true, own: false },
  list: { zh: '目录清单', issued: false, sealed: true, own: true },
} as const satisfies Record<string, { zh: string; issued: boolean; sealed: boolean; own: boolean }>;
export type DocumentKind = keyof typeof documentKinds;

export const documentKindNames = Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]];
/** Kinds that a template may give a head and a number. */
export const issuedKinds = documentKindNames.filter((kind) => documentKinds[kind].issued);
