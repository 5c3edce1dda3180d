import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { PaperView } from '../../platform/documents/contract.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { attributeZh } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { asPaper } from './shapes.ts';
import { Sheets } from './sheets.tsx';

const attributes = ['', 'unconditional', 'conditional', 'not-shared'] as const;

/** 目录清单 of my department: looked at, then kept under a number of its own. */
export function EntryListPage() {
  const heading = usePage('目录清单');
  const { attribute = '' } = useSearch({ strict: false }) as { attribute?: string };
  const navigate = useNavigate();
  const wish = attribute === '' ? {} : { attribute };
  const { data, error, refetch } = useQuery({ queryKey: ['entry-list', attribute], staleTime: 0, retry: false, queryFn: ({ signal }) => api.get<PaperView>('/catalog/department/list', wish, { signal }) });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const make = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { ref } = await api.post<{ ref: string }>('/catalog/department/list', wish);
      refreshAll();
      void navigate({ to: '/documents/$document', params: { document: ref }, search: { print: '1' } as never });
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <main id="main" className="paper-page" tabIndex={-1}>
      <div className="paper-bar no-print"><h1 ref={heading} tabIndex={-1}>目录清单</h1>
        <span className="row"><Button type="primary" disabled={!data} loading={busy} onClick={() => void make()}>制成并打印</Button><Link to="/department-catalog">回到本部门目录</Link></span>
      </div>
      <div className="paper-aside no-print"><div className="pills" role="group" aria-label="共享属性">{attributes.map((one) => <button key={one} type="button" aria-pressed={attribute === one} onClick={() => void navigate({ to: '/department-catalog/list', search: (one ? { attribute: one } : {}) as never })}>{one === '' ? '全部' : attributeZh(one)}</button>)}</div>
        <p className="second">下面是预览。制成后取得编号和摘要，可以打印、下载 Word、上传盖章件。</p></div>
      {failure !== null && <div className="paper-aside no-print"><ErrorState error={failure} onRetry={() => void make()} /></div>}
      {error ? <div className="paper-aside"><ErrorState error={error} onRetry={() => void refetch()} /></div> : !data ? <Loading /> : <div className="paper-scroll" tabIndex={0} role="group" aria-label="文书，可滚动"><Sheets paper={asPaper(data)} seal={false} /></div>}
    </main>
  );
}
