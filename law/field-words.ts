/**
 * What the fields and codes of a case are called where they are read outside their form: in the archive of a case, which
 * shows every field of every procedure, and in refusals, which say where in a form something is wrong. Every field that the
 * interface takes has a word here (tests/routes.test.ts); one that only an archive shows and that lacks it is shown by its name.
 */
export const fieldWords: Readonly<Record<string, string>> = {
  account: '账号', signedOnce: '签名一次有效', secretAsSign: '以密钥代替签名', only: '列出哪些', additions: '补充材料', addresses: '来源地址', adds: '新增关联', after: '修改后', against: '对照版本', again: '须重新答复', answer: '答复', answers: '答复', application: '共享申请', article: '条款', asked: '申请的岗位',
  assessment: '评估', assessments: '评估', atProvidersWish: '应提供部门要求', attribute: '共享属性', basis: '依据', basisZh: '依据', before: '修改前', body: '内容', bound: '履行方', by: '期限', category: '理由类别', cause: '原因', causes: '更新原因',
  change: '事项', checks: '核对', circulated: '已通报', claim: '主张', classCode: '分类代码', clockZh: '时限', clue: '线索', code: '代码', codeSet: '代码集', concludedOn: '结论日期', condition: '条件', conditions: '共享条件', contact: '联系处室',
  content: '内容', data: '涉及数据', dataClass: '数据分类', days: '天数', daysLate: '逾期工作日', decision: '决定', declaration: '声明属实', department: '部门', departmentName: '部门', differences: '改动', digest: '摘要', disposal: '处置要求', disposeBy: '处置期限',
  document: '文件', done: '已做工作', doneBy: '履行期限', dueOn: '到期日', duty: '职责', effect: '效力', endsOn: '终止日', entrusted: '受托', entry: '目录', entryRegion: '目录所在区划', evidence: '证据', explainedBy: '说明人', field: '字段', forum: '协调机关',
  formatClass: '格式大类', formatType: '格式', frequency: '使用频度', from: '起', grade: '分级', grant: '共享授权', grants: '涉及授权', ground: '事由', groundText: '事由', grounds: '情况和理由', groundZh: '事由', heldTotal: '已持有', held: '已持有数据', hits: '已看过的影响',
  hold: '应急停用', how: '方式', id: '标识', identifier: '标识类型', identifiers: '标识项', incident: '安全事件', is: '属于', item: '数据项', items: '数据项', joined: '可关联', judgeName: '处理机关', keepUntil: '保存至', key: '凭据', kind: '类别', kindZh: '类别',
  lacking: '尚欠', lapsedOn: '失效日期', leaveOut: '可以减少的数据项', length: '长度', less: '少于申请之处', lessons: '教训', level: '等级', levelZh: '等级', likes: '相似数据项', linkage: '汇聚关联风险', maintains: '认为材料已齐', mask: '脱敏', masks: '脱敏',
  matter: '所争事项', matterZh: '所争事项', measures: '措施', mendBy: '整改期限', mended: '整改情况', message: '说明', mode: '共享方式', modes: '共享方式', n: '序号', name: '名称', needed: '需要', note: '说明', notices: '报告记录', nullable: '可为空', number: '编号',
  occurredOn: '发生之日', office: '内设机构', ok: '符合', on: '日期', open: '向社会开放', openCondition: '开放条件', opinion: '意见', org: '单位', organisation: '单位', orgName: '单位', origin: '来源', other: '其他', otherGrant: '另一授权', otherWay: '其他方式', outcome: '处理结果',
  papers: '原依据文件', path: '字段', perDay: '每日次数', perItem: '逐项答复', perMinute: '每分钟次数', person: '人员', personal: '个人信息', persons: '涉及人员', personsTold: '告知个人', phone: '电话', plan: '预案', points: '各点', post: '岗位', posts: '岗位', postZh: '岗位',
  problems: '问题', proposal: '拟答复', provider: '提供部门', providerName: '提供部门', purpose: '使用用途', purposes: '使用用途', questions: '评估问题', quota: '用量上限', raisedOn: '发现日期', range: '使用范围', ranges: '共享范围', rating: '评价', reason: '理由', reasons: '理由',
  recommends: '安全意见', record: '协商记录', ref: '事项', refusal: '不同意的理由', region: '区划', related: '相关目录', remaining: '剩余风险', remains: '剩余风险', renews: '续期自', repeatedReason: '重复采集的理由', reply: '答复', replyBy: '答复期限', report: '报告', reports: '履行情况',
  requester: '需求部门', requires: '法定更新', responsible: '责任人岗位', round: '轮次', rowFilter: '行范围', savedAt: '保存时间', scenario: '使用场景', scope: '范围', score: '评价', secrecy: '保密', secret: '涉密', securityOpinion: '安全意见', sensitive: '敏感项', sensitivity: '敏感级',
  service: '服务', serviceKind: '服务类型', sharing: '共享', since: '起于', source: '来源', sourceSystem: '来源系统', sourceZh: '来源', stage: '环节', stages: '环节责任', standing: '有效', standingConsent: '常设同意', state: '状态', stateZh: '状态', stricter: '更严', subject: '对象',
  summary: '摘要说明', supplyBy: '补正期限', suspension: '暂停', systems: '使用系统', template: '模板', templateZh: '模板', term: '使用时限', text: '说明', tiedTo: '对应', title: '题名', to: '止', told: '告知', type: '类型', until: '期限', updateCycle: '更新周期', value: '值', version: '版本',
  volumes: '数据量', vouches: '对真实性、合法性、必要性负责', way: '方式', what: '内容', why: '原因', zh: '说明', explanation: '说明', orderBy: '改正期限', paperBy: '文件期限', notified: '已报告', insufficient: '不足之处', documentNumber: '文号', date: '日期',
  lastUsedOn: '最近一次使用', imported: '存量共享', unused: '长期未使用', recorded: '逐次记录', method: '办法', returnedTo: '归还给', place: '存放处', access: '启封、使用', doneOn: '完成日期', keptUntil: '留存至', changed: '更正情况', said: '核实意见', updated: '本部门的数据', perRow: '核实结果', upheld: '属实', rejected: '不属实', rows: '记录条数', listDigest: '记录清单的摘要', receivers: '取得过记录的部门', confirmed: '已确认', confirmedOn: '确认日期', receipt: '更正通知', toldOn: '通知日期',
  referrals: '转请核实', answeredOn: '答复日期', keys: '记录标识', look: '平台核对', contested: '经异议重新核实', solved: '是否解决', howZh: '方式', failed: '不合格条数', checked: '检查条数', endedAt: '检查时间', running: '正在进行', fault: '差错', unseen: '未见更正', side: '所在一方', mayEdit: '可以修改', mayAnswer: '可以填写结果',
  measure: '安全措施', regions: '行政区域', regionItem: '区划代码所在的数据项', below: '乡镇（街道）、村（社区）', receiver: '下级部门', period: '期', sourceRows: '来源条数', sourceHash: '来源校验值', givenRows: '已取得条数', givenHash: '已取得校验值', calls: '调用次数', gap: '缺口', gapSince: '缺口起于',
  connectedOn: '接通日期', codes: '区划代码', former: '原区划代码', census: '区划代码清点', periods: '逐期对账', nextOn: '本期到', choices: '可选', columns: '已挂接的数据项',
  whyNone: '现有目录不能满足的理由', declines: '不认领的情况', whose: '应当认领的部门', compileBy: '编制期限', opinionsBy: '提出意见期限', effectOn: '生效日期', instead: '替代办法', perPoint: '逐点答复', awaited: '尚未提出意见的部门', thirdParties: '第三方', namedOn: '明确日期', tasks: '任务', stand: '意见', opinions: '意见',
  // Of forms and questions that are no case: what a refusal calls them.
  about: '所指', absoluteHours: '登录时长上限', act: '办理', along: '一并检查的数据项', approve: '是否批准', as: '格式', atOnce: '立即检查', attachments: '附件', authority: '同级主管部门', base: '所依据的版本', behalfOf: '代谁办理',
  bottom: '下边距', boundRows: '行数上限', byItself: '自动检查', cases: '事项', class: '类别', clock: '时限', column: '列', common: '共用的内容', connection: '数据库连接', correctionRules: '校核规则', corrects: '所更正的记录',
  csv: '名单', cycle: '更新周期', database: '数据库', demand: '需求', departments: '部门', desc: '倒序', description: '描述', documents: '文书', duties: '职责', emergencyPlan: '应急预案', endedOn: '终止日期',
  entries: '目录', everyDays: '检查间隔天数', except: '不计的一件', expected: '应为', factorForAll: '全员第二因素', fields: '字段', file: '文件', fileNumber: '发文字号', form: '表单', format: '文件格式', gigabytes: '存储量',
  grave: '情节严重', heads: '发文机关标志', host: '主机', hourFrom: '检查开始时点', hourTo: '检查结束时点', idleMinutes: '无操作退出分钟数', ids: '编号', isNew: '是否新发现', lamp: '督办灯', left: '左边距', line: '分隔线', lines: '各行',
  list: '清单', looked: '核对结果', margins: '页边距', matters: '办件量', max: '最大值', maxBytes: '字节上限', min: '最小值', mine: '只看本部门', new: '新口令', now: '现值', nth: '第几份', object: '对象', old: '原口令', op: '比较方式',
  openGigabytes: '已开放存储量', openTenThousandRows: '已开放记录数', operator: '运行单位', order: '排列次序', owner: '数据所在部门', pageRows: '每次读取行数', pageSize: '每页行数', parent: '上级区划', partition: '记录分区',
  password: '口令', passwordClasses: '口令字符种类', passwordDays: '口令有效天数', passwordKept: '不得重复的口令数', passwordLeast: '口令最少位数', pattern: '格式规则', pauseMs: '间歇毫秒数', platform: '平台', point: '第几点',
  port: '端口', procedure: '程序', profile: '部门概况', protected: '保护措施', q: '查找的文字', required: '必填', rest: '休息日', result: '结果', right: '右边距', rightOnly: '只导入正确行', row: '行', rule: '规则', rules: '规则',
  run: '检查', same: '同义词', schema: '模式', securityRules: '安全管理制度', seen: '现值', services: '服务方式', sharedGigabytes: '已共享存储量', sharedTenThousandRows: '已共享记录数', sharingRules: '共享管理制度',
  shortName: '简称', show: '显示', signature: '落款', size: '每页条数', sort: '排序', sources: '出处', split: '拆分', stamped: '盖章件', statementMs: '单次查询毫秒上限', status: '状态码', submit: '是否提交', table: '表',
  taker: '受托人', task: '任务', tenThousandRows: '记录数', timeoutMs: '等待毫秒上限', tls: '加密连接', token: '链接标识', toleratedPerMille: '容许的千分比', top: '上边距', user: '只读账号', values: '值', vertical: '垂直管理',
  wantedBy: '期望日期', when: '适用条件', where: '存放处', window: '维护时段', word: '词', workingDays: '工作日数', year: '年份',
};

