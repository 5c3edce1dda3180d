import { useLayoutEffect, useRef, type ChangeEvent, type CSSProperties } from 'react';

export interface AreaProps {
  readonly id?: string | undefined; readonly value: string; readonly onChange: (event: ChangeEvent<HTMLTextAreaElement>) => void; readonly maxLength?: number; readonly autoSize?: { readonly minRows?: number; readonly maxRows?: number };
  readonly placeholder?: string | undefined; readonly style?: CSSProperties; readonly className?: string; readonly 'aria-label'?: string; readonly 'aria-describedby'?: string | undefined; readonly 'aria-invalid'?: boolean | undefined;
}
const LINE_PX = 22;
const FRAME_PX = 12;

/** A text of several lines that grows with what is written. The library's own measures with a hidden copy, which a reader's focus can reach. */
export function Area({ autoSize, className, style, ...rest }: AreaProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [min, max] = [autoSize?.minRows ?? 2, autoSize?.maxRows ?? 16];
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    node.style.height = 'auto';
    node.style.height = `${Math.min(max * LINE_PX + FRAME_PX, Math.max(min * LINE_PX + FRAME_PX, node.scrollHeight + 2))}px`;
  }, [rest.value, min, max]);
  return <textarea ref={box} rows={min} className={`area ${className ?? ''}`} style={style} {...rest} />;
}
