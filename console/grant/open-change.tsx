import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { requestKey } from '../../sdk/client.ts';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

/** 申请变更用途、范围: makes the draft; what is asked is written on its page. */
export function OpenUseChange({ grant }: { readonly grant: string }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    setFailure(null);
    try {
      const { ref } = await api.open('use-change', { grant }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'use-change', ref } });
    } catch (thrown) {
      key.current = requestKey();
      setFailure(thrown);
    }
  };
  return (
    <div>
      <button type="button" className="act-button" onClick={() => void send()}><span>申请变更用途、范围</span><span className="act-basis">第二十五条第一款</span></button>
      {failure !== null && <ErrorState error={failure} />}
    </div>
  );
}
