import { expect, test } from 'vitest';
import { addWorkingDays } from './calendar.ts';
import { builtInCalendar } from './holidays.ts';
import { tableLimit } from './limit-words.ts';
import { generatedMoves } from './generated-moves.ts';
import { plainDate } from './plain-date.ts';
import type { AnyMove, AnyProcedure } from './procedure.ts';
import { account, application, assessment, catalog, finding, grant, incident, procedures } from './procedures/index.ts';
import { partyOf, type Seat } from './seats.ts';

/** The rules of the regulation, asked of the tables: what a lawyer would look up, one test a sentence. */
const today = plainDate('2026-03-02');
const rows = (table: AnyProcedure, act: string): readonly AnyMove[] => {
  const found = table.moves.filter((move) => move.act === act);
  expect(found.length, `${table.name} ${act}`).toBeGreaterThan(0);
  return found;
};
const seats = (table: AnyProcedure, act: string): readonly string[] => [...new Set(rows(table, act).flatMap((move) => move.by.filter((by): by is Seat => typeof by === 'string')))];
const froms = (table: AnyProcedure, act: string): readonly string[] => rows(table, act).flatMap((move) => ('notIn' in move.from ? [] : move.from));
const every = (table: AnyProcedure, act: string, holds: (move: AnyMove) => unknown) => expect(rows(table, act).every((move) => Boolean(holds(move))), `${table.name} ${act}`).toBe(true);
const days = (table: AnyProcedure, clock: string, className = 'any') => {
  const found = table.clocks[clock];
  return found === undefined ? undefined : tableLimit(found, className, today);
};
const actsOf = (table: AnyProcedure, party: string, state: string) => [...new Set(table.moves
  .filter((move) => !('notIn' in move.from) && move.from.includes(state) && move.adopted === undefined && move.by.some((by) => typeof by === 'string' && partyOf(by) === party))
  .map((move) => move.act))].sort();

test('secret data is refused when an entry is submitted, and what turns out secret goes offline at once: Art. 3.1', () => {
  every(catalog, 'submit', (move) => move.checks?.includes('notSecret'));
  expect(seats(catalog, 'hide')).toEqual(['provider.chief', 'authority.reviewer']);
  every(catalog, 'hide', (move) => move.opens?.includes('incident') && move.emits?.includes('catalog.hidden'));
  expect(rows(grant, 'hold').every((move) => move.by.some((by) => typeof by === 'object' && 'clock' in by && 'event' in by.clock && by.clock.event === 'catalog.hidden'))).toBe(true);
});

test('publishing, extensions, orders and circulars belong to the authority alone: Art. 8.3', () => {
  expect(seats(catalog, 'publish')).toEqual(['authority.reviewer']);
  for (const act of ['order', 'circulate', 'refer']) expect(seats(finding, act)).toEqual(['authority.lead', 'upper.lead']);
  for (const table of procedures) for (const [name, clock] of Object.entries(table.clocks)) if (clock.extension) expect(clock.extension.grants, `${table.name} ${name}`).toBe('authority.reviewer');
});

test('the sharing office proposes and answers: its clerk drafts, its head consents: Art. 11(2)', () => {
  expect(seats(application, 'submit')).toEqual(['requester.clerk']);
  expect(seats(application, 'approve')).toEqual(['requester.head']);
  expect(seats(application, 'propose')).toEqual(['provider.clerk']);
  expect(seats(account, 'set-posts')).toEqual(['platform.security']);
});

test('each department compiles its own catalogue: Art. 12.2', () => {
  expect(seats(catalog, 'compile')).toEqual(['provider.cataloguer']);
  expect(seats(catalog, 'submit')).toEqual(['provider.cataloguer']);
});

test('no entry is submitted without its assessments, nor published without them: Art. 13.1', () => {
  every(catalog, 'submit', (move) => move.checks?.includes('assessmentsConcluded'));
  expect(rows(catalog, 'publish').filter((move) => move.to === 'published').every((move) => move.checks?.includes('assessmentsConcluded'))).toBe(true);
  expect(seats(assessment, 'conclude')).toEqual(['department.security']);
  every(assessment, 'conclude', (move) => move.approves?.includes('submit'));
});

test('the head of the department consents, and not to what he made himself: Art. 13.1', () => {
  expect(seats(catalog, 'approve')).toEqual(['provider.chief']);
  every(catalog, 'approve', (move) => move.approves?.includes('submit') && move.approves.includes('compile') && move.approves.includes('update'));
  expect(froms(catalog, 'publish').every((state) => state === 'submitted')).toBe(true); // no way round the consent
  expect(catalog.moves.filter((move) => move.to === 'submitted').every((move) => move.act === 'approve')).toBe(true);
});

