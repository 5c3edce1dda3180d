import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { copyText } from './clipboard.ts';
import { moment } from './formats.ts';
import { queries } from '../shell/api.ts';
import { loginHere } from '../shell/place.ts';
import { sessionQuery } from '../shell/session.ts';
import { LawNote } from './law-note.tsx';

/** Nothing there: what is so, one paragraph, the way on. No picture, no apology. */
export function EmptyState({ title, children, actions, page }: { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode; /** The whole page is this: its heading is the page's. */ readonly page?: true }) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className="state">
      <Heading>{title}</Heading>
      {children && <div className="prose">{children}</div>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

const headings: Readonly<Record<string, string>> = {
  forbidden: '这一步不由您办理', 'not-found': '没有这件事，或者与本单位无关', conflict: '您打开之后，这件事有了变化', invalid: '还不能这样办', unavailable: '没有办成，什么都没有改变',
  bug: '没有办成，什么都没有改变', unauthenticated: '登录已结束', 'too-many': '请稍候再试',
};

/** What was refused or failed, in the office's words, with the sentence of the law where one stands behind it. */
export function ErrorState({ error, onRetry, onReload, children, page }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined; readonly onReload?: (() => void) | undefined; readonly children?: ReactNode; readonly page?: true }) {
  const Heading = page ? 'h1' : 'h2';
  const box = useRef<HTMLHeadingElement>(null);
  useEffect(() => { box.current?.focus(); }, [error]);
  const refusal = error instanceof ApiError ? error.refusal : { code: 'PAGE', kind: 'bug', message: '页面出了差错，数据没有改变。请重新载入。' };
  const failed = refusal.kind === 'bug' || refusal.kind === 'unavailable';
  const me = queries.getQueryData(sessionQuery.queryKey)?.actor;
  const stale = refusal.changed !== undefined && refusal.changed.length > 0;
  return (
    <div className="state refused" role="alert" data-kind={refusal.kind}>
      <Heading ref={box} tabIndex={-1}>{stale ? headings['conflict'] : refusal.code === 'NO_ANSWER' || refusal.code.startsWith('HTTP_5') /* of something in front of the platform: it may be done */ ? '没有收到答复' : refusal.kind === 'conflict' ? '现在不能这样办' : headings[refusal.kind] ?? '没有办成'}</Heading>
      <div className="prose">
        {stale ? refusal.changed?.map((change, n) => <Changed key={n} change={change} />) : <p>{refusal.message}</p>}
        {refusal.kind === 'forbidden' && me && <p>您现在的身份是<b>{me.orgName}·{me.postZh}</b>。本次访问已记入日志。</p>}
        {failed && <p>可以放心重试，重复提交只算一次。{refusal.requestNumber && '时限照走；若今日截止，请留存请求号，可作说明的依据。'}</p>}
        {children}
      </div>
      {refusal.article && <LawNote basis={refusal.article} />}
      {refusal.requestNumber && failed && <p className="second">请求号 <b className="keep">{refusal.requestNumber}</b></p>}
      <div className="row">
        {refusal.kind === 'unauthenticated' && <Button type="primary" onClick={() => location.assign(loginHere())}>重新登录</Button>}
        {page && ['forbidden', 'not-found'].includes(refusal.kind) && <a className="button-link" href="/">回首页</a>}
        {stale && onReload && <Button type="primary" onClick={onReload}>看最新状态</Button>}
        {failed && onRetry && <Button type="primary" onClick={onRetry}>重试</Button>}
        {failed && refusal.requestNumber && <Button onClick={() => copyText(refusal.requestNumber ?? '')}>复制请求号</Button>}
      </div>
    </div>
  );
}

/** Who did what when, since it was opened. */
function Changed({ change }: { readonly change: unknown }) {
  const { at, by, act } = change as { readonly at: string; readonly by: string; readonly act: string };
  return <p>{moment(at)} {by}<b>{act}</b>。</p>;
}

export function Loading({ what = '正在载入' }: { readonly what?: string }) {
  return <p className="loading second" role="status">{what}…</p>;
}
