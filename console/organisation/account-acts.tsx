import type { z } from 'zod';
import type { AccountOwn } from '../../processes/organisation/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { PostsField, postsBody, type AskedPost } from './posts-field.tsx';
import type { ActForms } from '../case/act-form.ts';

type Own = z.infer<typeof AccountOwn>;
const own = (view: CaseView): Own => view.own as Own;
const asRows = (rows: Own['posts']): AskedPost[] => rows.map((p) => ({ org: p.org, post: p.post, from: p.from, to: p.to ?? '' }));
const reason = (label: string) => [{ name: 'reason', label, required: true, kind: 'area' as const, max: 1000 }];

/** Acts on an account (35 ¶2): made by one officer, activated by another. */
export const acts: ActForms = {
  activate: {
    says: (view) => <p>启用账号 {own(view).account}：核定岗位与起止日期。启用链接只显示这一次，交给本人，72 小时内有效；本人凭此链接和系统管理员另发的启用码设定口令。</p>,
    fields: (view) => [{ name: 'posts', label: '岗位', hint: '三员不得兼任其他岗位。', required: true, kind: 'own', draw: (v, set) => <PostsField value={v} set={set} org={own(view).org} /> }],
    initial: (view) => ({ posts: asRows(own(view).asked) }),
    body: (v) => ({ posts: postsBody(v['posts'] as AskedPost[]) }),
  },
  refuse: { fields: () => reason('不予启用的理由') },
  'set-posts': {
    says: () => <p>结束某个岗位以前，该岗位的在办事项须先转办。</p>,
    fields: (view) => [{ name: 'posts', label: '岗位', kind: 'own', draw: (v, set) => <PostsField value={v} set={set} org={own(view).org} /> }],
    initial: (view) => ({ posts: asRows(own(view).posts) }),
    body: (v) => ({ posts: postsBody(v['posts'] as AskedPost[]) }),
  },
  lock: { fields: () => reason('锁定的理由') },
  close: { says: () => <p>注销以前，在办事项须先转办。注销以后不能恢复。</p>, fields: () => reason('注销的理由') },
};
