import type { ErrorEntry } from './entry.ts';

/** Papers: made, kept, sealed, checked; the templates of a region. */
export const documentErrors = {
  DOCUMENT_NOT_FOUND: { kind: 'not-found', say: () => '没有这份文书，或者您所在单位不能查阅。' },
  DOCUMENT_DAMAGED: { kind: 'unavailable', say: () => '文书与存证的摘要不一致，已停止提供。请联系审计管理员核查。' },
  DOCUMENT_FAILED: { kind: 'unavailable', say: () => '暂时不能生成 Word 文件，请稍后重试；打印不受影响，已制成的文书没有变化。' },
  DOCUMENT_TOO_MANY: { kind: 'invalid', say: (p: { most: number }) => `请选择 1 至 ${p.most} 份，更多的请分批。` },
  DOCUMENT_LIST_TOO_LONG: { kind: 'invalid', say: (p: { most: number }) => `一份清单至多 ${p.most} 条目录，请按共享属性筛选后分别制成。` },
  DOCUMENT_LIST_EMPTY: { kind: 'conflict', say: () => '本部门没有符合条件的已发布目录，没有可制成的清单。请改换筛选条件。' },
  CASE_SEEN_IN_PART: { kind: 'conflict', say: () => '本件只有一部分与您所在单位有关，不能整案归档，也不能取走全案的存证。可以打印办理单。' },
  ARCHIVE_DRAFT: { kind: 'conflict', say: () => '草稿还没有编号，没有可归档的内容。提交后再归档。' },
  ARCHIVE_TOO_LARGE: { kind: 'conflict', say: (p: { most: string }) => `本事项的附件和文书合计超过 ${p.most}，不能装入一个归档包。请分别下载附件、文书和存证证明。` },
  ARCHIVE_BUSY: { kind: 'unavailable', say: () => '正在整理的归档包较多，或者您已有一个正在整理，请稍后重试。' },
  SEAL_NOT_YOURS: { kind: 'forbidden', say: (p: { org: string }) => `盖章件由制发文书的${p.org}上传。需要盖章件的，请与其联系。` },
  SEAL_NOT_NEEDED: { kind: 'invalid', say: (p: { document: string }) => `“${p.document}”供本单位内部使用，不能上传盖章件；需要盖章的是申请表、答复函等文书。` },
  SEAL_FILE_TYPE: { kind: 'invalid', say: (p: { name: string }) => `“${p.name}”不是盖章件可用的文件。请上传盖章后的扫描件或者版式文件：pdf、ofd、jpg、png，按内容识别。` },
  SEAL_REASON_MISSING: { kind: 'invalid', say: () => '这份文书已有盖章件。更换的，请写明原因；原来的一份仍然保留。' },
  TEMPLATE_KIND_INVALID: { kind: 'invalid', say: (p: { kinds: string }) => `发文机关标志只能用于${p.kinds}，请改选。` },
  TEMPLATE_NUMBER_INVALID: { kind: 'invalid', say: () => '发文字号的格式须写明“{代字}”“{年}”“{序号}”各一次，例如 {代字}数函〔{年}〕{序号}号。' },
  TEMPLATE_CODE_TWICE: { kind: 'invalid', say: () => '机关代字有重复：每个单位一个代字，每个代字只归一个单位。请改正。' },
  TEMPLATE_NOT_FOUND: { kind: 'not-found', say: () => '没有这一版公文模板，或者已经撤销。' },
} as const satisfies Record<string, ErrorEntry>;
