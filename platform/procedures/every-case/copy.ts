import { fail } from '../../../law/errors.ts';
import type { Situation } from '../../../law/procedure.ts';
import type { Deed } from '../deed.ts';
import type { OrgCode } from '../ports.ts';
import { writeParty } from '../store/cases.ts';
import { addCopies } from '../store/worklist.ts';
import type { CommonDraft, CommonEffect } from './effect.ts';
import { personOf } from './person.ts';

const most = 50;

/**
 * 抄送: a post of a party, of its authority, or of one's own organisation gets the case to read. Nobody else:
 * a copy shows the whole case, and who has no part in it may not see it. @throws COPY_TARGET_INVALID
 */
export async function copyTo(deed: Deed, draft: CommonDraft, situation: Situation): Promise<CommonEffect> {
  const actor = personOf(draft);
  const wanted = draft.input.stated['orgs'] as readonly { readonly org: OrgCode; readonly post?: string }[];
  const parties = new Set(Object.values(situation.orgs).flat());
  const copies: { org: OrgCode; region: string; post: string }[] = [];
  for (const { org, post } of wanted) {
    const known = await deed.organisation(org);
    const { privateTo } = draft.loaded.row;
    if (known === undefined || copies.length >= most || (privateTo !== null && privateTo !== org)) return fail('COPY_TARGET_INVALID');
    if (!parties.has(org) && org !== actor.org && !(await isAuthorityOfOne(deed, parties, org))) return fail('COPY_TARGET_INVALID');
    copies.push({ org, region: known.region, post: post ?? (known.kind === 'authority' ? 'reviewer' : 'clerk') });
  }
  return {
    after: async (taken) => {
      for (const copy of copies) if (!parties.has(copy.org)) await writeParty(deed.tx, draft.loaded.row, 'copied', copy.org, copy.region);
      await addCopies(deed.tx, taken.loaded.row, copies);
    },
  };
}

async function isAuthorityOfOne(deed: Deed, parties: ReadonlySet<OrgCode>, org: OrgCode): Promise<boolean> {
  for (const party of parties) if ((await deed.authorityOf(party)) === org) return true;
  return false;
}
