import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { useKeyOf } from '../kit/request-key.ts';
import { api, refreshAll } from '../shell/api.ts';

/** 登记需求: opens a draft and goes to its form; what was searched for in vain goes with it. */
export function OpenDemand({ title }: { readonly title?: string }) {
  return <OpensForm kind="demand" body={title ? { title } : {}} label="登记需求" />;
}

/** The application for the entry that a demand was matched to, with what the demand stated. */
export function ApplyFromDemand({ demand, region, entry }: { readonly demand: string; readonly region: string; readonly entry: string }) {
  return <OpensForm kind="application" body={{ entryRegion: region, entry, demand }} label="按需求填好申请" />;
}

function OpensForm({ kind, body, label }: { readonly kind: 'demand' | 'application'; readonly body: Record<string, unknown>; readonly label: string }) {
  const navigate = useNavigate();
  const keyOf = useKeyOf();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    try {
      const answer = await api.open(kind, body, keyOf(body));
      refreshAll();
      await navigate({ to: `/cases/${kind}/${answer.ref}/edit` });
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown.refusal.message : '没有办成，请重试。');
      setBusy(false);
    }
  };
  return <>{error && <span className="field-error" role="alert">{error}</span>}<Button type="primary" loading={busy} onClick={() => void open()}>{label}</Button></>;
}
