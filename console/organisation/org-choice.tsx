import { useQuery } from '@tanstack/react-query';
import { Select } from '../kit/fields.tsx';
import type { OrgLine } from '../kit/pickers.tsx';
import { api } from '../shell/api.ts';

/** One organisation of this platform. */
export function OrgChoice({ id, value, onChange, label }: { readonly id?: string; readonly value: string; readonly onChange: (value: string) => void; readonly label?: string }) {
  const { data, isPending } = useQuery({ queryKey: ['organisations', 'all'], queryFn: ({ signal }) => api.get<{ rows: readonly OrgLine[] }>('/organisations', { size: 200 }, { signal }), staleTime: 60_000 });
  return <Select id={id} label={label} value={value} empty={isPending ? '正在载入…' : '请选择单位'} options={(data?.rows ?? []).map((o) => ({ value: o.code, zh: o.name }))} onChange={onChange} />;
}
