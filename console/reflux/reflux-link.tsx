import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { BeginView } from '../../processes/reflux/contract.ts';
import { api } from '../shell/api.ts';

const OpenReflux = lazy(() => import('./open-reflux.tsx').then((m) => ({ default: m.OpenReflux })));

/** 提出回流 at an entry: for the head of a department that lies below its provider, and of the provider itself. To others it is absent. */
export function RefluxLink({ region, entry }: { readonly region: string; readonly entry: string }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ queryKey: ['reflux-begin', region, entry], queryFn: ({ signal }) => api.get<BeginView>(`/reflux/entries/${region}/${entry}`, {}, { signal }) });
  if (data?.open) return <Link className="button-link quiet" to="/cases/$kind/$ref" params={{ kind: 'reflux', ref: data.open.ref }}>本部门的回流{data.open.number ? '' : '（起草中）'}</Link>;
  if (!data?.side) return null;
  return (
    <>
      {data.running && <Link className="button-link quiet" to="/cases/$kind/$ref" params={{ kind: 'reflux', ref: data.running.ref }}>本部门的回流</Link>}
      <Button onClick={() => setOpen(true)}>{data.side === 'sender' ? '向下级部门回流…' : data.running ? '补充回流…' : '提出回流…'}</Button>
      {open && <Suspense fallback={null}><OpenReflux region={region} entry={entry} begin={data} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