/** Codes that acts and views state, in words; `field.code` where a field has words of its own for it. */
export const codeWords: Readonly<Record<string, string>> = {
  'beyond-range': '擅自超出使用范围使用', 'beyond-purpose': '擅自超出共享目的使用', 'third-party': '擅自提供给第三方', unreachable: '调不通', 'wrong-items': '数据项与授权不符', 'wrong-rows': '行范围与授权不符', 'wrong-values': '数据内容有误', 'too-slow': '过慢',
  reached: '共享目的已实现', impossible: '共享目的无法实现', 'not-needed': '不再必要', delete: '删除', return: '归还', seal: '封存', keep: '留存', 'nothing-stored': '未留存', low: '低', medium: '中', high: '高', other: '其他',
  duty: '不属于履行职责，或者非履行职责所必需', range: '超出目录列明的共享范围、使用用途', forbidden: '法律、行政法规或者国务院决定禁止', 'not-held': '本部门不掌握该数据', 'not-supplied': '一次性告知后逾期未补充材料', agree: '可以共享', reduce: '减少数据项后可以共享', refuse: '不宜共享',
  unconditional: '无条件共享', conditional: '有条件共享', 'not-shared': '不予共享', service: '服务接口', batch: '批量交换', file: '文件下载', query: '查询', verification: '核验', 'other-mode': '以其他方式共享', law: '法律', regulation: '行政法规', 'local-law': '地方性法规',
  rule: '部门规章', 'local-rule': '地方政府规章', 'work-secret': '工作秘密', 'state-secret': '国家秘密', 'not-concerned': '不涉及', compile: '编制', update: '更新', withdraw: '下架', sensitive: '敏感个人信息', requester: '需求部门', provider: '提供部门', both: '双方', updated: '已经更正', 'not-kept': '没有留存，无须更正', differs: '不能照此更正',
  'kind.range': '扩大使用范围', 'kind.purpose': '用于其他目的', 'kind.third-party': '提供给第三方', claims: '主张由本部门作数源', agrees: '同意', object: '有异议', has: '能够提供', 'has-not': '不能提供', change: '变更服务', end: '终止服务',
};
