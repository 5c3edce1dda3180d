import type { ErrorEntry } from './entry.ts';

/** Ledger, keys, database, marks, command line. */
export const platformErrors = {
  LEDGER_HEAD_INVALID: { kind: 'invalid', say: () => '存证首部的写法是“条数:根值（64 位十六进制）”，请核对。' },

  KEY_MASTER_MISSING: { kind: 'unavailable', say: () => '使用外部数据库时须先给出主密钥。请运行 keys make 生成一把妥善保管，再设置 SHUQIAO_MASTER_KEY 或者 SHUQIAO_MASTER_KEY_FILE。' },
  KEY_MASTER_WRONG: { kind: 'unavailable', say: () => '主密钥与数据库不符，已拒绝启动。请使用建库时的主密钥。' },
  KEY_MASTER_SHAPE: { kind: 'invalid', say: () => '主密钥须是 32 字节（64 位十六进制或者 Base64），请核对。' },

  SETTING_INVALID: { kind: 'invalid', say: (p: { name: string; why: string }) => `设置 ${p.name} 有误：${p.why}。请改正后重新启动。` },
  HOST_NEEDS_TLS: { kind: 'invalid', say: (p: { host: string }) => `HOST=${p.host} 面向本机以外，须设置 TLS_CERT 和 TLS_KEY，或者 TRUST_PROXY；确需明文的，设 INSECURE_HTTP=1，页面会有警示。` },
  HOME_IN_USE: { kind: 'conflict', say: (p: { home: string }) => `目录 ${p.home} 已有一个平台在运行。请先停止它，或者用 SHUQIAO_HOME 指定另一目录。` },
  MIGRATION_CHANGED: { kind: 'bug', say: (p: { file: string }) => `迁移 ${p.file} 与已执行的内容不同，已停止。迁移只能新增，不能修改。` },
  DATABASE_TOO_OLD: { kind: 'invalid', say: (p: { version: string }) => `数据库版本 ${p.version} 过低，须 PostgreSQL 15 以上。` },
  BACKUP_DIR_NOT_EMPTY: { kind: 'conflict', say: (p: { dir: string }) => `目录 ${p.dir} 不是空的，备份请用空目录。` },
  BACKUP_DAMAGED: { kind: 'invalid', say: (p: { file: string }) => `备份文件 ${p.file} 缺失或者与清单不符，不能恢复。` },
  FILE_UNUSABLE: { kind: 'invalid', say: (p: { path: string; why: string }) => `${p.path} 不能使用：${p.why}。请换一个路径，或者改正后重试。` },
  RESTORE_NEEDS_EMPTY: { kind: 'conflict', say: () => '恢复须在空数据库中进行，现有数据未作改动。' },
  COMMAND_UNKNOWN: { kind: 'invalid', say: (p: { command: string }) => `没有命令“${p.command}”，用 --help 查看全部命令。` },
  OPTION_MISSING: { kind: 'invalid', say: (p: { option: string }) => `缺少参数 ${p.option}，用 --help 查看用法。` },
  OPTION_INVALID: { kind: 'invalid', say: (p: { option: string; why: string }) => `参数 ${p.option} 有误：${p.why}。请改正，用 --help 查看用法。` },
} as const satisfies Record<string, ErrorEntry>;
