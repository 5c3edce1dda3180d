import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { remember, remembered } from '../kit/memory.ts';
import { Sheet } from '../kit/sheet.tsx';

const list: readonly (readonly [string, string])[] = [['/', '查找'], ['g 然后 w', '工作台'], ['j、k', '下一行、上一行'], ['x', '选中这一行'], ['Enter', '打开这一行'], ['a', '到办理栏'], ['?', '这张表']];
const OFF = 'keys.off';

/** Single keys; off in fields, and may be switched off (WCAG 2.1.4). No key consents by itself. */
export function Keys() {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [off, setOff] = useState(() => remembered(OFF) === '1');
  useEffect(() => {
    let before = '';
    const onKey = (event: KeyboardEvent) => {
      if (off && event.key !== '?') return;
      if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || document.querySelector('dialog[open]')) return;
      const key = event.key;
      if (key === '/') { event.preventDefault(); document.getElementById('find')?.focus(); }
      else if (key === '?') setHelp(true);
      else if (before === 'g' && key === 'w') void navigate({ to: '/' });
      else if (key === 'a') { document.querySelector<HTMLElement>('#acts button:not(:disabled), #acts a')?.focus(); }
      else if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
      else if (key === 'x') document.activeElement?.closest('tr')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      else if (key === 'Enter') { const row = document.activeElement; if (row?.tagName === 'TR') row.querySelector<HTMLElement>('a')?.click(); }
      before = key;
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, off]);
  if (!help) return null;
  return (
    <Sheet title="键盘" middle onClose={() => setHelp(false)}>
      <dl className="pairs one">{list.map(([key, zh]) => <div key={key} style={{ display: 'contents' }}><dt><kbd>{key}</kbd></dt><dd>{zh}</dd></div>)}</dl>
      <label className="check"><input type="checkbox" checked={off} onChange={(e) => { setOff(e.target.checked); remember(OFF, e.target.checked ? '1' : ''); }} />关闭单键快捷键（“?”除外）</label>
    </Sheet>
  );
}

const inField = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && (target as HTMLInputElement).type !== 'checkbox');

function step(by: number): void {
  const rows = Array.from(document.querySelectorAll<HTMLTableRowElement>('tr[data-row]'));
  const at = rows.findIndex((r) => r.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
