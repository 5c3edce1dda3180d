/**
 * How long each kind of data is kept, on what ground, and what carries it out: the one table. Jobs read their days
 * from here; a test compares its tables with the database's and its jobs with those that run.
 *
 * Records are kept at least three years (29 ¶2) and go only by the reviewed list of 审计管理员 and the head of the
 * 主管部门; 《网络安全法》 asks for network logs of at least six months (190 days here).
 */
export interface Retention {
  readonly zh: string;
  readonly tables: readonly string[];
  /** `ever`: as long as the platform; `days`: so long after `since`; `list`: years, then by the reviewed list; `while`: as long as what it belongs to. */
  readonly keeps: { readonly ever: true } | { readonly days: number; readonly since: string } | { readonly list: number } | { readonly while: string };
  readonly basis: string;
  /** Name of the job, or of the act, that carries it out. */
  readonly by: string | null;
}

const days = (n: number, since: string) => ({ days: n, since });
const ever = { ever: true } as const;
const six = '《网络安全法》：网络日志不少于六个月';

export const retention = {
  cases: { zh: '事项、办理记录、期限', tables: ['legal_case', 'case_party', 'case_move', 'case_number', 'clock', 'application', 'application_figure', 'agreement', 'agreement_count', 'grant_legacy', 'assessment', 'finding', 'watched_clock', 'incident', 'incident_grant', 'source_group', 'source_entry', 'source_item', 'source_task', 'demand', 'reflux', 'reflux_period', 'correction', 'correction_row', 'correction_receiver', 'correction_recall', 'dispute', 'use_change', 'service_change', 'service_change_grant', 'case_link', 'entry_case', 'catalog_cause', 'catalog_point', 'circulated', 'work_done', 'case_find'], keeps: ever, basis: '29.2；《档案法》', by: null },
  ledger: { zh: '账本', tables: ['ledger_log', 'ledger_entry', 'ledger_node', 'ledger_head', 'ledger_pending'], keeps: ever, basis: '35.2', by: null },
  catalogue: { zh: '目录及其版本', tables: ['entry', 'entry_version', 'entry_change', 'catalog_export', 'catalog_export_number', 'entry_code', 'entry_figure', 'entry_listing', 'entry_subscriber', 'item', 'item_name', 'search_synonym', 'standing_consent', 'catalog_draft'], keeps: ever, basis: '17', by: null },
  resources: { zh: '挂接资源', tables: ['connection', 'resource', 'resource_binding', 'resource_event', 'maintenance', 'outage', 'quality_rules', 'quality_plan', 'quality_run', 'quality_result'], keeps: ever, basis: '22', by: null },
  grants: { zh: '授权与凭据', tables: ['grant_compiled', 'credential', 'gate_change', 'gate_counter'], keeps: { while: '授权事项' }, basis: '25', by: null },
  sandboxes: { zh: '接口沙箱及其调用计数', tables: ['sandbox', 'sandbox_event', 'sandbox_call'], keeps: days(190, '结束'), basis: six, by: 'sandboxes' },
  people: { zh: '单位、人员、岗位', tables: ['organisation', 'platform', 'account', 'post_holder', 'delegation', 'password', 'second_factor', 'recovery_code', 'security_setting'], keeps: ever, basis: '35.2', by: null },
  rules: { zh: '行政区划、日历、字典、当地规则、公文模板', tables: ['region', 'calendar_notice', 'dictionary', 'local_rule', 'correction_rules', 'document_template', 'platform_mark', 'calendar_applied'], keeps: ever, basis: '-', by: null },
  keeping: { zh: '保管、恢复、处置的记载', tables: ['partitioned', 'partition_kept', 'disposal_list', 'restored', 'schema_migration', 'key_check', 'data_key'], keeps: ever, basis: '29.2', by: null },
  calls: { zh: '调用记录、填报的使用记录（自记录形成或者授权结束起，以较晚的为准）', tables: ['call_record', 'call_batch', 'usage_entry', 'usage_typical'], keeps: { list: 3 }, basis: '29.2', by: '到期处置清单' },
  received: { zh: '领受记录（按记录找到曾经取得的部门）', tables: ['received', 'usage_day', 'usage_person', 'usage_sum', 'usage_added', 'usage_office', 'usage_number', 'usage_reminded'], keeps: { while: '授权的调用记录' }, basis: '26、29.2', by: null },
  access: { zh: '查阅记录', tables: ['access_log', 'access_batch'], keeps: { list: 3 }, basis: '29.2；' + six, by: '到期处置清单' },
  drafts: { zh: '未送出即撤回的申请草稿', tables: [], keeps: days(180, '撤回'), basis: '《个人信息保护法》第十九条', by: 'drafts' },
  typed: { zh: '表单中填写、没有提交的内容（只给本人）', tables: ['form_draft'], keeps: days(90, '最后一次保存'), basis: '《个人信息保护法》第十九条', by: 'drafts' },
  answers: { zh: '请求的答复（防重复提交）', tables: ['case_request', 'route_request'], keeps: days(30, '答复'), basis: '-', by: 'requests' },
  worklist: { zh: '待办', tables: ['worklist'], keeps: { while: '未办结的事项' }, basis: '-', by: null },
  documents: { zh: '制成的文书、Word 文件、盖章件、文号', tables: ['document', 'document_file', 'document_stamped', 'document_series'], keeps: ever, basis: '《档案法》', by: null },
  attachments: { zh: '附件（随使用记录填报的，与该记录一同按到期处置清单）', tables: ['attachment'], keeps: ever, basis: '《档案法》', by: null },
  imports: { zh: '批量导入的工作簿、预览和结果（导入成的草稿是事项）', tables: ['catalog_import', 'catalog_import_piece', 'catalog_import_entry'], keeps: days(90, '最后一次办理'), basis: '《个人信息保护法》第十九条', by: 'imports' },
  uploads: { zh: '上传后没有随事项提交的附件', tables: [], keeps: days(7, '上传'), basis: '《个人信息保护法》第十九条', by: 'uploads' },
  notifications: { zh: '消息', tables: ['notification'], keeps: days(730, '发出'), basis: '《个人信息保护法》第十九条', by: 'notifications' },
  outbox: { zh: '待发的通知和后台工作，二十次不成的留待查看', tables: ['outbox'], keeps: days(190, '最后一次尝试'), basis: six, by: 'outbox-failed' },
  sessions: { zh: '登录会话', tables: ['session'], keeps: days(190, '结束'), basis: six, by: 'sweep-log-in' },
  failures: { zh: '登录失败的计数', tables: ['login_failure'], keeps: days(2, '最后一次失败'), basis: '-', by: 'sweep-log-in' },
  links: { zh: '一次性链接、启用码', tables: ['one_time_link', 'activation_code'], keeps: days(30, '使用或失效'), basis: '-', by: 'sweep-log-in' },
  secrets: { zh: '国家平台协议的临时密钥', tables: ['wire_secret'], keeps: days(1, '失效'), basis: '-', by: 'wire-secrets' },
  signs: { zh: '签名一次有效的授权用过的签名（至多八十分钟）', tables: ['used_sign'], keeps: { while: '其时间仍会被接受' }, basis: '-', by: 'used-signs' },
  quota: { zh: '调用限额的计数', tables: ['quota'], keeps: days(90, '当日'), basis: '-', by: 'wire-secrets' },
  refused: { zh: '验签之前被拒调用的计数', tables: ['refused_call'], keeps: days(190, '当时'), basis: six, by: 'refused-calls' },
  spool: { zh: '待归档的调用记录', tables: ['call_spool'], keeps: { while: '归档之前（一秒内）' }, basis: '29.2', by: null },
} as const satisfies Readonly<Record<string, Retention>>;

type Kind = keyof typeof retention;
type Daily = { readonly [K in Kind]: (typeof retention)[K]['keeps'] extends { readonly days: number } ? K : never }[Kind];

/** Days after which a kind goes. */
export function keptDays(kind: Daily): number {
  return retention[kind].keeps.days;
}

/** Years after which the reviewed list may dispose of a kind; for calls, of the record or the end of its grant. */
export function keptYears(kind: 'calls' | 'access'): number {
  return retention[kind].keeps.list;
}
