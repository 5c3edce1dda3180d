import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PublicErrors } from '../../processes/grant/contract.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { api } from './api.ts';
import { useFront } from './login.tsx';
import { Outside } from './outside.tsx';

type Row = PublicErrors[number];

const columns: readonly Column<Row>[] = [
  { key: 'status', title: '状态', width: 64, cell: (row) => <span className="number">{row.status}</span> },
  { key: 'code', title: '代码', width: 260, cell: (row) => <span id={row.code} tabIndex={-1} className="mono">{row.code}</span> },
  { key: 'sentence', title: '说明', cell: (row) => row.sentence },
  { key: 'article', title: '依据', width: 150, cell: (row) => row.articleZh ?? '' },
];

/** For engineers of departmental systems, without login: how to call, what may change, and every error by its code (`type` of a refusal leads here). */
export function DevelopersPage() {
  const heading = usePage('系统接入');
  const { data: front } = useFront();
  const { data, error, refetch } = useQuery({ queryKey: ['developer-errors'], queryFn: ({ signal }) => api.get<PublicErrors>('/developers/errors', {}, { signal }), staleTime: 300_000 });
  const wanted = location.hash.slice(1);
  useEffect(() => { if (data && wanted !== '') document.getElementById(wanted)?.focus(); }, [data, wanted]);
  return (
    <Outside name={front?.name ?? '政务数据共享平台'} note="系统接入">
      <h1 ref={heading} tabIndex={-1}>系统接入</h1>
      <section className="stack prose" style={{ marginTop: 16, maxWidth: 820 }}>
        <h2>怎样调用</h2>
        <ol className="stack">
          <li>第一步　经办人在“我的授权”领用凭据，得到应用标识（rid）、服务标识（sid）和密钥（appKey）。密钥只显示一次，放在系统自己的保密配置中。未获批准以前，可以在目录页开通接口沙箱，用虚构数据联调。</li>
          <li>第二步　以 POST 向 <span className="mono">/oauth2/token</span> 提交 <span className="mono">grant_type=client_credentials</span>，rid 和 appKey 放在 <span className="mono">Authorization: Basic</span>。令牌十五分钟有效，到期再取。</li>
          <li>第三步　以 GET 或者 POST 调用 <span className="mono">/api/data/{'{sid}'}</span>，令牌放在 <span className="mono">Authorization: Bearer</span>。应答为 <span className="mono">{'{"data":[…],"page":1,"more":false}'}</span>；核验的 data 为 <span className="mono">{'[{"match":true}]'}</span>。</li>
        </ol>
        <p>同一凭据也可以按国家平台协议调用（签名，不传密钥）。“领用凭据”页有四种语言的示例，已填好本单位的标识，密钥除外。</p>
        <p><a href="/api/developers/openapi.json" download>下载接口说明（OpenAPI 3.1）</a>。某项服务的数据项、键和配额，在该授权的页面下载。</p>
        <h2>版本</h2>
        <p>应答可以增加成员、请求头和错误代码，请跳过不认识的内容，不认识的代码按状态处理。会使现有程序不能运行的改变用新的地址发布，旧地址至少保留十二个月，期间每次应答带 <span className="mono">deprecation</span> 和 <span className="mono">sunset</span>。接口沙箱的到期时间也写在 <span className="mono">sunset</span>。</p>
        <h2>限流</h2>
        <p>应答头 <span className="mono">ratelimit</span> 写明剩余次数和重新起算的秒数。收到 429、502、503、504 的，等 <span className="mono">retry-after</span> 所写的秒数再试；收到 403 的不要重试，请经办人查看授权。</p>
        <h2>错误代码</h2>
        <p>拒绝以 <span className="mono">application/problem+json</span>（RFC 9457）答复，程序按 <span className="mono">code</span> 区分。花括号中的词由应答填写。</p>
      </section>
      <div style={{ marginTop: 12 }}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <GovTable id="developer-errors" caption="REST 接入的错误代码" columns={columns} rows={data} rowKey={(row) => row.code} tools={false} />}
      </div>
    </Outside>
  );
}
