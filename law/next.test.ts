import { expect, test } from 'vitest';
import { awaited, barredFrom, movesFrom, next } from './next.ts';
import { openingRows } from './procedure.ts';
import type { AnyProcedure, Past, Seat, Situation, Who } from './procedure.ts';
import { account, application, catalog, finding, grant, incident, procedures } from './procedures/index.ts';
import { ladderOf, seatOf } from './seats.ts';
import { actZh, buttonZh, seatZh } from './words.ts';

const orgs = {
  requester: ['人社'], provider: ['教育'], authority: ['数据局'], 'authority@provider': ['数据局'], 'authority@requester': ['省数据局'],
  upper: ['省局'], forum: ['省数据局'], department: ['教育'], platform: ['平台'],
};

/** `人社 requester.clerk submit@draft by 甲` … as the past of a case. */
function past(...rows: string[]): Past[] {
  return rows.map(row => {
    const [org = '', seat = '', what = '', person = `${org}${seat}`, more] = row.split(' ');
    const [act = '', from = ''] = what.split('@');
    return { act, from, org, seat: seat as Seat, person, ...(more?.startsWith('for:') ? { behalfOf: more.slice(4) } : {}), ...(more?.startsWith('text:') ? { text: more.slice(5) } : {}), ...(more?.startsWith('cause:') ? { cause: more.slice(6) } : {}) };
  });
}
const clockRow = (what: string) => `- clock ${what}`;

function at(state: string, rows: readonly Past[] = [], more: Partial<Situation> = {}): Situation {
  return { state, facts: { attribute: 'conditional' }, past: rows, orgs, adopted: new Set(), ...more };
}
const who = (org: string, seat: Seat, person = `${org}${seat}`, more: { behalfOf?: string; text?: string } = {}): Who => ({ org, seat, person, ...more });
function tried(p: AnyProcedure, c: Situation, act: string, by: Who): string {
  const decision = next(p, c, act, by);
  return decision.ok ? `${decision.to}${decision.signed ? ' (signed)' : ''}` : decision.why;
}

const submitted = past('人社 requester.clerk create@new 甲', '人社 requester.clerk submit@draft 甲');

test('an application moves by its rows, its parties and its posts alone: Art. 20, 21', () => {
  expect(tried(application, at('new'), 'create', who('人社', 'requester.clerk'))).toBe('draft');
  expect(tried(application, at('draft'), 'submit', who('人社', 'requester.head'))).toBe('NOT_YOUR_MOVE');
  expect(tried(application, at('draft'), 'submit', who('教育', 'requester.clerk'))).toBe('NOT_YOUR_MOVE');
  expect(tried(application, at('received'), 'refuse', who('教育', 'provider.head'))).toBe('NO_SUCH_MOVE');
  expect(tried(application, at('received'), 'return', who('教育', 'provider.head'))).toBe('NO_SUCH_MOVE'); // the provider has no return: 21.2
  expect(tried(application, at('received'), 'ask', who('教育', 'provider.clerk'))).toBe('asked');
  expect(tried(application, at('received', past('教育 provider.clerk ask@received')), 'ask', who('教育', 'provider.clerk'))).toBe('ALREADY_DONE'); // 一次性
  expect(tried(application, at('asked'), 'lapse', { clock: 'material' })).toBe('supplied');
  expect(tried(application, at('asked'), 'lapse', { clock: 'reply' })).toBe('NOT_YOUR_MOVE');
});

test('who made a case may not approve it, also under delegation; another of the same post may', () => {
  const head = (person: string, behalfOf?: string) => who('人社', 'requester.head', person, behalfOf === undefined ? {} : { behalfOf });
  expect(tried(application, at('consent', submitted), 'approve', head('甲'))).toBe('OWN_WORK');
  expect(tried(application, at('consent', submitted), 'approve', head('乙', '甲'))).toBe('OWN_WORK');
  expect(tried(application, at('consent', submitted), 'approve', head('乙'))).toBe('sent');
  const delegated = past('人社 requester.clerk create@new 丙', '人社 requester.clerk submit@draft 丙 for:丁');
  expect(tried(application, at('consent', delegated), 'approve', head('丁'))).toBe('OWN_WORK');
  const again = [...submitted, ...past('人社 requester.head return@consent 乙', '人社 requester.clerk submit@draft 丙')];
  const row = application.moves.find(move => move.act === 'approve');
  expect(row && barredFrom(at('consent', again), row)).toEqual(['甲', '丙']); // 甲 opened the case
});

