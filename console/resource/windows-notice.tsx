import { useQuery } from '@tanstack/react-query';
import type { WindowAhead } from '../../processes/resource/contract.ts';
import { moment } from '../kit/formats.ts';
import { api } from '../shell/api.ts';

/** Announced maintenance, running or ahead: seen at the grant, the entry and the resource. */
export function WindowsNotice({ windows }: { readonly windows: readonly WindowAhead[] }) {
  if (windows.length === 0) return null;
  const running = windows.some((w) => w.running);
  return (
    <section className={`notice ${running ? 'near' : 'acc'}`}>
      <p><b>{running ? '提供部门正在维护' : '提供部门已预告维护'}</b></p>
      <ul>{windows.map((w) => <li key={w.from}>{moment(w.from)} 至 {moment(w.to).slice(0, 10) === moment(w.from).slice(0, 10) ? moment(w.to).slice(11) : moment(w.to)}：{w.reason}</li>)}</ul>
      <p className="second">期间可能不可用；请求失败的，请在时段后重试。</p>
    </section>
  );
}

/** The same, of an entry: what it is bound to may be kept by a later process, so it is asked for here. */
export function EntryWindows({ region, entry }: { readonly region: string; readonly entry: string }) {
  const { data } = useQuery({ queryKey: ['windows', region, entry], retry: false, queryFn: ({ signal }) => api.get<readonly WindowAhead[]>(`/resources/windows/${region}/${entry}`, {}, { signal }) });
  return data ? <WindowsNotice windows={data} /> : null;
}
