import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { draftsSaved } from '../kit/draft.ts';
import { caseQuery } from './case-page.tsx';

/** The case that a form fills in: never as it was remembered from before, or what was saved since would be overwritten with it. */
export function useFreshCase(kind: string, ref: string): Pick<UseQueryResult<CaseView>, 'data' | 'error' | 'refetch'> {
  const query = caseQuery(kind, ref);
  const [since] = useState(() => Date.now());
  const { data, dataUpdatedAt, error, refetch } = useQuery({ ...query, queryFn: async (context) => { await draftsSaved(); return query.queryFn(context); }, refetchOnMount: 'always' });
  return { data: dataUpdatedAt >= since ? data : undefined, error, refetch };
}
