import { useEffect, useRef, type ReactNode } from 'react';

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
      <div className="sheet-body">{children}</div>
      {foot && <footer className="sheet-foot">{foot}</footer>}
    </dialog>
  );
}
