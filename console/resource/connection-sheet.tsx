import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { copyText } from '../kit/clipboard.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { stated, type Field } from '../kit/field-shapes.ts';
import { Restored } from '../kit/restored.tsx';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from '../shell/api.ts';
import type { Connection } from './shapes.ts';

const fields: readonly Field[] = [
  { name: 'name', label: '连接名称', required: true, kind: 'text', max: 100 },
  { name: 'host', label: '主机', hint: '主机名或 IP。新的地址须由安全管理员批准。', required: true, kind: 'text', max: 253 },
  { name: 'port', label: '端口', required: true, kind: 'number' },
  { name: 'database', label: '数据库', required: true, kind: 'text', max: 63 },
  { name: 'schema', label: '模式', required: true, kind: 'text', max: 63 },
  { name: 'user', label: '只读账号', hint: '请用只能查询的账号；登记后可取建立账号的语句交给数据库管理员。', required: true, kind: 'text', max: 63 },
  { name: 'password', label: '密码', hint: '加密保存，此后不再显示。', required: true, kind: 'own', draw: (v, set, _e, id) => <Input.Password id={id} value={String(v ?? '')} maxLength={200} autoComplete="off" aria-label="密码" onChange={(e) => set(e.target.value)} /> },
  { name: 'tls', label: '以 TLS 连接', kind: 'check' },
];

export function ConnectionSheet({ onClose }: { readonly onClose: () => void }) {
  const { values, set, typed, errors, failure, busy, send } = useSending(fields, { port: '5432', schema: 'public' }, (all, headers) => api.post('/resources/connections', { kind: 'postgresql', ...stated(fields, all), tls: all['tls'] === true }, { headers }), onClose,
    { kind: 'form', form: 'connection', about: '' }, ['password']);
  return (
    <Sheet title="登记数据库连接" onClose={onClose} lead={<p className="second">PostgreSQL，或与其协议相同的数据库（如人大金仓）</p>} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>登记，请安全管理员批准</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `conn-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {typed.ready ? <Fields fields={fields} values={values} errors={errors} set={set} prefix="conn" /> : <Loading />}
    </Sheet>
  );
}

/** The statements a database administrator runs to make an account that can only read. */
export function RoleSheet({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['role-sql', connection.id], queryFn: ({ signal }) => api.get<{ sql: string }>(`/resources/connections/${connection.region}/${connection.id}/role`, {}, { signal }) });
  return (
    <Sheet title="只读账号语句" onClose={onClose} lead={<p className="second">{connection.name}</p>} foot={<>{data && <Button type="primary" onClick={() => copyText(data.sql)}>复制</Button>}<Button onClick={onClose}>关闭</Button></>}>
      <p>交给数据库管理员执行。平台只用这个账号查询，并以只读事务、限时方式访问。</p>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : <pre className="mono" tabIndex={0} style={{ whiteSpace: 'pre-wrap', fontSize: 13, background: 'var(--sub)', padding: 12 }}>{data.sql}</pre>}
    </Sheet>
  );
}
