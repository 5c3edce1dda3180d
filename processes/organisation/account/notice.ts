import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { addOutbox } from '../../../platform/procedures/store/outbox.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { AccountRow } from '../store/accounts.ts';

/** What an officer does to somebody's way in is told at once: to the person, the head of the department, the audit officer (35 ¶2). */
export async function tellOfAccess(tx: Tx, directory: Directory, row: AccountRow, what: string): Promise<void> {
  const platform = await directory.platformOrg(tx);
  const text = `账号 ${row.login}：${what}。不是本人要求的，请立即告知审计管理员`;
  for (const [org, post] of [[row.org, 'head'], [platform, 'platform-audit']] as const) {
    const region = (await directory.organisation(tx, org))?.region;
    if (region !== undefined) await addOutbox(tx, { region, id: uuidv7(), topic: 'notice.org', body: { org, post, text, caseId: null } });
  }
  if (row.caseRegion !== null && row.caseId !== null) {
    await addOutbox(tx, { region: row.caseRegion, id: uuidv7(), topic: 'notice.person', body: { caseId: row.caseId, org: row.org, person: row.person, text } });
  }
}
