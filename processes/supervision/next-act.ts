import { awaited, movesFrom } from '../../law/next.ts';
import type { Seat, Situation } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { finding, isUnordered } from '../../law/procedures/finding.ts';
import { leadingRow } from '../../platform/procedures/leading.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { actWord } from '../../platform/procedures/wording.ts';
import type { FindingRow } from './contract.ts';
import type { FindingRecord } from './store.ts';

/** Of a finding in a list: until when it may be explained, where that date is set. */
export interface Limits { readonly today: PlainDate; readonly explainBy: PlainDate | null }

/**
 * What this person does next with a finding, taken from its table: where nothing is his while the other side is awaited, the judge
 * reminds it. Dates are asked as the checks ask them: 责令改正 after the explanation or its date, 移送 after the date of the order.
 * Who made the finding is not known here; the act itself asks.
 */
export function nextAct(one: FindingRecord, actor: Pick<Actor, 'org' | 'post'>, { today, explainBy }: Limits): FindingRow['next'] {
  const judges = actor.org === one.judgeOrg;
  const party = judges ? one.judge : actor.org === one.department ? one.concerns : undefined;
  if (party === undefined) return null;
  const situation: Situation = {
    state: one.state, facts: { concerns: one.concerns, judge: one.judge, ground: one.ground, ...(isUnordered(one.ground) ? { unordered: one.judge } : {}) }, past: [], adopted: new Set(), opened: false, clocks: {},
    orgs: { [one.concerns]: [one.department], ...(one.judgeOrg === null ? {} : { [one.judge]: [one.judgeOrg] }) },
  };
  const seat = `${party}.${actor.post}` as Seat;
  const explaining = one.state === 'found' && explainBy !== null && explainBy >= today;
  const open = movesFrom(finding, situation, { org: actor.org, seat, person: '' })
    .filter(({ act, to }) => to !== 'same' && !(judges && explaining) && (act !== 'refer' || (one.state === 'ordered' && one.mendBy !== null && one.mendBy < today)));
  const row = leadingRow(finding, situation, open);
  if (row === undefined) return judges && (explaining || one.state === 'ordered') ? { act: 'reminder', zh: '催办', pressing: false } : null;
  const state = finding.states[one.state as keyof typeof finding.states];
  const step = 'step' in state && awaited(finding, situation).includes(seat) ? state.step : undefined;
  return { act: row.act, zh: step ?? row.turn ?? actWord(finding, row.act, row), pressing: row.act === 'order' || (!judges && one.state === 'ordered') };
}