test('the nine fields and the items are checked when an entry is submitted: Art. 13.2', () => {
  every(catalog, 'submit', (move) => move.checks?.includes('nineFields') && move.checks.includes('itemsDescribed'));
});

test('the sharing attribute and its grounds are checked at submission and again at publication: Art. 14, 15', () => {
  every(catalog, 'submit', (move) => move.checks?.includes('attributeGrounds'));
  expect(rows(catalog, 'publish').filter((move) => move.to === 'published').every((move) => move.checks?.includes('attributeGrounds'))).toBe(true);
});

test('a reply adds no condition to those of the catalogue: Art. 15.1', () => {
  expect(rows(application, 'grant').filter((move) => move.by.includes('provider.head')).every((move) => move.checks?.includes('conditionsWithinEntry'))).toBe(true);
});

test('the authority reviews and publishes, and all departments are told: Art. 16.1', () => {
  expect(seats(catalog, 'publish')).toEqual(['authority.reviewer']);
  every(catalog, 'publish', (move) => move.tells?.includes('departments'));
  every(catalog, 'publish', (move) => move.approves?.includes('submit')); // nor by who made it, where the authority is the provider
});

test('an update is due in 10 working days of the change, once 5 more with consent: Art. 17.2', () => {
  expect(days(catalog, 'update')).toBe(10);
  expect(catalog.clocks.update.from).toBe('occurredOn');
  expect(catalog.clocks.update.extension).toMatchObject({ workingDays: 5, grants: 'authority.reviewer' });
  expect(catalog.clocks.update.late).toEqual({ finding: '39(1)' });
  expect(addWorkingDays(builtInCalendar(), plainDate('2026-09-30'), 10).date).toBe('2026-10-20');
  expect(rows(catalog, 'update').filter((move) => move.clocks?.update === 'start').every((move) => move.states?.includes('occurredOn') && move.states.includes('document'))).toBe(true);
});

test('the authority reviews and publishes an update in 2 working days: Art. 17.3', () => {
  expect(days(catalog, 'review')).toBe(2);
  expect(catalog.clocks.review.late).toEqual({ finding: '41(3)' });
  expect('extension' in catalog.clocks.review).toBe(false);
});

test('a published version stands until the next is published or withdrawn: Art. 17.1', () => {
  expect(froms(catalog, 'supersede')).toEqual(['published', 'hidden']);
  expect(catalog.states.published).toHaveProperty('rests');
});

test('what another department already shares is asked about before an entry is submitted: Art. 19.1', () => {
  every(catalog, 'submit', (move) => move.checks?.includes('notCollectedTwice'));
});

test('an application states basis, scenario, range, way and term, on a published entry: Art. 20.2', () => {
  for (const statement of ['basis', 'scenario', 'range', 'mode', 'term']) every(application, 'submit', (move) => move.states?.includes(statement));
  every(application, 'submit', (move) => move.checks?.includes('entryOpen') && move.checks.includes('itemsWithinEntry'));
});

test('the requester’s head consents before anything goes out, vouches, and is not its author: Art. 20.2', () => {
  expect(application.moves.filter((move) => move.to === 'sent').map((move) => [move.act, ...move.by])).toEqual([['approve', 'requester.head']]);
  every(application, 'approve', (move) => move.states?.includes('vouches') && move.approves?.includes('submit'));
});

test('the provider’s head consents before the reply, and is not who proposed it: Art. 20.3', () => {
  for (const act of ['grant', 'refuse']) expect(rows(application, act).filter((move) => move.from.toString() === 'reply' && move.by.includes('provider.head')).every((move) => move.approves?.includes('propose')), act).toBe(true);
  expect(seats(application, 'refuse')).toEqual(['provider.head']);
});

test('reply is due in one or ten working days: Art. 21.1', () => {
  expect(days(application, 'reply', 'unconditional')).toBe(1);
  expect(days(application, 'reply', 'conditional')).toBe(10);
  every(application, 'acknowledge', (move) => move.clocks?.['reply'] === 'start');
  expect(application.clocks.reply.late).toEqual({ finding: '39(4)' });
});

test('an extended reply needs the authority’s consent, tells the requester, and adds ten working days at most: Art. 21.1', () => {
  expect(application.clocks.reply.extension).toEqual({ workingDays: 10, asks: 'provider.head', grants: 'authority.reviewer', tells: ['requester'] });
  const situation = { state: 'received', facts: {}, past: [], orgs: {}, adopted: new Set<string>(), clocks: { reply: { open: true } } } as const;
  const acts = (clocks: object) => generatedMoves(application, { ...situation, clocks } as never).map((move) => move.act).filter((act) => act.includes('exten'));
  expect(acts({ reply: { open: true } })).toEqual(['ask-extension']);
  expect(acts({ reply: { open: true, extended: true } })).toEqual([]);
  expect(acts({ reply: { open: false } })).toEqual([]);
  const answers = generatedMoves(application, { ...situation, clocks: { reply: { open: true, asked: true } } } as never).filter((move) => ['extend', 'deny-extension'].includes(move.act));
  expect(answers.map((move) => [move.act, move.tells])).toEqual([['extend', ['requester', 'provider']], ['deny-extension', ['provider']]]); // who asked hears either
});

