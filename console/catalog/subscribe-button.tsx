import { Button } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { api, refreshAll } from '../shell/api.ts';
import type { Entry } from './shapes.ts';

/** 订阅变更 · 不再订阅: for the whole department. */
export function SubscribeButton({ it, small, onDone }: { readonly it: Pick<Entry, 'region' | 'entry' | 'name' | 'subscribed'>; readonly small?: true; readonly onDone?: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const path = `/catalog/entries/${it.region}/${it.entry}/subscription`;
  const send = async () => {
    setBusy(true);
    setError('');
    try { await (it.subscribed ? api.delete(path) : api.put(path)); refreshAll(); onDone?.(); } catch (thrown) { setError(thrown instanceof ApiError ? thrown.refusal.message : '没有办成，请重试。'); }
    setBusy(false);
  };
  return <>{error && <span className="field-error" role="alert">{error}</span>}<Button {...(small ? { size: 'small' as const, 'aria-label': `不再订阅${it.name}` } : {})} loading={busy} onClick={() => void send()}>{it.subscribed ? '不再订阅' : '订阅变更'}</Button></>;
}
