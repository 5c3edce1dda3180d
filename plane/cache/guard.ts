import { sealOf } from '../../platform/ledger/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { bearsSeal, type Sound } from '../../processes/grant/index.ts';

/** Lets nothing through that was written past the platform: what it left out is told once, and counted. */
export interface Guard {
  readonly sound: Sound;
  /** Before the rows of this grant are read again; without one: of all. */
  forget(id?: string): void;
  /** Whether rows of this grant were left out. */
  refuses(id: string): boolean;
  /** Grants of which something was left out. */
  readonly refused: number;
}

const rowZh = { agreed: '约定内容', compiled: '网关所执行的内容', key: '调用凭据' } as const;

/**
 * @param until  by when a row without its seal is let be: an upgrade lets processes of before go on for a while. Absent: always, where
 *               nobody seals
 */
export function createGuard(keys: Keys, until: (() => number) | undefined, warn: (text: string) => void): Guard {
  const seal = sealOf(keys.sealKey('row'));
  /** A row may not go back: what once was true of a grant bears a right seal, too. */
  const newest = new Map<string, number>();
  const refused = new Map<string, Set<string>>();
  const told = new Set<string>();

  return {
    sound({ region, id, of, row, seal: own }) {
      if (until === undefined) return true;
      const key = `${region}-${id}`;
      const version = Number(row['version']);
      const back = of === 'compiled' && version < (newest.get(key) ?? 0);
      if (!back && (Date.now() <= until() || bearsSeal({ of, row, seal: own }, seal))) {
        if (of === 'compiled') newest.set(key, version);
        return true;
      }
      refused.set(key, (refused.get(key) ?? new Set()).add(of));
      const said = `${key} ${of} ${own ?? ''} ${back}`;
      if (!told.has(said)) warn(`授权 ${key} 的${rowZh[of]}${back ? '退回到了以前的版本' : '与封印不符'}，不予提供：数据库可能被直接改动过。请安全管理员运行 ledger verify 核对；其他授权不受影响。`);
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
