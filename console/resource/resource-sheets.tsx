import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { Hit } from '../../processes/resource/contract.ts';
import { Fields } from '../kit/fields.tsx';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { count, moment } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import type { Resource } from './resources-page.tsx';

/** Who would be hit, seen before anything is changed (27 ¶3). */
export function HitsSheet({ resource, onClose }: { readonly resource: Resource; readonly onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['hits', resource.id], queryFn: ({ signal }) => api.get<readonly z.infer<typeof Hit>[]>(`/resources/${resource.region}/${resource.id}/hits`, {}, { signal }) });
  return (
    <Sheet title="变更会影响谁" onClose={onClose}>
      <p>无正当理由不得终止或者变更共享服务；确需变更的，与使用部门协商并报备案（第二十七条第三款）。</p>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : data.length === 0 ? <p className="second">现在没有在用的授权。</p> : (
        <table className="gov dense"><caption className="hidden-text">受影响的授权</caption><thead><tr><th scope="col">使用部门</th><th scope="col">用途</th><th scope="col">状态</th><th scope="col" className="num">近 30 日调用</th></tr></thead><tbody>{data.map((h) => <tr key={h.grant}><th scope="row">{h.requesterName}</th><td>{h.purpose}</td><td>{h.state}</td><td className="num">{count(h.callsLast30Days)}</td></tr>)}</tbody></table>
      )}
    </Sheet>
  );
}

const fields: readonly Field[] = [
  { name: 'day', label: '日期', required: true, kind: 'date' },
  { name: 'from', label: '起', hint: '如 22:00', required: true, kind: 'text', max: 5 },
  { name: 'to', label: '止', hint: '如 23:30，总长不超过 8 小时', required: true, kind: 'text', max: 5 },
  { name: 'reason', label: '原因', required: true, kind: 'area', max: 500 },
];

/** A window that is announced is no change of the service; longer or unannounced is. */
export function MaintenanceSheet({ resource, onClose }: { readonly resource: Resource; readonly onClose: () => void }) {
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    const wrong = missing(fields, values);
    for (const name of ['from', 'to']) if (!wrong[name] && !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(values[name]))) wrong[name] = '时间写作 22:00';
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    const at = (time: unknown) => `${String(values['day'])}T${String(time)}:00+08:00`;
    try { await api.post(`/resources/${resource.region}/${resource.id}/maintenance`, { from: at(values['from']), to: at(values['to']), reason: values['reason'] }); refreshAll(); onClose(); } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="预告维护时段" onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>预告，通知使用部门</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <Fields fields={fields} values={values} errors={errors} set={(n, v) => setValues({ ...values, [n]: v })} prefix="maint" />
      {resource.maintenance.length > 0 && <ul className="links-list">{resource.maintenance.map((m) => <li key={m.id}>{moment(m.from)} 至 {moment(m.to)}：{m.reason}{m.cancelled ? '（已取消）' : ''}</li>)}</ul>}
    </Sheet>
  );
}
