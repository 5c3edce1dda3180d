import { Link } from '@tanstack/react-router';
import type { Own } from './shapes.ts';

/** 19 ¶1: what other departments share already. One that is the named source of an item says so: a single item is enough. */
export function LikesNote({ likes, reason }: { readonly likes: Own['likes']; readonly reason?: string | null }) {
  return (
    <section className="notice near">
      <p><b>同类数据项已由其他部门共享</b>（第十九条第一款）。通过共享能够满足需要的，不得重复收集；仍要收集的，提交时写明理由。</p>
      <ul>{likes.map((l) => <li key={l.entry}><Link to="/catalog/$region/$entry" params={{ region: l.region, entry: l.entry }}>{l.providerName}“{l.name}”</Link>：{l.items.join('、')}{l.sourced.length > 0 && `（${l.sourced.join('、')}的数源部门）`}</li>)}</ul>
      {reason && <p>另行收集的理由：{reason}</p>}
    </section>
  );
}
