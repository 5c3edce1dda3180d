import type { z } from 'zod';
import type { AttachmentView, CaseView, MoveView } from '../../platform/procedures/contract.ts';
import { dayShort, fileSize, moment } from './formats.ts';
import { ArticleTag, Tag } from './tag.tsx';
import { statedText } from '../../law/stated-words.ts';

export type Attachment = z.infer<typeof AttachmentView>;

/** One attachment as a chip; its download is recorded by the server. */
export function FileChip({ file, region }: { readonly file: Attachment; readonly region: string }) {
  return (
    <a className="chip-file" href={`/api/attachments/${region}/${file.id}`} download={file.name}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M8.6 3.2 4.5 7.4a1 1 0 0 0 1.4 1.4l4.2-4.2a2.1 2.1 0 0 0-3-3L2.7 6a3.2 3.2 0 0 0 4.5 4.5l3.3-3.3" fill="none" stroke="currentColor" strokeWidth="1.1" /></svg>
      <span>{file.name}</span><span className="hidden-text">，{fileSize(file.bytes)}，下载</span>
    </a>
  );
}

/** 办理过程: newest first; ● a person, ▢ the clock; what was opined stands in a grey block. */
export function Timeline({ view, today, proofHref, onArchive }: { readonly view: CaseView; readonly today: string; readonly proofHref: string | null; readonly onArchive: (() => void) | null }) {
  const moves = view.timeline;
  const opinions = moves.filter((m) => m.opinion).length;
  const files = moves.reduce((n, m) => n + m.attachments.length, 0);
  const region = view.ref.slice(0, 6);
  return (
    <section>
      <div className="section-head">
        <h2>办理过程</h2>
        <span className="second">{moves.length} 步{opinions > 0 ? `·意见 ${opinions}` : ''}{files > 0 ? `·附件 ${files}` : ''}</span>
        <span className="end row no-print">{proofHref && <a href={proofHref} download>校验存证</a>}{onArchive && <button type="button" className="plain-button" onClick={onArchive}>整案归档…</button>}</span>
      </div>
      <ol className="timeline">
        {view.open && (view.mine || view.waitsFor) && (
          <li>
            <span className="when now-when">现在</span><span className="dot now" aria-hidden="true" />
            <div className="line"><b>{view.stateZh}</b><span>{view.mine ? `轮到您：${view.turn ?? view.stateZh}` : view.waitsFor}</span></div>
            <p className="second">{since(view, today)}</p>
          </li>
        )}
        {moves.map((move) => <Step key={`${move.version}-${move.at}-${move.act}`} move={move} kind={view.kind} today={today} region={region} />)}
      </ol>
    </section>
  );
}

/** 10-16 17:20 到，已过 1 个工作日: since when it lies here, by the days that the server counted. */
function since(view: CaseView, today: string): string {
  const came = view.timeline.find((m) => m.fromState !== m.toState);
  if (!came) return '';
  const days = view.strips.find((s) => s.days.some((d) => d.date === came.onDay) && s.days.some((d) => d.date === today))?.days ?? [];
  const passed = days.filter((d) => d.date > came.onDay && d.date <= today && d.kind !== 'rest').length;
  return `${dayShort(came.onDay, today)} ${moment(came.at).slice(11)} 到${passed > 0 ? `，已过 ${passed} 个工作日` : ''}`;
}

function Step({ move, kind, today, region }: { readonly move: MoveView; readonly kind: string; readonly today: string; readonly region: string }) {
  const stated = statedText(move.states, kind);
  return (
    <li>
      <time className="when" dateTime={move.at}>{dayShort(move.onDay, today)} {moment(move.at).slice(11)}</time>
      <span className={`dot${move.byClock ? ' clock' : ''}`} aria-hidden="true" />
      <div className="line">
        <b>{move.zh.replace(/[…⋯]+$/, '')}</b>
        <span>{move.byClock ? '平台时钟' : `${move.orgName ?? ''}·${move.postZh ?? ''}${move.behalf ? '（受托）' : ''}`}</span>
        <ArticleTag>{move.basisZh}</ArticleTag>
        {move.clockEffects.map((effect) => <Tag key={effect} tone="chip">{effect}</Tag>)}
        {move.paper && <Tag tone="chip">代录</Tag>}
      </div>
      {(move.opinion || stated) && <p className="said">{[stated, move.opinion].filter(Boolean).join('\n')}</p>}
      {move.attachments.length > 0 && <div className="files">{move.attachments.map((f) => <FileChip key={f.id} file={f} region={region} />)}</div>}
    </li>
  );
}
