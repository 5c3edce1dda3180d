import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { BeginView } from '../../processes/reflux/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { DepartmentPick } from '../demand/pick.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

/** 起草回流: makes the draft; duty, items and area are stated on its page. The department above says whom it serves. */
export function OpenReflux({ region, entry, begin, onClose }: { readonly region: string; readonly entry: string; readonly begin: BeginView; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const { actor } = useSession();
  const key = useRef(requestKey());
  const [receiver, setReceiver] = useState('');
  const [wrong, setWrong] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (begin.side === 'sender' && receiver === '') return setWrong('请选择接收数据的下级部门');
    setBusy(true);
    setFailure(null);
    try {
      const answer = await api.open('reflux', { entryRegion: region, entry, ...(receiver ? { receiver } : {}) }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'reflux', ref: answer.ref } });
    } catch (thrown) { setFailure(thrown); setBusy(false); }
  };
  return (
    <Sheet title={begin.side === 'receiver' ? '提出回流' : '向下级部门回流'} lead={<p className="second">{begin.name}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>起草</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {begin.side === 'receiver'
        ? <p>向{begin.providerName}提出：本部门履行职责需要的、其业务系统收集和产生的本行政区域内的数据，回流本部门。职责、数据项和行政区域在下一页填写。</p>
        : <FieldBox id="reflux-receiver" label="接收数据的下级部门" required error={wrong || undefined}><DepartmentPick id="reflux-receiver" value={receiver} onChange={(org) => { key.current = requestKey(); setWrong(''); setReceiver(org); }} first={[]} not={begin.provider} only={(one) => one.region !== actor.region && one.region.startsWith(actor.region.replace(/(00)+$/, ''))} /></FieldBox>}
      <LawNote basis="24.1" />
    </Sheet>
  );
}
