import { hashRecoveryCode, newCode } from '../login/secrets.ts';
import { putCode } from '../store/activation-codes.ts';
import type { Tx } from '../../../platform/postgres/database.ts';

const codeDays = 30;

/** 启用码: the system officer's half of what opens an account; shown this once, kept hashed. */
export async function giveCode(tx: Tx, person: string, by: string): Promise<{ readonly code: string; readonly codeEndsAt: string }> {
  const code = newCode();
  return { code, codeEndsAt: await putCode(tx, { person, hash: hashRecoveryCode(code), madeBy: by, days: codeDays }) };
}
