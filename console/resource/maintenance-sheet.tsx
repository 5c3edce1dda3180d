import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { MaintenancePage, WindowView } from '../../processes/resource/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { moment } from '../kit/formats.ts';
import { LawNote } from '../kit/law-note.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { HitsToConfirm } from './hits.tsx';
import type { Resource } from './shapes.ts';

const fields: readonly Field[] = [
  { name: 'day', label: '开始日期', required: true, kind: 'date' },
  { name: 'from', label: '开始时间', hint: '如 22:00', required: true, kind: 'text', max: 5 },
  { name: 'to', label: '结束时间', hint: '如 23:30；早于开始时间的，算作次日', required: true, kind: 'text', max: 5 },
  { name: 'reason', label: '原因', hint: '使用部门会看到。', required: true, kind: 'area', max: 500 },
];
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const dayMs = 86_400_000;

/** Both ends in words of the wire; the end is of the next day where it does not lie after the beginning. */
export function spanOf(values: Values): { readonly from: string; readonly to: string; readonly hours: number; readonly nextDay: boolean } | null {
  const [day, begins, ends] = [String(values['day'] ?? ''), String(values['from'] ?? ''), String(values['to'] ?? '')];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !clock.test(begins) || !clock.test(ends)) return null;
  const from = Date.parse(`${day}T${begins}:00+08:00`);
  const same = Date.parse(`${day}T${ends}:00+08:00`);
  if (Number.isNaN(from) || Number.isNaN(same)) return null;
  const nextDay = same <= from;
  const to = nextDay ? same + dayMs : same;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), hours: (to - from) / 3_600_000, nextDay };
}

/** A window that is announced is no change of the service; a longer one, or one that nobody was told of, is (27 ¶3). */
export function MaintenanceSheet({ resource, onClose }: { readonly resource: Resource; readonly onClose: () => void }) {
  const typed = useTyped<Values>({ kind: 'form', form: 'maintenance', about: resource.id }, {});
  const values = typed.value;
  const [seen, setSeen] = useState({ digest: '', needed: false });
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const span = spanOf(values);
  const send = async () => {
    const wrong = missing(fields, values);
    for (const name of ['from', 'to']) if (!wrong[name] && !clock.test(String(values[name]))) wrong[name] = '时间写作 22:00';
    if (Object.keys(wrong).length === 0 && span === null) wrong['day'] = '没有这一天，请核对日期';
    if (seen.needed && seen.digest === '') wrong['hits'] = '请先查看受影响的名单，并在名单下确认';
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0 || span === null) return;
    setBusy(true);
    try {
      await typed.flush();
      await api.post(`/resources/${resource.region}/${resource.id}/maintenance`, { from: span.from, to: span.to, reason: values['reason'], ...(seen.digest ? { hits: seen.digest } : {}) }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure);
      if (thrown instanceof ApiError && thrown.refusal.code === 'HITS_UNCONFIRMED') refreshAll();
    }
    setBusy(false);
  };
  return (
    <Sheet title="预告维护时段" lead={<p className="second">{resource.entryName}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>预告，通知使用部门</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => (p === 'hits' ? 'hits-seen' : `maint-${p}`)} />
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(n, v) => { typing(n); typed.change({ [n]: v }); }} prefix="maint" />}
      {span && <p className="notice acc">{moment(span.from)} 至 {span.nextDay ? '次日 ' : ''}{moment(span.to).slice(11)}，共 {Math.round(span.hours * 10) / 10} 小时。期间数据库连不上的调用，网关答复“正在维护”，不计作服务中断；连得上的照常提供。</p>}
      <HitsToConfirm at={{ region: resource.entryRegion, entry: resource.entry }} value={seen.digest} onChange={(digest, needed) => setSeen({ digest, needed })} what="这次维护" error={errors['hits']} />
      <section><h3>维护公告</h3><Windows resource={resource} may /></section>
      <LawNote basis="27.3" />
    </Sheet>
  );
}

/** Windows newest first, with what may still be done about each. */
export function Windows({ resource, may }: { readonly resource: Resource; readonly may: boolean }) {
  const [failure, setFailure] = useState<unknown>(null);
  const list = useInfiniteQuery({
    queryKey: ['maintenance', resource.id], initialPageParam: '', queryFn: ({ pageParam, signal }) => api.get<z.infer<typeof MaintenancePage>>(`/resources/${resource.region}/${resource.id}/maintenance`, { after: pageParam, size: 20 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const act = async (window: WindowView, what: 'cancel' | 'shorten') => {
    setFailure(null);
    try { await api.post(`/resources/${resource.region}/${resource.id}/maintenance/${window.id}/${what}`, {}); } catch (thrown) { setFailure(thrown); }
    refreshAll();
  };
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {failure !== null && <ErrorState error={failure} />}
      {list.data && rows.length === 0 ? <p className="second">没有预告过维护。</p> : (
        <div className="table-scroll"><table className="gov dense"><caption className="hidden-text">维护公告</caption>
          <thead><tr><th scope="col">时段</th><th scope="col">原因</th><th scope="col">状态</th><th scope="col">预告于</th>{may && <th scope="col" className="num">办理</th>}</tr></thead>
          <tbody>{rows.map((w) => (
            <tr key={w.id}><th scope="row" className="nowrap">{moment(w.from)} 至 {moment(w.to).slice(0, 10) === moment(w.from).slice(0, 10) ? moment(w.to).slice(11) : moment(w.to)}{w.plannedTo && <div className="meta">原定至 {moment(w.plannedTo)}</div>}</th>
              <td>{w.reason}</td><td><Tag tone={w.state === 'running' ? 'near' : w.state === 'ahead' ? 'acc' : 'chip'}>{w.stateZh}</Tag></td><td className="nowrap">{moment(w.announcedAt)}</td>
              {may && <td className="num">{w.state === 'ahead' && <Button size="small" onClick={() => void act(w, 'cancel')}>取消预告<span className="hidden-text">{moment(w.from)}</span></Button>}{w.state === 'running' && <Button size="small" onClick={() => void act(w, 'shorten')}>现在结束<span className="hidden-text">{moment(w.from)}</span></Button>}</td>}</tr>
          ))}</tbody></table></div>
      )}
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  );
}
