/**
 * Rights come from the tables alone. The whole product is tried on the pure functions: procedure, state,
 * act, seat, party, other department, barred. What is expected is read from the rows by the plain
 * reader below, which shares no code with `next`.
 */
import { expect, test } from 'vitest';
import { movesFrom, next } from './next.ts';
import type { AnyMove, AnyProcedure, Situation, When } from './procedure.ts';
import { procedures } from './procedures/index.ts';
import { authorityParties, authorityPosts, departmentParties, departmentPosts, officers } from './seats.ts';
import type { Seat } from './seats.ts';
import { walk } from './walker.ts';

const seats: readonly Seat[] = [
  ...departmentParties.flatMap(party => departmentPosts.map(post => `${party}.${post}` as const)),
  ...authorityParties.flatMap(party => authorityPosts.map(post => `${party}.${post}` as const)),
  ...officers.map(officer => `platform.${officer}` as const),
  'public', 'handler',
];
const stranger = 'another department altogether';

const walked = new Map<AnyProcedure, readonly Situation[]>();

/** One situation per state, facts and history that a row can tell apart, from many walks; walked once for all tests. */
function situations(p: AnyProcedure): readonly Situation[] {
  const known = walked.get(p);
  if (known !== undefined) return known;
  const found = new Map<string, Situation>();
  for (let seed = 0; seed < 250; seed += 1) {
    for (const s of walk(p, seed).situations) {
      const tellsApart = p.moves.filter(move => move.when !== undefined && holds(s, move.act, move.when)).map(move => p.moves.indexOf(move));
      const doers = [...new Set(p.moves.flatMap(move => move.by.flatMap(by => (typeof by === 'object' && 'did' in by ? [by.did] : []))))].map(act => s.past.filter(past => past.act === act).pop()?.seat ?? '');
      const once = p.moves.map(move => move.once !== undefined && s.past.some(past => past.act === move.act));
      const made = [...new Set(p.moves.flatMap(move => move.approves ?? []))].map(act => s.past.some(past => past.act === act && past.seat !== 'clock'));
      const key = JSON.stringify([s.state, tellsApart, doers, once, made, [...s.adopted]]);
      if (!found.has(key)) found.set(key, s);
    }
  }
  walked.set(p, [...found.values()]);
  return [...found.values()];
}

function holds(s: Situation, act: string, [fact, ...is]: When): boolean {
  const acts = s.past.map(past => past.act);
  const states = s.past.map(past => past.from);
  if (fact === 'taken') return is.some(one => acts.includes(one));
  if (fact === 'never') return is.every(one => !acts.includes(one));
  if (fact === 'been') return is.some(one => states.includes(one));
  if (fact === 'never-been') return is.every(one => !states.includes(one));
  if (fact === 'cause') return is.includes(s.past.some(past => past.act === act && past.cause === s.cause) ? 'again' : 'first');
  if (fact.startsWith('before.')) return is.includes(states[acts.lastIndexOf(fact.slice(7))] ?? '');
  if (fact.startsWith('latest.')) return is.includes(acts.filter(one => fact.slice(7).split('.').includes(one)).at(-1) ?? 'none');
  return is.includes(s.facts[fact] ?? '');
}

/** The rows of the table that stand open in this situation for this act, whoever may take them. */
function openRows(p: AnyProcedure, s: Situation, act: string): readonly AnyMove[] {
  return p.moves.filter(move => {
    const from = 'notIn' in move.from ? s.state !== 'new' && !move.from.notIn.includes(s.state) : move.from.includes(s.state);
    return move.act === act && from && (move.adopted === undefined || s.adopted.has(move.adopted)) && (move.when === undefined || holds(s, act, move.when));
  });
}

/** May somebody in this seat of this organisation take the row, as its `by` says in so many words? */
function named(p: AnyProcedure, s: Situation, row: AnyMove, seat: Seat, org: string, person: string): boolean {
  const [party, post] = seat.split('.');
  return row.by.some(by => {
    if (typeof by === 'string') {
      if (by === 'handler') return by === seat && s.facts['handler'] === person;
      if (by === 'public') return by === seat;
      const wanted = by.split('.');
      if (wanted[0] !== party || (wanted[1] !== post && wanted[1] !== 'any')) return false;
      return (party === 'authority' ? authorities(p, s, row) : s.orgs[party ?? ''] ?? []).includes(org);
    }
    if ('oppositeOf' in by) {
      const [did] = s.past.filter(past => past.act === by.oppositeOf).slice(-1);
      const other = { requester: 'provider', provider: 'requester', sender: 'receiver', receiver: 'sender' }[did?.seat.split('.')[0] ?? ''];
      return other === party && post === by.as && (s.orgs[other ?? ''] ?? []).includes(org);
    }
    if (!('did' in by)) return false;
    const did = s.past.filter(past => past.act === by.did).pop();
    if (did === undefined || did.seat === 'clock') return false;
    if (by.as === undefined) return did.seat === seat && did.org === org;
    const [asParty] = by.as.split('.');
    const [didParty] = did.seat.split('.');
    return by.as === seat && (asParty === didParty ? did.org === org : asParty === 'authority' && (s.orgs[`authority@${didParty}`] ?? []).includes(org));
  });
}

