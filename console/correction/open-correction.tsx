import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { BeginView } from '../../processes/correction/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { count, moment } from '../kit/formats.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

/** 提出校核…: makes the draft; the records are listed on its page, or found by a quality rule that failed. */
export function OpenCorrection({ region, entry, onClose }: { readonly region: string; readonly entry: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [rule, setRule] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error } = useQuery({ queryKey: ['correction-begin', region, entry], queryFn: ({ signal }) => api.get<BeginView>(`/correction/entries/${region}/${entry}`, {}, { signal }) });
  const send = async () => {
    setFailure(null);
    try {
      const answer = await api.open('correction', { entryRegion: region, entry, ...(rule ? { rule } : {}) }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'correction', ref: answer.ref } });
    } catch (thrown) { setFailure(thrown); }
  };
  const able = data?.held === true && data.keys.length > 0;
  return (
    <Sheet title="提出校核" lead={<p className="second">{data?.name ?? ''}</p>} onClose={onClose} foot={<>{able && <Button type="primary" onClick={() => void send()}>起草校核申请</Button>}<Button onClick={onClose}>{able ? '取消' : '关闭'}</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : (
        <>
          {!data.held && <p className="notice near">本部门没有取得过这一目录的数据。使用中发现不准确、不完整的，才能提出校核。</p>}
          {data.keys.length === 0 && <p className="notice near">这一目录没有主键数据项，不能指明是哪一条记录，请提供部门先更新目录。</p>}
          <Rules data={data} />
          {able && <fieldset className="stack"><legend className="field-label">要校核的记录</legend>
            <label className="check"><input type="radio" name="origin" checked={rule === ''} onChange={() => { key.current = requestKey(); setRule(''); }} /><span>由本部门列出（逐条填写，或者按文件，至多 100,000 条）</span></label>
            {data.failed.map((one) => <label key={one.rule} className="check"><input type="radio" name="origin" checked={rule === one.rule} onChange={() => { key.current = requestKey(); setRule(one.rule); }} /><span>质量检查不合格：{one.zh}<span className="second">（{moment(one.endedAt).slice(0, 10)}，{count(one.checked)} 条中 {count(one.failed)} 条）</span></span></label>)}
          </fieldset>}
        </>
      )}
      <LawNote basis="26.2" />
    </Sheet>
  );
}

function Rules({ data }: { readonly data: BeginView }) {
  const { body, name } = data.rules;
  return body === null ? <p className="second">{name}还没有写明校核规则与渠道。</p> : (
    <dl className="pairs one"><dt>{name}的校核规则</dt><dd className="pre">{body.rules}</dd><dt>联系</dt><dd>{body.contact}，{body.phone}</dd></dl>
  );
}
