import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, queries, refreshAll } from '../shell/api.ts';
import type { LikeDemand } from './shapes.ts';

/** 并入…: this demand goes with another's; what was typed is kept, what is missing comes from there. */
export function JoinSheet({ view, joins, saved, onClose }: { readonly view: CaseView; readonly joins: LikeDemand; readonly saved: () => Promise<unknown>; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await saved();
      await api.move({ kind: 'demand', ref: view.ref, version: view.version }, 'join', { demand: joins.ref }, key.current);
      refreshAll();
      await queries.invalidateQueries({ queryKey: ['case', 'demand', view.ref] });
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'demand', ref: view.ref } });
    } catch (thrown) {
      setFailure(thrown);
      key.current = requestKey(); // what is filled in meanwhile makes it another request
    }
    setBusy(false);
  };
  return (
    <Sheet title="并入需求" middle onClose={onClose} lead={<p className="second">{joins.title}　{joins.number ?? ''}　{joins.requesterName}</p>} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>并入</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <p>并入后随原需求办理：原需求对接到目录时一并通知本部门，申请按本部门填写的用途和依据填好。没有填写的名称、数据项，按原需求补齐。</p>
      <LawNote basis="20.1" />
    </Sheet>
  );
}
