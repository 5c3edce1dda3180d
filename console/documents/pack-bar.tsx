import { useState } from 'react';
import { ErrorState } from '../kit/states.tsx';
import { api } from '../shell/api.ts';
import { download } from './download.ts';

/** What is chosen goes out as one archive: papers as they are kept, or the 办理单 of cases, made for it. */
export function PackBar({ what, unit, wanted, most, onClear }: { readonly what: string; readonly unit: string; readonly wanted: { readonly documents?: readonly string[]; readonly cases?: readonly string[] }; readonly most: number; readonly onClear: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const count = (wanted.documents?.length ?? 0) + (wanted.cases?.length ?? 0);
  if (count === 0) return null;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const sheets = wanted.cases?.length ? (await api.post<{ refs: string[] }>('/documents/sheets', { cases: wanted.cases })).refs : [];
      await download('/documents/pack', { documents: [...(wanted.documents ?? []), ...sheets] });
      onClear();
    } catch (thrown) { setError(thrown); }
    setBusy(false);
  };
  return (
    <>
      {error !== null && <div className="no-print" style={{ margin: '12px 0' }}><ErrorState error={error} onRetry={() => void send()} /></div>}
      <div className="batch-bar on-dark no-print" role="region" aria-label="打包下载">
        <b>已选 {count} {unit}</b><span>{count > most ? `一次最多 ${most} ${unit}` : '一个压缩包，内为 Word 文件'}</span>
        <span className="end"><button type="button" onClick={onClear}>取消选择</button><button type="button" className="go" disabled={busy || count > most} onClick={() => void send()}>{busy ? '正在打包…' : what}</button></span>
      </div>
    </>
  );
}
