import { fail } from '../../../law/errors.ts';
import { isPlainDate } from '../../../law/plain-date.ts';
import { uuidv7 } from '../../postgres/uuid.ts';
import type { Deed } from '../deed.ts';
import type { CommonDraft, CommonEffect } from './effect.ts';
import { personOf, textOf } from './person.ts';
import type { Runner } from '../runner.ts';

/** 委托代办: the post is also another's from one day to another; every act of his then names on whose behalf. */
export async function delegateTo(run: Runner, deed: Deed, draft: CommonDraft): Promise<CommonEffect> {
  const actor = personOf(draft);
  const [taker, from, until] = [textOf(draft, 'to'), textOf(draft, 'from'), textOf(draft, 'until')];
  if (!isPlainDate(from) || !isPlainDate(until) || until < from || from < deed.today) return fail('DELEGATION_DATES_INVALID');
  if (actor.behalfOf !== undefined || taker === actor.person || run.directory.delegate === undefined) return fail('DELEGATION_TAKER_INVALID');
  await run.directory.delegate(deed.tx, { org: actor.org, post: actor.post, giver: actor.person, taker, from, to: until });
  const { row } = draft.loaded;
  return { outbox: [{ region: row.region, id: uuidv7(), topic: 'notice.person', body: { caseId: row.id, org: actor.org, person: taker, text: `{number} 委托您代办：{title}（${from} 至 ${until}）` } }] };
}
