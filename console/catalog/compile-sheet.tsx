import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { requestKey } from '../../sdk/client.ts';
import { FieldBox } from '../kit/fields.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

/** 编制目录…: a name opens the draft; the form follows. */
export function CompileSheet({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    try {
      const answer = await api.open('catalog', { act: 'compile', name: name.trim() }, key.current);
      refreshAll();
      await navigate({ to: '/cases/catalog/$ref/edit', params: { ref: answer.ref } });
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="编制目录" middle onClose={onClose} foot={<><Button type="primary" disabled={name.trim().length < 2} onClick={() => void send()}>开始编制</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <FieldBox id="compile-name" label="数据目录名称" hint="在本部门内不重复；写数据的名称，不写系统的名称。" required><Input id="compile-name" value={name} maxLength={100} onChange={(e) => { setName(e.target.value); key.current = requestKey(); }} /></FieldBox>
      <LawNote basis="13.2" />
    </Sheet>
  );
}