test('the provider can ask once, agree or refuse, and has no return and no close: Art. 21.2', () => {
  const all = ['received', 'supplied', 'reply'].flatMap((state) => actsOf(application, 'provider', state));
  expect([...new Set(all)].sort()).toEqual(['ask', 'assess', 'grant', 'propose', 'refuse', 'return']);
  expect(rows(application, 'return').filter((move) => move.by.includes('provider.head')).every((move) => typeof move.to === 'object')).toBe(true); // back to its own clerk
  every(application, 'ask', (move) => move.once === 'case' && move.states?.includes('points') && move.checks?.includes('pointsTied'));
});

test('asking stops the reply clock, supplying or the lapse of the date lets it go on: Art. 21.2', () => {
  every(application, 'ask', (move) => move.clocks?.['reply'] === 'stand' && move.clocks['material'] === 'start');
  for (const act of ['supply', 'lapse']) every(application, act, (move) => move.clocks?.['reply'] === 'go');
});

test('a refusal states its category and reasons, and they are checked: Art. 21.2', () => {
  every(application, 'refuse', (move) => move.states?.includes('category') && move.states.includes('reasons') && move.checks?.includes('reasonAllowed'));
});

test('data is delivered within 20 working days of the agreeing reply, and only what passes the probe: Art. 22.1', () => {
  expect(days(grant, 'delivery')).toBe(20);
  expect('extension' in grant.clocks.delivery).toBe(false);
  expect(grant.clocks.delivery.late).toEqual({ finding: '39(4)' });
  every(grant, 'deliver', (move) => move.checks?.includes('probePasses'));
  expect(addWorkingDays(builtInCalendar(), plainDate('2026-09-30'), 20).date).toBe('2026-11-03');
});

test('unconditional data under standing consent is answered and delivered at once: Art. 23', () => {
  expect(rows(application, 'grant').some((move) => move.when?.join() === 'attribute,unconditional' && move.checks?.includes('standingConsent') && move.checks.includes('linkageNotHigh'))).toBe(true);
  expect(rows(grant, 'deliver').some((move) => move.when?.join() === 'standingConsent,yes,renewal')).toBe(true);
});

test('a wider use is the provider’s to agree: a running grant changes by an agreed change alone: Art. 25.1', () => {
  expect(rows(grant, 'change-use').flatMap((move) => move.by)).toEqual([{ clock: { event: 'use-change.agreed' } }]);
});

test('the risk of joined data is looked at on submission and on reply: Art. 25.2', () => {
  every(application, 'submit', (move) => move.checks?.includes('linkage'));
  every(application, 'propose', (move) => move.checks?.includes('linkage') && move.checks.includes('securityOpinion'));
  expect(seats(application, 'assess')).toEqual(['provider.security']);
});

test('whatever ends a grant leads to disposal, as laid down: Art. 27.1', () => {
  const ends = grant.moves.filter((move) => (move.to === 'ended' || move.to === 'terminated') && move.act !== 'drop').map((move) => move.act);
  expect([...new Set(ends)].sort()).toEqual(['close', 'end-service', 'expire', 'finish', 'terminate']);
  expect(new Set(froms(grant, 'instruct'))).toEqual(new Set(['ended', 'terminated']));
  expect(grant.clocks.disposal.late).toEqual({ finding: '40(4)' });
  expect(seats(grant, 'confirm')).toContain('provider.clerk');
});

test('misuse suspends at once, with ground, evidence and a date to mend: Art. 27.2', () => {
  expect(seats(grant, 'suspend')).toEqual(['provider.head', 'authority.reviewer']);
  every(grant, 'suspend', (move) => move.states?.includes('ground') && move.states.includes('evidence') && move.states.includes('mendBy') && move.clocks?.['mend'] === 'start');
  expect(grant.moves.filter((move) => move.to === 'active' && move.from.toString() === 'suspended')).toEqual([]);
});

test('termination only after the date to mend has passed or the mending was insufficient: Art. 27.2', () => {
  expect(froms(grant, 'terminate')).toEqual(['mended', 'suspended']);
  every(grant, 'terminate', (move) => move.checks?.includes('mendOverOrInsufficient') && move.states?.includes('reasons'));
});

