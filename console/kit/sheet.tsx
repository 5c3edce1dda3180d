import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

/**
 * A dialog in the browser's own top layer: focus stays inside, Escape closes, what lies behind is inert.
 * At the side for forms, in the middle for a short question. Never one above another.
 */
export function Sheet({ title, onClose, children, foot, middle, lead }: {
  readonly title: string; readonly onClose: () => void; readonly children: ReactNode; readonly foot?: ReactNode; readonly middle?: boolean; readonly lead?: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const node = dialog.current;
    const before = document.activeElement as HTMLElement | null;
    if (node && !node.open) node.showModal();
    heading.current?.focus();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog ref={dialog} className={`sheet${middle ? ' middle' : ''}`} aria-label={title} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <header className="sheet-head">
        <div><h2 ref={heading} tabIndex={-1}>{title}</h2>{lead}</div>
        <button type="button" className="sheet-close" onClick={onClose} aria-label="关闭">×</button>
      </header>
      <div className="sheet-body" onKeyDown={sendByEnter}>{children}</div>
      {foot && <footer className="sheet-foot">{foot}</footer>}
    </dialog>
  );
}

/** Enter sends a sheet that has one line to fill, as everywhere; not while a word is being composed, nor from a box that finds something. */
function sendByEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('textarea, input:not([type=checkbox], [type=radio], [type=file], [aria-hidden=true])')];
  if (lines.length !== 1 || lines[0] !== event.target || lines[0].matches('textarea, [role=combobox], [aria-label^=查找]')) return;
  event.preventDefault();
  event.currentTarget.parentElement?.querySelector<HTMLButtonElement>('.sheet-foot .ant-btn-primary')?.click();
}
