import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ImportAnswer } from '../../processes/organisation/contract.ts';
import { Area } from '../kit/area.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { CodesTable } from './codes-table.tsx';

type Answer = z.infer<typeof ImportAnswer>;
const MOST = 900_000;

/** 批量导入: accounts with the posts that organisations asked for; every one stays inactive until the security officer activates it. */
export function ImportPage() {
  const heading = usePage('批量导入账号');
  const [csv, setCsv] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try { setAnswer(await api.post<Answer>('/accounts/import', { csv })); refreshAll(); } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>批量导入账号</h1><span className="second">导入后为“未启用”，由安全管理员逐一核定岗位并启用</span></div>
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      {answer && (
        <section className={`notice ${answer.problems.length === 0 ? 'ok' : 'near'}`} role="status"><p><b>已建立 {answer.made} 个账号</b>{answer.problems.length > 0 && `，${answer.problems.length} 行没有导入`}</p>
          {answer.problems.length > 0 && <ul>{answer.problems.map((p) => <li key={p.row + p.message}>第 {p.row} 行：{p.message}</li>)}</ul>}</section>
      )}
      {answer && answer.codes.length > 0 && <CodesTable codes={answer.codes} />}
      {answer && answer.codes.length < answer.made && <p className="notice near">其中 {answer.made - answer.codes.length} 个账号此前已经建立，启用码已显示过；没有记下的，在账号页逐个重新签发。</p>}
      <div className="form" style={{ marginTop: 12 }}>
        <FieldBox id="import-csv" label="账号清单（CSV）" hint="首行为列名：账号,姓名,统一社会信用代码,岗位,任职起,任职止,账号截止,文件。前三列必有；几个岗位用分号隔开；“姓名”写岗位称呼即可。" required>
          <Area id="import-csv" className="mono" value={csv} maxLength={MOST} autoSize={{ minRows: 10, maxRows: 28 }} onChange={(e) => setCsv(e.target.value)} />
        </FieldBox>
        <div><Button type="primary" loading={busy} disabled={csv.trim() === ''} onClick={() => void send()}>导入</Button></div>
      </div>
    </main>
  );
}
