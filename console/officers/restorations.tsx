import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { RestorationView } from '../../processes/organisation/contract.ts';
import { count, moment } from '../kit/formats.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { GraveSheet } from './grave-sheet.tsx';

type View = z.infer<typeof RestorationView>;
type Line = View['rows'][number];

const side = (confirmed: boolean) => (confirmed ? <Tag tone="ok">已确认</Tag> : <Tag tone="near">待确认</Tag>);

/** After a restoration the gateway stays closed until the security officer and the head of the authority have both confirmed what changed since the backup. */
export function Restorations() {
  const { actor } = useSession();
  const [decide, setDecide] = useState<Line | null>(null);
  const [done, setDone] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['restorations'], queryFn: ({ signal }) => api.get<View>('/gateway/restorations', {}, { signal }) });
  const mine = (r: Line) => (actor.post === 'platform-security' ? !r.security : !r.authority);
  const columns: Column<Line>[] = [
    { key: 'at', title: '恢复', width: 150, cell: (r) => moment(r.at) },
    { key: 'backup', title: '备份做于', width: 150, cell: (r) => moment(r.backupMadeAt) },
    { key: 'ledger', title: '备份时的账本', cell: (r) => <>{count(r.ledgerSize)} 条<div className="mono meta" style={{ overflowWrap: 'anywhere' }}>{r.ledgerRoot}</div></> },
    { key: 'security', title: '安全管理员', width: 110, cell: (r) => side(r.security) },
    { key: 'authority', title: '主管部门负责人', width: 130, cell: (r) => side(r.authority) },
    { key: 'act', title: '办理', align: 'right', width: 110, cell: (r) => (mine(r) ? <Button size="small" type="primary" onClick={() => { setDone(false); setDecide(r); }}>确认…</Button> : '—') },
  ];
  return (
    <section aria-labelledby="restorations">
      <div className="section-head"><h2 id="restorations">恢复以后的确认</h2></div>
      <p className="second prose" style={{ marginBottom: 10 }}>从备份恢复以后，网关一律关闭。备份以后的停用、暂停可能不在恢复的数据里，须由安全管理员和主管部门负责人分别核对并确认，两方都确认才开启。</p>
      {done && <p className="notice ok" role="status">已确认，记入账本。</p>}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : (
        <GovTable id="restorations" caption="待确认的恢复" tools={false} columns={columns} rows={data.rows} rowKey={(r) => r.id} empty={<EmptyState title="没有待确认的恢复"><p>网关没有因恢复而关闭。</p></EmptyState>} />
      )}
      {decide && (
        <GraveSheet title="确认恢复以后的变化" word="确认" basis="35.2" lead={`备份做于 ${moment(decide.backupMadeAt)}，恢复于 ${moment(decide.at)}`}
          says={<p className="notice acc">请对照平台以外留存的账本头（heads.log）和调用记录文件，逐项核对备份以后停用的密钥、暂停的授权。确认以后不能撤回；另一方也确认，网关即开启。</p>}
          text={{ label: '核对情况', hint: '对照了哪些账本头和记录文件，备份以后有哪些变化，怎样补上的。', missing: '请写明核对情况', max: 2000 }}
          send={(note) => api.post(`/gateway/restorations/${decide.id}/confirm`, { note })} onClose={() => setDecide(null)} onDone={() => { setDecide(null); setDone(true); }} />
      )}
    </section>
  );
}
