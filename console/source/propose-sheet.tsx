import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { leastLikeItems } from '../../law/likeness.ts';
import type { LikeGroup } from '../../processes/catalog/source/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

/** 提出数源部门…: entries of other departments with the same items, chosen here, studied by the authority. */
export function ProposeSource({ region, entry, name, onClose }: { readonly region: string; readonly entry: string; readonly name: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { data, error } = useQuery({ queryKey: ['alike', region, entry], queryFn: ({ signal }) => api.get<LikeGroup>(`/catalog/entries/${region}/${entry}/alike`, {}, { signal }) });
  const [entries, setEntries] = useState<readonly string[]>([]);
  const [items, setItems] = useState<readonly string[]>([]);
  useEffect(() => { if (data) { setEntries(data.entries.map((one) => one.entry)); setItems(data.items); } }, [data]);
  const toggle = (all: readonly string[], one: string) => { key.current = requestKey(); return all.includes(one) ? all.filter((each) => each !== one) : [...all, one]; };
  const others = (data?.entries ?? []).filter((one) => one.entry !== entry);
  const send = async () => {
    setBusy(true);
    try {
      const answer = await api.open('source', { items, entries }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'source', ref: answer.ref } });
    } catch (thrown) { setFailure(thrown); setBusy(false); }
  };
  return (
    <Sheet title="提出数源部门" lead={<p className="second">{name}</p>} onClose={onClose} foot={<><Button type="primary" loading={busy} disabled={others.length === 0 || entries.length < 2 || items.length === 0} onClick={() => void send()}>提出</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : others.length === 0 ? <p>没有其他部门的目录与它有半数以上相同的数据项（至少 {leastLikeItems} 项）。</p> : (
        <>
          <p>几个部门都收集相同的数据项的，由主管部门征求意见后明确一个牵头收集的数源部门。</p>
          <fieldset className="field"><legend className="field-label">目录</legend><div className="pick-list">
            {data.entries.map((one) => <label key={one.entry} className="check"><input type="checkbox" checked={entries.includes(one.entry)} disabled={one.entry === entry} onChange={() => setEntries(toggle(entries, one.entry))} /><span>{one.name}<small className="meta">　{one.orgName}　{one.code}　相同 {one.items.length} 项</small></span></label>)}
          </div></fieldset>
          <fieldset className="field"><legend className="field-label">数据项</legend><div className="pick-list">
            {data.items.map((item) => <label key={item} className="check"><input type="checkbox" checked={items.includes(item)} onChange={() => setItems(toggle(items, item))} /><span>{item}</span></label>)}
          </div></fieldset>
        </>
      )}
      <LawNote basis="19.2" />
    </Sheet>
  );
}
