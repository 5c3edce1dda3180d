import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { api } from '../shell/api.ts';
import { isOtherwise, stateOf, type Reply } from './reply-model.ts';
import { RiskPanel } from './risk.tsx';
import type { Linkage, Own } from './shapes.ts';

/** The risk of the reply as it is being put together: an item that is not agreed to is not counted (25 ¶2). */
export function ReplyRisk({ view, own, reply, requester, onLeaveOut }: { readonly view: CaseView; readonly own: Own; readonly reply: Reply; readonly requester: string; readonly onLeaveOut: (items: readonly number[]) => void }) {
  const given = (own.body.items ?? []).filter((n) => stateOf(reply, n).decision !== 'refuse');
  const service = reply.mode === 'service' || (isOtherwise(reply, own) && reply.otherWay.startsWith('service'));
  const { data } = useQuery({
    queryKey: ['linkage', view.ref, given.join(), service ? 'service' : reply.mode], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<Linkage>(`/application/${view.ref}/linkage`, { items: given.join(), mode: service ? 'service' : reply.mode }, { signal }),
  });
  const linkage = data ?? own.linkage;
  return <RiskPanel linkage={linkage} requester={requester} title={`同意后，${requester}凭同一标识可以关联：`} onLeaveOut={onLeaveOut} />;
}