test('a returned reply goes back to where it was proposed: received or supplied', () => {
  const proposed = (from: string) => at('reply', past(`教育 provider.clerk propose@${from}`));
  expect(tried(application, proposed('received'), 'return', who('教育', 'provider.head'))).toBe('received');
  expect(tried(application, proposed('supplied'), 'return', who('教育', 'provider.head'))).toBe('supplied');
});

test('standing consent is for unconditional data only; the forum grants only where a jurisdiction adopted it', () => {
  expect(tried(application, at('received'), 'grant', { clock: 'atOnce' })).toBe('NO_SUCH_MOVE');
  expect(tried(application, at('received', [], { facts: { attribute: 'unconditional' } }), 'grant', { clock: 'atOnce' })).toBe('granted');
  expect(tried(application, at('refused'), 'grant', who('省数据局', 'forum.lead'))).toBe('NO_SUCH_MOVE');
  expect(tried(application, at('refused', [], { adopted: new Set(['forum-grant']) }), 'grant', who('省数据局', 'forum.lead'))).toBe('granted');
});

test('who suspended resumes: the provider, or the lead of the authority that suspended, or of the provider’s: Art. 27.2', () => {
  const byProvider = at('mended', past('教育 provider.head suspend@active', '人社 requester.head report@suspended'));
  expect(tried(grant, byProvider, 'resume', who('教育', 'provider.head', '新任'))).toBe('active'); // the post, not the person
  expect(tried(grant, byProvider, 'resume', who('数据局', 'authority.lead'))).toBe('active');
  expect(tried(grant, byProvider, 'resume', who('省数据局', 'authority.lead'))).toBe('NOT_YOUR_MOVE');
  expect(tried(grant, byProvider, 'resume', who('教育', 'provider.clerk'))).toBe('NOT_YOUR_MOVE');
  const byAuthority = at('mended', past('省数据局 authority.reviewer suspend@active', '人社 requester.head report@suspended'));
  expect(tried(grant, byAuthority, 'resume', who('省数据局', 'authority.reviewer'))).toBe('active');
  expect(tried(grant, byAuthority, 'resume', who('省数据局', 'authority.lead'))).toBe('active');
  expect(tried(grant, byAuthority, 'resume', who('数据局', 'authority.lead'))).toBe('NOT_YOUR_MOVE');
  expect(tried(grant, byAuthority, 'terminate', who('教育', 'provider.head'))).toBe('NOT_YOUR_MOVE');
  expect(tried(grant, byProvider, 'terminate', who('教育', 'provider.head'))).toBe('terminated');
  for (const org of ['数据局', '省数据局']) expect(tried(grant, at('active'), 'suspend', who(org, 'authority.reviewer'))).toBe('suspended'); // either authority
});

test('lifting a hold leads back to where it was, and each way moves its own clocks: Art. 35.3', () => {
  for (const [from, clocks] of [['preparing', { holding: 'stop', delivery: 'go' }], ['delivered', { holding: 'stop', acceptance: 'start', unused: 'start' }], ['active', { holding: 'stop', unused: 'start' }]] as const) {
    const decision = next(grant, at('held', past(clockRow(`hold@${from}`))), 'lift', { clock: 'incident.eliminated' });
    expect(decision).toMatchObject({ ok: true, to: from });
    expect(decision.ok && decision.move.clocks).toEqual(clocks);
  }
});

test('a second rejection for the same cause gives no day back; another cause does: Art. 22', () => {
  const rejected = past('教育 provider.operator deliver@preparing', '人社 requester.clerk reject@delivered 甲 cause:rows', '教育 provider.operator deliver@preparing');
  const clock = (cause: string) => {
    const decision = next(grant, at('delivered', rejected, { cause }), 'reject', who('人社', 'requester.clerk'));
    return decision.ok ? decision.move.clocks?.['delivery'] : decision.why;
  };
  expect([clock('rows'), clock('columns')]).toEqual(['run-on', 'go']);
});

test('what was never delivered needs no disposal: Art. 27.1', () => {
  expect(tried(grant, at('ended', past(clockRow('create@new'), '人社 requester.clerk finish@preparing')), 'instruct', { clock: 'atOnce' })).toBe('disposed');
  expect(tried(grant, at('ended', past('教育 provider.operator deliver@preparing', '人社 requester.clerk finish@delivered')), 'instruct', { clock: 'atOnce' })).toBe('disposing');
});

