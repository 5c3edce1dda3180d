import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface SecuritySettings {
  readonly idleMinutes: number; readonly absoluteHours: number; readonly passwordLeast: number; readonly passwordClasses: number; readonly passwordKept: number;
  readonly passwordDays: number; readonly factorForAll: boolean;
}

const columns = ['idleMinutes', 'absoluteHours', 'passwordLeast', 'passwordClasses', 'passwordKept', 'passwordDays', 'factorForAll'] as const;

export async function readSettings(tx: Reader): Promise<SecuritySettings> {
  return tx.selectFrom('securitySetting').select(columns).limit(1).executeTakeFirstOrThrow();
}

export async function writeSettings(tx: Tx, settings: SecuritySettings, by: string): Promise<void> {
  await tx.updateTable('securitySetting').set({ ...settings, changedBy: by, changedAt: new Date().toISOString() }).execute();
}
