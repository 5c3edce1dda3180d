import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { ApiError, requestKey } from '../../sdk/client.ts';
import { api, queries } from '../shell/api.ts';

/** Opens a draft of an application and goes to its form; chosen items go with it. */
export function ApplyButton({ region, entry, label, small, items, block }: { readonly region: string; readonly entry: string; readonly label: string; readonly small?: boolean; readonly items?: readonly number[]; readonly block?: boolean }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    try {
      const answer = await api.open('application', { entryRegion: region, entry }, key.current);
      if (items && items.length > 0) await api.put(`/application/${answer.ref}/draft`, { body: { items } });
      void queries.invalidateQueries({ queryKey: ['worklist'] });
      await navigate({ to: '/cases/application/$ref/edit', params: { ref: answer.ref } });
    } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有办成，请重试。'); setBusy(false); }
  };
  return <>{error && <span className="field-error" role="alert">{error}</span>}<Button {...(small ? { size: 'small' as const } : {})} type="primary" {...(block ? { block: true, size: 'large' as const } : { ghost: small ?? false })} loading={busy} onClick={() => void open()}>{label}</Button></>;
}
