import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { OrganisationDetail, RegionList } from '../../processes/organisation/contract.ts';
import { ErrorSummary, Fields, FieldBox, Select } from '../kit/fields.tsx';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { tellRefusal } from '../kit/refusal.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

type Detail = z.infer<typeof OrganisationDetail>;
const kinds = [{ value: 'department', zh: '政府部门' }, { value: 'authority', zh: '主管部门' }, { value: 'government', zh: '人民政府' }, { value: 'other', zh: '其他机关、组织' }];
const profile: readonly Field[] = [
  { name: 'office', label: '共享工作机构', kind: 'text' }, { name: 'contact', label: '联系与校核渠道', kind: 'text' }, { name: 'duties', label: '职责', kind: 'area', max: 4000 },
  { name: 'sharingRules', label: '共享工作制度', kind: 'area', max: 4000 }, { name: 'correctionRules', label: '校核规则', kind: 'area', max: 4000 }, { name: 'securityRules', label: '安全管理制度', kind: 'area', max: 4000 }, { name: 'emergencyPlan', label: '应急预案', kind: 'area', max: 4000 },
];

/** Registers or changes an organisation from its paper (代录). */
export function OrganisationSheet({ was, onClose }: { readonly was: Detail | null; readonly onClose: () => void }) {
  const session = useSession();
  const typed = useTyped<Values>({ kind: 'form', form: 'organisation', about: was?.code ?? '' }, was ? { name: was.name, shortName: was.shortName, authority: was.authority ?? '', vertical: was.vertical, ...was.profile } : { kind: 'department', region: session.platform.region });
  const values = typed.value;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const regions = useQuery({ queryKey: ['regions', session.platform.region], queryFn: ({ signal }) => api.get<z.infer<typeof RegionList>>('/regions', { parent: session.platform.region }, { signal }) });
  const base: Field[] = [
    ...(was ? [] : [{ name: 'code', label: '统一社会信用代码', hint: '18 位，系统核对校验码。', required: true, kind: 'text' as const, max: 18 }]),
    { name: 'name', label: '全称', required: true, kind: 'text', max: 100 }, { name: 'shortName', label: '简称', required: true, kind: 'text', max: 30 },
    ...(was ? [] : [{ name: 'kind', label: '性质', required: true, kind: 'select' as const, options: kinds }]),
  ];
  const rest: Field[] = [
    { name: 'authority', label: '同级主管部门的代码', hint: '不填：本区划的主管部门；垂直管理的，填审核其目录的那一级。', kind: 'text', max: 18 },
    { name: 'vertical', label: '垂直管理', kind: 'check' }, ...profile, { name: 'document', label: '依据的文件', hint: '代录须有文件。', required: true, kind: 'text', max: 200 },
  ];
  const send = async () => {
    const wrong = missing([...base, ...rest], values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    const own = stated([...base, ...rest.filter((f) => !profile.includes(f))], values);
    const body = { ...own, profile: stated(profile, values), ...(was ? {} : { region: values['region'] }) };
    const { headers } = typed;
    try {
      await typed.flush();
      if (was) await api.put(`/organisations/${was.code}`, body, { headers }); else await api.post('/organisations', body, { headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure, (path) => path.replace(/^profile\./, ''));
    }
  };
  const set = (n: string, v: unknown) => typed.change({ [n]: v });
  const options = [{ value: session.platform.region, zh: session.platform.regionName }, ...(regions.data?.rows ?? []).map((r) => ({ value: r.code, zh: r.name }))];
  return (
    <Sheet title={was ? '变更机构信息' : '登记机构'} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>{was ? '变更' : '登记'}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `org-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {!typed.ready ? <Loading /> : <><Fields fields={base} values={values} errors={errors} set={set} prefix="org" />
      {!was && <FieldBox id="org-region" label="行政区划" required error={errors['region']}><Select id="org-region" value={String(values['region'] ?? '')} options={options} onChange={(v) => set('region', v)} /></FieldBox>}
      <Fields fields={rest} values={values} errors={errors} set={set} prefix="org" /></>}
    </Sheet>
  );
}