test('the provider cannot end or change a delivered service by itself: Art. 27.3', () => {
  expect(actsOf(grant, 'provider', 'active')).toEqual(['allow-legacy', 'end-legacy', 'hold', 'suspend', 'withdraw-key']); // misuse, incident, a key, weak signatures: none ends the grant
  for (const act of ['end-service', 'change-service']) expect(rows(grant, act).flatMap((move) => move.by)).toEqual([{ clock: { event: 'service-change.effective' } }]);
});

test('a circular follows an order, and is the lead’s: Art. 29.1', () => {
  expect(new Set(froms(finding, 'circulate'))).toEqual(new Set(['ordered', 'mended', 'closed', 'referred']));
});

test('an incident: plan at once, contain, tell, eliminate only after telling, review, close: Art. 35.3', () => {
  expect(incident.clocks.respond.limit).toEqual({ workingDays: { '2025-08-01': { any: 1 } } });
  every(incident, 'eliminate', (move) => move.checks?.includes('notified'));
  expect(seats(incident, 'report')).toEqual(['department.any', 'handler']);
  expect(froms(incident, 'close')).toEqual(['reviewed']);
});

test('who answered for which stage is stated after every incident: Art. 34.2', () => {
  every(incident, 'review', (move) => move.states?.includes('stages') && move.basis === '34.2');
});

test('one officer makes an account, another activates it, the third moves nothing: Art. 35.2', () => {
  expect(seats(account, 'create')).toEqual(['platform.system']);
  expect(seats(account, 'activate')).toEqual(['platform.security']);
  every(account, 'activate', (move) => move.approves?.includes('create') && move.checks?.includes('noOfficer'));
  expect(procedures.flatMap((table) => table.moves.flatMap((move) => move.by)).filter((by) => by === 'platform.audit')).toEqual([]);
});

test('accounts of an entrusted party end with it: Art. 36.1', () => {
  expect(account.clocks).toHaveProperty('term');
  every(account, 'create', (move) => move.checks?.includes('entrustedEnds') && move.clocks?.['term'] === 'start');
});

test('late clocks become clues of Art. 39, 40 and 41 by themselves', () => {
  const raised = procedures.flatMap((table) => Object.values(table.clocks).flatMap((clock) => (typeof clock.late === 'object' && 'finding' in clock.late ? [clock.late.finding] : [])));
  expect([...new Set(raised)].sort()).toEqual(expect.arrayContaining(['39(1)', '39(4)', '40(4)', '41(3)']));
  expect(rows(finding, 'create').some((move) => move.by.some((by) => typeof by === 'object' && 'clock' in by && 'event' in by.clock && by.clock.event === 'clock.lapsed'))).toBe(true);
});

test('a clue has no effect until ordered; explanation first, then order, mending, confirmation or referral: Art. 39, 40', () => {
  expect(new Set(froms(finding, 'order'))).toEqual(new Set(['found', 'explained', 'referred']));
  expect(rows(finding, 'order').filter((move) => !move.from.toString().includes('referred')).every((move) => move.checks?.includes('explanationOver'))).toBe(true);
  expect(new Set(froms(finding, 'refer'))).toEqual(new Set(['found', 'explained', 'ordered', 'mended']));
  every(finding, 'order', (move) => move.checks?.includes('orderInLaw')); // 42 has none
  every(finding, 'refer', (move) => move.states?.includes('document') && move.checks?.includes('refusedOrGrave') && (!move.from.toString().includes('found') || (move.basis === '42' && move.checks.includes('explanationOver'))));
});

test('what concerns an authority is judged by the one above it, never by itself: Art. 41', () => {
  for (const act of ['order', 'dismiss', 'confirm', 'refer']) every(finding, act, (move) => (move.by.some((by) => String(by).startsWith('upper.')) ? ['judge,upper', 'unordered,upper'] : ['judge,authority', 'unordered,authority']).includes(move.when?.join() ?? ''));
});

test('what ran before the platform is taken over, confirmed by both heads: Art. 44', () => {
  every(grant, 'import', (move) => move.by.includes('provider.clerk') && !move.clocks);
  expect(rows(grant, 'confirm').some((move) => move.jointly === true && move.by.includes('provider.head') && move.by.includes('requester.head'))).toBe(true);
});

test('silence is never consent: no clock agrees to an application, publishes an entry or ends a suspension', () => {
  const byLapse = (table: AnyProcedure, act: string) => rows(table, act).some((move) => move.by.some((by) => typeof by === 'object' && 'clock' in by && 'lapsed' in by.clock));
  expect([byLapse(application, 'grant'), byLapse(catalog, 'publish'), byLapse(grant, 'resume'), byLapse(application, 'refuse')]).toEqual([false, false, false, false]);
});