test('sharing that ran before is confirmed jointly: the last signature under the same text moves: Art. 44', () => {
  const imported = past('教育 provider.clerk import@new 甲');
  const signs = (rows: readonly Past[], org: string, seat: Seat, text: string) => tried(grant, at('importing', rows), 'confirm', who(org, seat, '乙', { text }));
  expect(signs(imported, '教育', 'provider.head', 'a')).toBe('importing (signed)');
  const once = [...imported, ...past('教育 provider.head confirm@importing 乙 text:a')];
  expect(signs(once, '教育', 'provider.head', 'a')).toBe('ALREADY_DONE');
  expect(signs(once, '人社', 'requester.head', 'a')).toBe('active');
  expect(signs(once, '人社', 'requester.head', 'b')).toBe('importing (signed)'); // another text voids the first signature
  expect(tried(grant, at('importing', imported), 'confirm', who('教育', 'provider.head', '甲', { text: 'a' }))).toBe('OWN_WORK');
});

test('an update for a cause of 17.2 has a clock, any other has none; a first version’s review is local', () => {
  const clocks = (facts: Record<string, string>) => {
    const decision = next(catalog, at('new', [], { facts }), 'update', who('教育', 'provider.cataloguer'));
    return decision.ok ? decision.move.clocks : decision.why;
  };
  expect([clocks({ causeKind: 'duty' }), clocks({ causeKind: 'other' })]).toEqual([{ update: 'start' }, undefined]);
  const approve = (act: string) => {
    const decision = next(catalog, at('consent', past(`教育 provider.cataloguer ${act}@new 甲`, '教育 provider.cataloguer submit@draft 甲')), 'approve', who('教育', 'provider.chief'));
    return decision.ok ? decision.move.clocks : decision.why;
  };
  expect([approve('compile'), approve('update')]).toEqual([{ 'first-review': 'start' }, { update: 'stand', review: 'start' }]);
  expect(tried(catalog, at('submitted', past('教育 provider.cataloguer withdraw@new')), 'publish', who('数据局', 'authority.reviewer'))).toBe('withdrawn');
});

test('consent to what is not shared asks again who it is', () => {
  const grave = (attribute: string) => {
    const decision = next(catalog, at('consent', past('教育 provider.cataloguer compile@new 甲'), { facts: { attribute } }), 'approve', who('教育', 'provider.chief'));
    return decision.ok && decision.move.grave === true;
  };
  expect([grave('not-shared'), grave('conditional')]).toEqual([true, false]);
});

test('nobody judges his own case: a finding against an authority is judged above, and the authority’s lead answers: Art. 41', () => {
  const against = (facts: Record<string, string>) => awaited(finding, at('found', [], { facts }));
  expect(against({ concerns: 'department', judge: 'authority' })).toEqual(['department.head', 'authority.reviewer']);
  expect(against({ concerns: 'authority', judge: 'upper' })).toEqual(['authority.lead', 'upper.reviewer']);
  expect(against({ concerns: 'department', judge: 'upper' })).toEqual(['department.head', 'upper.reviewer']);
  const facts = { concerns: 'authority', judge: 'upper' };
  expect(tried(finding, at('explained', [], { facts }), 'order', who('数据局', 'authority.lead'))).toBe('NOT_YOUR_MOVE');
  expect(tried(finding, at('explained', [], { facts }), 'order', who('省局', 'upper.lead'))).toBe('ordered');
});

test('anybody with a post may report an incident; the audit officer moves no account', () => {
  for (const seat of ['department.clerk', 'department.operator', 'department.chief'] as const) expect(tried(incident, at('new'), 'report', who('教育', seat))).toBe('reported');
  expect(tried(incident, at('new'), 'report', who('数据局', 'authority.reviewer'))).toBe('NOT_YOUR_MOVE');
  for (const state of Object.keys(account.states)) expect(movesFrom(account, at(state), who('平台', 'platform.audit'))).toEqual([]);
});

test('only the person to whom a complaint is assigned acts as its handler', () => {
  const asHandler = (facts: Record<string, string>) => tried(finding, at('new', [], { facts }), 'create', who('教育', 'handler', '甲'));
  expect([asHandler({}), asHandler({ handler: '乙' }), asHandler({ handler: '甲' })]).toEqual(['NOT_YOUR_MOVE', 'NOT_YOUR_MOVE', 'found']);
});

