import type { Tx } from '../../platform/postgres/database.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { getAgreement } from './store/agreement.ts';

interface Link { readonly href: string; readonly number: string; readonly zh: string }

/** 关联事项: what the grant came from, and the record of its use. What came from it (renewal, correction, change, incident, dispute) the engine knows. */
export async function linksOf(tx: Tx, it: Case): Promise<Link[]> {
  const { body, entryRegion, entry, entryVersion, applicationRegion, applicationId } = await getAgreement(tx, it);
  return [
    { href: `/catalog/${entryRegion}/${entry}`, number: body.entryCode ?? body.entryName, zh: `授权所依的目录 v${entryVersion}` },
    ...(applicationId === null ? [] : [{ href: `/cases/application/${applicationRegion}-${applicationId}`, number: body.applicationNumber ?? '共享申请', zh: '据以建立授权的申请' }]),
    { href: `/usage?grant=${refOf(it)}`, number: '使用记录', zh: '逐次调用的记录' },
  ];
}
