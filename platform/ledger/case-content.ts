import { canonical, type Plain } from './canonical.ts';
import { saltedDigest, type Fact } from './pending.ts';

/** What stands in a case beside where it stands: the row of legal_case and those of case_party. */
export interface CaseContent {
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly open: boolean;
  readonly requester: string | null;
  readonly provider: string | null;
  readonly authority: string | null;
  readonly forum: string | null;
  readonly madeBy: string | null;
  readonly privateTo: string | null;
  readonly createdAt: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly others: readonly { readonly party: string; readonly org: string }[];
}

/** A digest for each part, so that what was altered can be named. Without a number yet: none of it; its own entry tells it. */
export type ContentSaid = { readonly [part in Part]?: string };
export type Part = 'title' | 'parties' | 'facts' | 'rest' | 'number';
export const partZh: Readonly<Record<Part, string>> = { title: '标题', parties: '当事方', facts: '事项要素', rest: '登记信息', number: '编号' };

/** @param salt  of the newest move: it stands beside what the digests are of and goes with it */
export function contentSaid(salt: Buffer, it: CaseContent): ContentSaid {
  const digest = (part: Part, value: Plain) => saltedDigest(salt, `${part}\n${canonical(value)}`).slice(0, 32);
  const others = [...new Set(it.others.map(({ party, org }) => `${party} ${org}`))].sort();
  return {
    title: digest('title', it.title),
    parties: digest('parties', { requester: it.requester, provider: it.provider, authority: it.authority, forum: it.forum, madeBy: it.madeBy, privateTo: it.privateTo, others }),
    facts: digest('facts', it.facts),
    rest: digest('rest', { kind: it.kind, open: it.open, createdAt: new Date(it.createdAt).toISOString() }),
    ...(it.number === null ? {} : { number: digest('number', it.number) }),
  };
}

/** The ledger entry of a case whose title, parties or facts changed after its move, or without one. */
export function caseEntry(at: { readonly region: string; readonly id: string; readonly version: number }, said: ContentSaid): Fact {
  const subject = `${at.region}-${at.id}`;
  return { region: at.region, kind: 'case', subject, body: { case: subject, version: at.version, content: said } };
}
