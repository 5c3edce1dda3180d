import { moment } from './formats.ts';
import type { Typed } from './typed.ts';

/** 已恢复 … 未提交的内容: says so quietly, and how to begin anew. */
export function Restored({ typed, lost = 0 }: { readonly typed: Pick<Typed<object>, 'restored' | 'drop'>; /** Files that were not kept. */ readonly lost?: number }) {
  if (typed.restored === null) return null;
  const { at } = typed.restored;
  return (
    <p className="second restored" role="status">
      已恢复{at ? ` ${moment(at)} ` : ''}未提交的内容{lost > 0 ? `，${lost} 个附件没有保存，请重新上传` : ''}。<button type="button" className="plain-button" onClick={typed.drop}>放弃，重新填写</button>
    </p>
  );
}
