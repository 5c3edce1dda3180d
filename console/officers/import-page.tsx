import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { postNames } from '../../law/permissions.ts';
import type { ImportAnswer } from '../../processes/organisation/contract.ts';
import { saveFile } from '../documents/download.ts';
import { Area } from '../kit/area.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { CodesTable } from './codes-table.tsx';

type Answer = z.infer<typeof ImportAnswer>;
const MOST = 900_000;
const header = '账号,姓名,统一社会信用代码,岗位,任职起,任职止,账号截止,文件';
const posts = Object.entries(postNames).filter(([post]) => !post.startsWith('platform-')).map(([, zh]) => zh).join('、');

/** A sheet saved as CSV is UTF-8 or, by most office programs here, GBK. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

/** 批量导入: accounts with the posts that organisations asked for; every one stays inactive until the security officer activates it. */
export function ImportPage() {
  const heading = usePage('批量导入账号');
  const [csv, setCsv] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [codes, setCodes] = useState<Answer['codes']>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const found = await api.post<Answer>('/accounts/import', { csv });
      setAnswer(found);
      setCodes((was) => [...was, ...found.codes]); // codes are shown once: a second import must not push the first one's away
      setCsv(found.left); // what was taken is not sent twice
      refreshAll();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  const take = async (file: File | undefined) => {
    if (input.current) input.current.value = '';
    if (file === undefined) return;
    const text = file.size > MOST ? null : await textOf(file);
    const plain = text !== null && !text.includes('\0') && !text.startsWith('PK');
    setSaid(plain ? '' : `“${file.name}”不是 CSV 文本，或者太大。请在表格软件里另存为 CSV，或者把表格直接复制、粘贴到下面。`);
    if (plain) setCsv(text.replace(/^\uFEFF/, ''));
  };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>批量导入账号</h1><span className="second">导入后为“未启用”，由安全管理员逐一核定岗位并启用</span></div>
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      {answer && <Outcome answer={answer} />}
      {codes.length > 0 && <CodesTable key={codes.length} codes={codes} />}
      {answer && answer.codes.length < answer.made && <p className="notice near">其中 {answer.made - answer.codes.length} 个账号此前已经建立，启用码已显示过；没有记下的，在账号页逐个重新签发。</p>}
      <div className="form" style={{ marginTop: 12 }}>
        <FieldBox id="import-csv" label="账号清单（CSV）" hint={`首行为列名：${header}。前三列必有；机构须先登记；“姓名”写岗位称呼即可。可以从表格里复制、粘贴。`} required error={said || undefined}>
          <Area id="import-csv" className="mono" value={csv} maxLength={MOST} autoSize={{ minRows: 10, maxRows: 28 }} onChange={(e) => setCsv(e.target.value)} />
          <p className="second">岗位：{posts}；几个岗位用分号隔开。</p>
        </FieldBox>
        <div className="row">
          <Button type="primary" loading={busy} disabled={csv.trim() === ''} onClick={() => void send()}>导入</Button>
          <input ref={input} type="file" className="hidden-text" tabIndex={-1} aria-hidden="true" accept=".csv,.txt,.tsv,text/csv" onChange={(e) => void take(e.target.files?.[0])} />
          <Button onClick={() => input.current?.click()}>选择文件</Button>
          <Button onClick={() => saveFile(new Blob([`\uFEFF${header}\r\n`], { type: 'text/csv' }), '账号清单.csv')}>下载模板</Button>
        </div>
      </div>
    </main>
  );
}

function Outcome({ answer }: { readonly answer: Answer }) {
  const wrong = answer.problems.length;
  return (
    <section className={`notice ${wrong === 0 ? 'ok' : 'near'}`} role="status">
      <p><b>已建立 {answer.made} 个账号</b>{wrong > 0 && `，${wrong} 行没有导入，仍留在下面，改好后再导入`}</p>
      {wrong > 0 && <ul>{answer.problems.map((p) => <li key={p.row + p.message}>第 {p.row} 行{p.about && `（${p.about}）`}：{p.message}</li>)}</ul>}
      {answer.made > 0 && <p>下一步：安全管理员在“账号”里逐一核定岗位并启用。</p>}
    </section>
  );
}
