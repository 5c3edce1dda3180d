import { Button, Input } from 'antd';
import { useState } from 'react';
import { FieldBox, Select } from '../../kit/fields.tsx';
import { ErrorState } from '../../kit/states.tsx';
import { api, refreshAll } from '../../shell/api.ts';
import type { ImportView } from './shapes.ts';

/** Columns that the workbook has nowhere: one value for all entries, said by whoever imports, and looked through again. */
export function Missing({ it }: { readonly it: ImportView }) {
  const [values, setValues] = useState<Record<string, string>>({ ...it.assumed });
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const filled = Object.keys(it.assumed).length;
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.put(`/catalog/imports/${it.region}/${it.id}/assumed`, { values: Object.fromEntries(Object.entries(values).filter(([key]) => it.missing.some((one) => one.key === key))) });
      refreshAll();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <details className="panel import-missing" open={filled === 0 && (it.counts?.error ?? 0) > 0}>
      <summary><b>表里没有这些列：{it.missing.map((one) => one.zh).join('、')}</b>{filled > 0 && <span className="second">　已统一补填 {filled} 列</span>}</summary>
      <div>
        <p className="second">对全表统一补填，再核对一遍。各目录不同的，请在工作簿中加上这一列。</p>
        {failure !== null && <ErrorState error={failure} />}
        <div className="import-grid">
          {it.missing.map((one) => (
            <FieldBox key={one.key} id={`missing-${one.key}`} label={one.zh} hint={one.note}>
              {one.choices.length > 0 ? <Select id={`missing-${one.key}`} value={values[one.key] ?? ''} empty="不补填" options={one.choices.map((zh) => ({ value: zh, zh }))} describedBy={one.note ? `missing-${one.key}-h` : undefined} onChange={(v) => setValues({ ...values, [one.key]: v })} />
                : <Input id={`missing-${one.key}`} value={values[one.key] ?? ''} maxLength={500} aria-describedby={one.note ? `missing-${one.key}-h` : undefined} onChange={(e) => setValues({ ...values, [one.key]: e.target.value })} />}
            </FieldBox>
          ))}
        </div>
        <div style={{ marginTop: 12 }}><Button loading={busy} onClick={() => void send()}>补填并重新核对</Button></div>
      </div>
    </details>
  );
}