function authorities(p: AnyProcedure, s: Situation, row: AnyMove): readonly string[] {
  const side = row.whose ?? p.authority;
  const sides = side === 'either' ? ['provider', 'requester'] : [side];
  return sides.flatMap(each => s.orgs[`authority@${each}`] ?? []);
}

test.each(procedures.map(p => [p.name, p] as const))('%s: every state, act, seat and organisation may exactly what the table says', (_, p) => {
  const acts = [...new Set(p.moves.map(move => move.act))];
  let [tried, allowed] = [0, 0];
  const wrong: string[] = [];
  for (const s of situations(p)) {
    const orgs = [...new Set([...Object.values(s.orgs).flat(), stranger])];
    for (const act of acts) {
      const rows = openRows(p, s, act);
      for (const seat of seats) {
        for (const org of orgs) {
          const person = `${org} ${seat} somebody new`;
          const decision = next(p, s, act, { org, seat, person, text: 'another text' });
          const mine = rows.filter(row => named(p, s, row, seat, org, person));
          const entered = s.past.map(past => past.from === s.state).lastIndexOf(false) + 1; // since then nothing left the state
          const spent = mine.length > 0 && mine.every(row => row.once !== undefined && s.past.slice(row.once === 'round' ? entered : 0).some(past => past.act === act && (row.once === 'case' || past.org === org)));
          const expected = rows.length === 0 ? 'NO_SUCH_MOVE' : mine.length === 0 ? 'NOT_YOUR_MOVE' : spent ? 'ALREADY_DONE' : 'yes';
          const got = decision.ok ? 'yes' : decision.why;
          if (got !== expected && wrong.length < 5) wrong.push(`${s.state} ${act} by ${seat} of ${org}: ${got}, the table says ${expected}`);
          tried += 1;
          if (decision.ok) allowed += 1;
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(1000);
  expect(allowed).toBeGreaterThan(0);
});

test.each(procedures.map(p => [p.name, p] as const))('%s: nothing is possible for another department, whatever its post', (_, p) => {
  for (const s of situations(p)) {
    for (const seat of seats) {
      if (seat === 'public' || seat === 'handler') continue;
      expect(movesFrom(p, s, { org: stranger, seat, person: 'a stranger' }), `${s.state} ${seat}`).toEqual([]);
    }
  }
});

test.each(procedures.map(p => [p.name, p] as const))('%s: who made it is barred from approving it, himself and on another’s behalf', (_, p) => {
  let barred = 0;
  for (const s of situations(p)) {
    for (const row of p.moves) {
      if (row.approves === undefined || !openRows(p, s, row.act).includes(row)) continue;
      const makers = s.past.filter(past => row.approves?.includes(past.act) && past.seat !== 'clock' && past.from !== 'draft');
      const lastDraft = s.past.map(past => past.from).lastIndexOf('draft');
      const inForce = [...makers.filter(past => past.from === 'new' || s.past.indexOf(past) >= lastDraft), ...s.past.slice(lastDraft, lastDraft + 1).filter(past => row.approves?.includes(past.act))];
      for (const maker of inForce) {
        for (const by of row.by) {
          if (typeof by !== 'string') continue;
          const party = by.split('.')[0] ?? '';
          const org = (party === 'authority' ? authorities(p, s, row) : s.orgs[party] ?? [])[0];
          if (org === undefined) continue;
          const refusal = (who: { person: string; behalfOf?: string }) => { const d = next(p, s, row.act, { org, seat: by, text: 'another text', ...who }); return d.ok ? 'yes' : d.why; };
          expect(refusal({ person: maker.person }), `${s.state} ${row.act}`).toBe('OWN_WORK');
          expect(refusal({ person: 'a delegate', behalfOf: maker.person }), `${s.state} ${row.act}`).toBe('OWN_WORK');
          expect(refusal({ person: 'somebody else' }), `${s.state} ${row.act}`).toBe('yes');
          barred += 2;
        }
      }
    }
  }
  if (p.moves.some(move => move.approves !== undefined)) expect(barred).toBeGreaterThan(0);
});

test('a trigger moves only the rows that wait for it, and no person can be a trigger', () => {
  const wrong: string[] = [];
  for (const p of procedures) {
    for (const s of situations(p)) {
      for (const row of p.moves) {
        const waits = (clock: string) => openRows(p, s, row.act).some(each => each.by.some(by => typeof by === 'object' && 'clock' in by && clock === ('lapsed' in by.clock ? by.clock.lapsed : 'event' in by.clock ? by.clock.event : 'atOnce')));
        for (const clock of ['atOnce', 'clock.lapsed', 'incident.eliminated', 'peer.received', 'term', 'material', 'no such thing']) {
          if (next(p, s, row.act, { clock }).ok !== waits(clock)) wrong.push(`${p.name} ${s.state} ${row.act} by ${clock}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});
