import { useEffect, useRef, useState } from 'react';
import { setTitlePrefix } from '../kit/head.ts';
import { api, onAnswer, queries } from './api.ts';
import { loginHere } from './place.ts';
import { sessionQuery, useSession } from './session.ts';

const WARN_S = 60;
/** While somebody types for long without a call, the server hears of it at most this often. */
const PING_MS = 60_000;

/**
 * The server ends an idle session; this only says so in time: the last minute counts down in the title and above the page.
 * Every answer starts the count anew, and so does a key or a click (told to the server once a minute).
 */
export function IdleWatch() {
  const { idleSeconds } = useSession();
  const endsAt = useRef(Date.now() + idleSeconds * 1000);
  const pinged = useRef(Date.now());
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const restart = () => { endsAt.current = Date.now() + idleSeconds * 1000; };
    const off = onAnswer((status, path) => {
      if (status !== 401) restart();
      else if (path !== '/session') void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }); // what the session itself answers is its own error
    });
    const touch = () => {
      if (Date.now() - pinged.current < PING_MS) return;
      pinged.current = Date.now();
      void api.get('/session').catch(() => undefined);
    };
    const events = ['keydown', 'pointerdown'] as const;
    for (const e of events) window.addEventListener(e, touch, { passive: true });
    const timer = setInterval(() => {
      const seconds = Math.round((endsAt.current - Date.now()) / 1000);
      setLeft(seconds <= WARN_S ? Math.max(0, seconds) : null);
      setTitlePrefix(seconds <= WARN_S ? `（${Math.max(0, seconds)} 秒后退出）` : '');
      if (seconds < -1) location.assign(loginHere('idle'));
    }, 1000);
    return () => { off(); clearInterval(timer); setTitlePrefix(''); for (const e of events) window.removeEventListener(e, touch); };
  }, [idleSeconds]);
  if (left === null) return null;
  return (
    <div className="idle" role="alertdialog" aria-label="即将退出">
      <p>长时间没有操作，<b>{left}</b> 秒后退出登录。填写中的内容已存为草稿。</p>
      <button type="button" onClick={() => { pinged.current = Date.now(); void api.get('/session'); }}>继续使用</button>
    </div>
  );
}
