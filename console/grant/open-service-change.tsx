import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { HolderPage } from '../../processes/grant/contract.ts';
import { mostGrants } from '../../processes/grant/service-change/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { Fields } from '../kit/fields.tsx';
import type { Field, Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { ownOf } from './shapes.ts';

const kinds: readonly Field[] = [{ name: 'kind', label: '办理', required: true, kind: 'radio', options: [{ value: 'end', zh: '终止服务' }, { value: 'change', zh: '变更服务' }] }];
const runs = new Set(['preparing', 'delivered', 'active', 'suspended', 'mended', 'held']);

/** 拟变更、终止服务…: which grants of the entry it touches; why and when is written on its page. */
export function OpenServiceChange({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const { entry } = ownOf(view);
  const holders = useInfiniteQuery({
    queryKey: ['holders', entry.region, entry.id], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<HolderPage>('/grant/holders', { region: entry.region, entry: entry.id, after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([view.ref]));
  const [values, setValues] = useState<Values>({ kind: 'end' });
  const [failure, setFailure] = useState<unknown>(null);
  const rows = (holders.data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => runs.has(one.state));
  const toggle = (refs: readonly string[], on: boolean) => { key.current = requestKey(); setChosen(new Set(on ? [...chosen, ...refs] : [...chosen].filter((ref) => !refs.includes(ref)))); };
  const send = async () => {
    setFailure(null);
    try {
      const { ref } = await api.open('service-change', { grants: [...chosen], kind: values['kind'] }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'service-change', ref } });
    } catch (thrown) {
      key.current = requestKey();
      setFailure(thrown);
    }
  };
  return (
    <Sheet title="拟变更、终止服务" lead={<p className="second">{entry.name}</p>} onClose={onClose} foot={<><Button type="primary" disabled={chosen.size === 0 || chosen.size > mostGrants} onClick={() => void send()}>起草，涉及 {chosen.size} 个授权</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {chosen.size > mostGrants && <p className="field-error" role="alert">一次至多 {mostGrants} 个授权，更多的请分别办理。</p>}
      <p>无正当理由不得变更、终止。先与各需求部门协商，再报同级主管部门备案，到生效日才变更、终止；此前各授权照常执行。</p>
      <Fields fields={kinds} values={values} errors={{}} set={(name, value) => { key.current = requestKey(); setValues({ ...values, [name]: value }); }} prefix="service-change" />
      {holders.error ? <ErrorState error={holders.error} onRetry={() => void holders.refetch()} /> : !holders.data ? <Loading /> : (
        <table className="gov dense"><caption>所涉授权</caption>
          <thead><tr><th scope="col"><label className="check"><input type="checkbox" checked={rows.every((one) => chosen.has(one.ref))} onChange={(event) => toggle(rows.map((one) => one.ref), event.target.checked)} /><span>全部 {rows.length} 个</span></label></th><th scope="col">用途</th><th scope="col">状态</th></tr></thead>
          <tbody>{rows.map((one) => <tr key={one.ref}><th scope="row"><label className="check"><input type="checkbox" checked={chosen.has(one.ref)} onChange={(event) => toggle([one.ref], event.target.checked)} /><span>{one.requesterName}<span className="meta">　{one.number}</span></span></label></th><td>{one.purpose}</td><td>{one.stateZh}</td></tr>)}</tbody>
        </table>
      )}
      <MoreRows has={holders.hasNextPage} loading={holders.isFetchingNextPage} onMore={() => void holders.fetchNextPage()} />
      <LawNote basis="27.3" />
    </Sheet>
  );
}
