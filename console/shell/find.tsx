import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import type { Found } from '../../processes/catalog/contract.ts';
import type { z } from 'zod';
import { procedureNames } from '../../law/procedures/names.ts';
import { api } from './api.ts';

type Offered = z.infer<typeof Found>;
const kinds: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(procedureNames).map(([kind, { code }]) => [code, kind]));
const waitMs = 200;

/** `/` leads here: a number opens its case, the name of an entry its page, a department its entries; other words search the catalogue. Offers names while one types. */
export function Find() {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const q = useSettled(text.trim());
  const isNumber = /^[A-Za-z]{2}-/.test(q);
  const offered = useQuery({
    queryKey: ['find', q], enabled: q !== '' && !isNumber, placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => api.get<Offered>('/catalog/find', { q }, { signal }),
  }).data;
  const go = (event: FormEvent) => {
    event.preventDefault();
    const asked = text.trim();
    if (asked === '') return;
    const kind = /^[A-Za-z]{2}-/.test(asked) ? kinds[asked.slice(0, 2).toUpperCase()] : undefined;
    const entry = offered?.entries.find((one) => one.name === asked);
    const department = offered?.departments.find((one) => one.name === asked);
    if (kind) void navigate({ to: kind === 'finding' ? '/supervision' : '/cases/$kind', params: { kind }, search: { q: asked } });
    else if (entry) void navigate({ to: '/catalog/$region/$entry', params: { region: entry.region, entry: entry.entry } });
    else void navigate({ to: '/catalog', search: department ? { provider: department.code } : { q: asked } });
  };
  return (
    <form className="find" role="search" onSubmit={go}>
      <svg viewBox="0 0 14 14" width="13" height="13" aria-hidden="true"><circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" /><path d="m9.2 9.2 3.6 3.6" stroke="currentColor" strokeWidth="1.4" /></svg>
      <input id="find" value={text} onChange={(e) => setText(e.target.value)} placeholder="编号、目录、部门" aria-label="查找编号、目录、部门" maxLength={100} autoComplete="off" list="find-offered" />
      <datalist id="find-offered">
        {q !== '' && !isNumber && offered?.entries.map((one) => <option key={one.entry} value={one.name} label={one.providerName} />)}
        {q !== '' && !isNumber && offered?.departments.map((one) => <option key={one.code} value={one.name} label="提供部门" />)}
      </datalist>
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
