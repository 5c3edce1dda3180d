import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { LedgerView } from '../../processes/organisation/contract.ts';
import { copyText } from '../kit/clipboard.ts';
import { count, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { api } from '../shell/api.ts';

type Ledger = z.infer<typeof LedgerView>;
type Line = Ledger['heads'][number];

/** 存证账本: signed heads, to be kept elsewhere; who holds one can prove that nothing before it was changed. */
export function LedgerPage() {
  const heading = usePage('存证账本');
  const { data, error, refetch } = useQuery({ queryKey: ['ledger'], queryFn: ({ signal }) => api.get<Ledger>('/ledger', {}, { signal }) });
  const columns: Column<Line>[] = [
    { key: 'size', title: '条数', width: 110, cell: (r) => count(r.size) },
    { key: 'at', title: '签发', width: 160, cell: (r) => moment(r.at) },
    { key: 'root', title: '根值（SHA-256）', cell: (r) => <span className="mono meta" style={{ overflowWrap: 'anywhere' }}>{r.root}</span> },
    { key: 'key', title: '签名密钥', optional: true, width: 140, cell: (r) => <span className="mono meta">{r.key.slice(0, 16)}</span> },
    { key: 'copy', title: '留存', align: 'right', width: 80, cell: (r) => <button type="button" className="plain-button second" onClick={() => copyText(`${r.size}:${r.root}`)}>复制<span className="hidden-text">账本头 {r.size}</span></button> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>存证账本</h1><span className="second">每一办理行为记一条；每分钟签发一个账本头</span><span className="end"><a className="button-link" href="/api/ledger/heads.log" download>下载全部账本头</a></span></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : (
        <>
          <dl className="pairs" style={{ marginBottom: 12 }}><dt>已入账</dt><dd>{count(data.size)} 条</dd><dt>待入账</dt><dd>{count(data.pending)} 条</dd><dt>现根值</dt><dd className="wide mono" style={{ overflowWrap: 'anywhere' }}>{data.root}</dd></dl>
          <p className="notice acc">请把账本头另行保存在平台以外。以后用 <span className="mono">shuqiao ledger verify --head 条数:根值</span> 可以查出任何被改动、删除、增添或者调换次序的记录。</p>
          <GovTable id="heads" caption="账本头" columns={columns} rows={data.heads} rowKey={(r) => String(r.size)} empty={<EmptyState title="还没有签发过账本头"><p>平台每分钟签发一个，签发以后列在这里。</p></EmptyState>} />
        </>
      )}
    </main>
  );
}
