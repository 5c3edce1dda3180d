import { useChangeForm, useChangeReply } from '../../../law/documents/use-change.ts';
import { fail } from '../../../law/errors.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import { keepDocument, newestHead, type Draft } from '../../../platform/documents/index.ts';
import { opinionOf } from '../../../platform/documents/opinions.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../../platform/procedures/process.ts';
import { attachmentsOf } from '../../../platform/procedures/store/attachments.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { readTimeline } from '../../../platform/procedures/store/timeline.ts';
import { getAgreement, type Agreement } from '../store/agreement.ts';
import { pointZh } from './points.ts';
import * as store from './store.ts';

/** 变更申请表 and 变更复函: looked at before the heads decide, kept with their acts. */
export function useChangePapers(directory: Directory): Papers {
  return {
    previews: (it, actor) => [
      ...(actor.org === it.requester && (it.state === 'draft' || it.state === 'consent') ? ['use-form' as const] : []),
      ...(actor.org === it.provider && it.state === 'reply' ? ['use-reply' as const] : []),
    ],
    compose: (tx, it, kind, today) => (kind === 'use-form' ? formDraft(tx, directory, it) : replyDraft(tx, directory, it, { today, agreed: null, version: null })),
  };
}

/** The form with the head's consent, the letter with the decision: before the grant itself is changed, so that it says what was. */
export async function keepForm(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  await keep(tx, directory, now, await formDraft(tx, directory, now));
}
export async function keepReply(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  await keep(tx, directory, now, await replyDraft(tx, directory, now, { today: now.today, agreed: now.act === 'agree', version: now.version }));
}

async function keep(tx: Tx, directory: Directory, now: Moving, draft: Draft): Promise<void> {
  const number = now.number ?? fail('TABLE_BROKEN', { what: 'a paper of a case without a number' });
  await keepDocument(tx, directory, draft, { region: now.region, number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}

interface Around { readonly row: store.UseChangeRow; readonly agreement: Agreement; readonly grant: { readonly number: string; readonly entry: string; readonly purpose: string; readonly range: string }; readonly nameOf: (org: string | null) => string }

async function around(tx: Tx, directory: Directory, it: Case): Promise<Around> {
  const row = await store.getUseChange(tx, it);
  const at = { region: row.grantRegion, id: row.grantId };
  const agreement = await getAgreement(tx, at);
  const names = await directory.organisations(tx, [it.requester, it.provider, it.authority].filter((org): org is string => org !== null));
  const grant = { number: (await readCase(tx, at))?.number ?? '—', entry: agreement.body.entryName, purpose: agreement.purpose, range: agreement.body.range };
  return { row, agreement, grant, nameOf: (org) => names.get(org ?? '')?.name ?? org ?? '' };
}

const pointsOf = (row: store.UseChangeRow) => row.points.map((one) => ({ kind: pointZh[one.kind], text: one.text, why: 'why' in one ? one.why : '', of: one.kind }));

async function formDraft(tx: Tx, directory: Directory, it: Case): Promise<Draft> {
  const { row, grant, nameOf } = await around(tx, directory, it);
  const [timeline, head, files] = [await readTimeline(tx, it), await newestHead(tx), await attachmentsOf(tx, it.region, it.id)];
  const printed = useChangeForm({
    number: it.number, requester: { name: nameOf(it.requester), code: it.requester ?? '' }, provider: nameOf(it.provider), grant, points: pointsOf(row), basis: row.basis,
    attachments: files.filter((one) => one.org === it.requester).map((one) => one.name),
    clerk: await opinionOf(tx, directory, timeline, 'submit', '拟申请变更。'), head: await opinionOf(tx, directory, timeline, 'approve', '同意提出。'), ledger: head,
  });
  return { kind: 'use-form', org: it.requester ?? '', printed, head };
}

/** `agreed` null: looked at before the head has decided; it is then as what was proposed would have it. */
async function replyDraft(tx: Tx, directory: Directory, it: Case, reply: { readonly today: PlainDate; readonly agreed: boolean | null; readonly version: number | null }): Promise<Draft> {
  const { row, agreement, grant, nameOf } = await around(tx, directory, it);
  const [timeline, head, files] = [await readTimeline(tx, it), await newestHead(tx), reply.version === null ? [] : await attachmentsOf(tx, it.region, it.id)];
  const printed = useChangeReply({
    number: it.number ?? '', provider: nameOf(it.provider), requester: nameOf(it.requester), authority: nameOf(it.authority), grant,
    receivedOn: timeline.find((one) => one.act === 'approve')?.onDay ?? reply.today, repliedOn: reply.today, agreed: reply.agreed ?? row.answers.some((one) => one.decision === 'agree'), reasons: row.reasons,
    points: pointsOf(row).map(({ of, ...point }) => {
      const answer = row.answers.find((one) => one.kind === of);
      return { ...point, decision: answer?.decision ?? 'refuse', reason: answer?.reason ?? '' };
    }),
    contact: { office: agreement.body.contact, phone: agreement.body.phone }, attachments: files.filter((one) => one.moveVersion === reply.version).map((one) => one.name), head,
  });
  return { kind: 'use-reply', org: it.provider ?? '', printed, head };
}
