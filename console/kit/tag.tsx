import type { ReactNode } from 'react';

export type Tone = 'plain' | 'chip' | 'ok' | 'acc' | 'red' | 'near' | 'pause';

export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>;
}

const attributes: Record<string, readonly [string, Tone]> = {
  unconditional: ['无条件共享', 'ok'],
  conditional: ['有条件共享', 'acc'],
  'not-shared': ['不予共享', 'red'],
};

/** 共享属性 (Art. 14). */
export function AttributeTag({ value }: { readonly value: string | null | undefined }) {
  const known = value ? attributes[value] : undefined;
  return known ? <Tag tone={known[1]}>{known[0]}</Tag> : null;
}

export const attributeZh = (value: string | null | undefined): string => (value && attributes[value]?.[0]) || '—';

/** 第二十一条第一款, with the short bar that marks every article. */
export function ArticleTag({ children }: { readonly children: string | null | undefined }) {
  return children ? <span className="article">{children}</span> : null;
}
