import { useState } from 'react';
import type { z } from 'zod';
import type { ConnectionView } from '../../processes/resource/contract.ts';
import type { Field, Values } from '../kit/field-shapes.ts';
import { api } from '../shell/api.ts';
import { GraveSheet } from './grave-sheet.tsx';

type Line = z.infer<typeof ConnectionView>;
export interface Deciding { readonly line: Line; readonly act: 'approve' | 'approve-address' | 'refuse' | 'withdraw' }

const words = {
  approve: { title: '批准连接', word: '批准', say: (r: Line) => `批准以后，平台可以连接 ${r.host}:${r.port} 的 ${r.database} 库。` },
  'approve-address': { title: '批准新地址', word: '批准新地址', say: (r: Line) => `批准以后，平台连接 ${r.host} 现在所指的地址，不再连接 ${r.address ?? '原来的地址'}。` },
  refuse: { title: '不批准连接', word: '不批准', say: () => '不批准的连接不能使用，单位可以改地址后重新申请。' },
  withdraw: { title: '撤回批准', word: '撤回批准', say: () => '撤回以后两秒内，各网关断开与该数据库的全部连接，正在使用的数据服务随之中断，提供部门和使用部门会得到通知。' },
} as const;

/** One decision of the security officer on an outside address (35 ¶2). */
export function DecideSheet({ line, act, onClose }: Deciding & { readonly onClose: () => void }) {
  const approve = act === 'approve' || act === 'approve-address';
  const [values, setValues] = useState<Values>({});
  const fields: readonly Field[] = [{ name: 'reason', label: '理由', required: !approve, kind: 'area', max: 500 }];
  const { title, word, say } = words[act];
  return (
    <GraveSheet title={title} lead={<>{line.name}　{line.host}:{line.port}</>} says={<p>{say(line)}</p>} word={word} basis="35.2" onClose={onClose} onDone={onClose}
      form={{ fields, values, set: (name, value) => setValues((was) => ({ ...was, [name]: value })) }}
      send={() => api.post(`/resources/connections/${line.region}/${line.id}/decision`, { approve, reason: String(values['reason'] ?? '').trim() })} />
  );
}