test('take-back: by the post that moved last, inside the department, while nobody opened it', () => {
  const back = (more: Partial<Situation>, by: Who, rows: readonly Past[] = submitted, state = 'consent') => tried(application, at(state, rows, more), 'take-back', by);
  expect(back({ opened: false }, who('人社', 'requester.clerk'))).toBe('draft');
  expect(back({ opened: false }, who('人社', 'requester.head'))).toBe('NOT_YOUR_MOVE');
  expect(back({ opened: true }, who('人社', 'requester.clerk'))).toBe('NO_SUCH_MOVE');
  expect(back({}, who('人社', 'requester.clerk'))).toBe('NO_SUCH_MOVE');
  const sent = [...submitted, ...past('人社 requester.head approve@consent 乙')];
  expect(back({ opened: false }, who('人社', 'requester.head', '乙'), sent, 'sent')).toBe('NO_SUCH_MOVE'); // it has left the department
  const asked = past('教育 provider.clerk ask@received');
  expect(back({ opened: false }, who('教育', 'provider.clerk'), asked, 'asked')).toBe('NO_SUCH_MOVE'); // a clock moved
});

test('an extension is asked by the head, answered by the authority, once, while the clock is open: Art. 17.2, 21.1', () => {
  const seen = (clock: { open: boolean; asked?: boolean; extended?: boolean }) => at('received', [], { clocks: { reply: clock } });
  expect(tried(application, seen({ open: true }), 'ask-extension', who('教育', 'provider.head'))).toBe('received');
  expect(tried(application, seen({ open: true }), 'extend', who('数据局', 'authority.reviewer'))).toBe('NO_SUCH_MOVE');
  expect(tried(application, seen({ open: true, asked: true }), 'extend', who('数据局', 'authority.reviewer'))).toBe('received');
  expect(tried(application, seen({ open: true, asked: true }), 'extend', who('省数据局', 'authority.reviewer'))).toBe('NOT_YOUR_MOVE');
  expect(tried(application, seen({ open: true, extended: true }), 'ask-extension', who('教育', 'provider.head'))).toBe('NO_SUCH_MOVE');
  expect(tried(application, seen({ open: false }), 'ask-extension', who('教育', 'provider.head'))).toBe('NO_SUCH_MOVE');
  expect(tried(grant, at('preparing', [], { clocks: { delivery: { open: true } } }), 'ask-extension', who('教育', 'provider.head'))).toBe('NO_SUCH_MOVE'); // Art. 22 has none
});

test('common moves: everybody in the case may comment and copy, the waiting side reminds, an ended case has none', () => {
  const acts = (seat: Seat, org: string, state = 'received') => movesFrom(application, at(state), who(org, seat)).map(move => move.act);
  expect(acts('requester.clerk', '人社')).toEqual(expect.arrayContaining(['reminder', 'comment', 'copy', 'hand-over', 'delegation', 'withdraw']));
  expect(acts('provider.clerk', '教育')).not.toContain('reminder');
  expect(acts('requester.clerk', '人社', 'withdrawn')).toEqual([]);
});

test('ladders: an empty post is filled from above, an officer’s never', () => {
  expect(ladderOf('provider.operator')).toEqual(['provider.operator', 'provider.clerk', 'provider.head', 'provider.chief']);
  expect(ladderOf('requester.head')).toEqual(['requester.head', 'requester.chief']);
  expect(ladderOf('upper.reviewer')).toEqual(['upper.reviewer', 'upper.lead']);
  expect(ladderOf('platform.security')).toEqual(['platform.security']);
  expect([seatOf('provider', 'clerk'), seatOf('provider', 'lead'), seatOf('platform', 'platform-audit'), seatOf('platform', 'security')]).toEqual(['provider.clerk', undefined, 'platform.audit', undefined]);
});

test('words: buttons, sentences, seats; every act of every table has one', () => {
  expect([buttonZh(application, 'refuse'), actZh(application, 'refuse'), buttonZh(application, 'reminder')]).toEqual(['不同意…', '不同意', '催办']);
  expect([seatZh('provider.clerk'), seatZh('platform.security'), seatZh('public')]).toEqual(['提供部门·经办人', '平台·安全管理员', '群众']);
  for (const p of procedures) {
    for (const act of new Set(p.moves.map(move => move.act))) expect(buttonZh(p, act), `${p.name} ${act}`).toMatch(/[一-鿿]/);
    expect(openingRows(p).length, p.name).toBeGreaterThan(0);
  }
});
