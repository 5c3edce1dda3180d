import { bearsSeal, sealOf, type Sound } from '../../platform/ledger/index.ts';
import type { Keys } from '../../platform/keys/index.ts';

/** Lets nothing through that was written past the platform: what it left out is told once, and counted. */
export interface Guard {
  readonly sound: Sound;
  /** The same of a row that is read by itself, between two readings of all: it may be older than what was read since. */
  readonly bears: Sound;
  /** Before the rows of this one are read again; without one: of all. */
  forget(id?: string): void;
  /** Whether rows of this one were left out. */
  refuses(id: string): boolean;
  /** Things of which something was left out: grants, or connections and resources. */
  readonly refused: number;
}

const rowZh: Readonly<Record<string, (ref: string) => string>> = {
  compiled: (ref) => `授权 ${ref} 的网关所执行的内容`, key: (ref) => `授权 ${ref} 的调用凭据`, bound: (ref) => `数据资源 ${ref} 的登记内容`, connection: (ref) => `数据库连接 ${ref} 的登记内容`,
};

/**
 * @param until  by when a row without its seal is let be: an upgrade lets processes of before go on for a while. Absent: always, where
 *               nobody seals
 */
export function createGuard(keys: Keys, until: (() => number) | undefined, warn: (text: string) => void): Guard {
  const seal = sealOf(keys.sealKey('row'));
  /** A row may not go back: what once was true of it bears a right seal, too. A key has no version. */
  const newest = new Map<string, number>();
  const refused = new Map<string, Set<string>>();
  const told = new Set<string>();

  const bears: Sound = (row) => until === undefined || Date.now() <= until() || bearsSeal(row, seal);

  return {
    bears,
    sound(it) {
      if (until === undefined) return true;
      const { of, row, seal: own } = it;
      const key = `${it.region}-${it.id}`;
      const version = of === 'key' ? 0 : Number(row['version']);
      const back = of !== 'key' && version < (newest.get(key) ?? 0);
      if (!back && bears(it)) {
        if (of !== 'key') newest.set(key, version);
        return true;
      }
      refused.set(key, (refused.get(key) ?? new Set()).add(of));
      const said = `${key} ${of} ${own ?? ''} ${back}`;
      if (!told.has(said)) warn(`${rowZh[of]?.(key) ?? key}${back ? '退回到了以前的版本' : '与封印不符'}，不予提供：数据库可能被直接改动过。请安全管理员运行 ledger verify 核对；其他的不受影响。`);
      if (told.size < 10_000) told.add(said);
      return false;
    },
    forget(id) {
      if (id === undefined) refused.clear();
      else refused.delete(id);
    },
    refuses: (id) => refused.has(id),
    get refused() { return refused.size; },
  };
}
