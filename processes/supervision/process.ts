import { fail } from '../../law/errors.ts';
import { finding, isUnordered } from '../../law/procedures/finding.ts';
import type { ActOf, Basis } from '../../law/procedure.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Case, type Follow, type Happened, type Moving, type Opening, type Process } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readClock } from '../../platform/procedures/store/clocks.ts';
import { circular } from '../catalog/index.ts';
import { acts } from './contract.ts';
import { clue, onLapsed, raise } from './raise.ts';
import { keepOrder } from './papers.ts';
import * as store from './store.ts';
import { ownOf } from './view.ts';

export interface SupervisionDeps { readonly directory: Directory }

/** 督办 (JD): Art. 29 ¶1, 38–42. */
export function findingProcess(deps: SupervisionDeps): Process {
  const { directory } = deps;
  return processOf(finding, {
    contract: acts,
    checks: { orderInLaw, explanationOver, refusedOrGrave },
    follow: follows(directory),
    opening: (tx, actor, _act, stated) => openingBy(tx, directory, actor, stated),
    on: {
      'clock.lapsed': (tx, it) => onLapsed(tx, it, directory),
      /** 39(二): a refusal on “other” grounds. */
      'application.refused': async (tx, it) => {
        if (it.body['category'] === 'other') await clue(tx, it, directory, { ground: '39(2)', department: it.from.provider, what: '以“其他”理由不同意共享' });
      },
      /** The same for a part of it: an item refused, or less given than asked, on “other” grounds. */
      'application.granted': async (tx, it) => {
        if (it.body['refusedOther'] === 'yes') await clue(tx, it, directory, { ground: '39(2)', department: it.from.provider, what: '以“其他”理由部分不同意共享' });
      },
      /** 40(二)(三): misuse that led to a suspension. */
      'grant.suspended': (tx, it) => clue(tx, it, directory, { ground: it.body['ground'] === 'third-party' ? '40(3)' : '40(2)', department: it.from.requester, what: '共享权限因涉嫌违规使用被暂停' }),
      /** 40(六): an incident in which the department did not answer for its safety. */
      'incident.reviewed': async (tx, it) => {
        if (it.body['clue'] === 'yes') await clue(tx, it, directory, { ground: '40(6)', department: text(it, 'department'), what: '安全事件总结认为未履行安全管理责任' });
      },
      /** 39(五): records of the area lack twice running, though they were called for. One clue a gap, however long it stays. */
      'reflux.gap': (tx, it) => raise(tx, it, directory, {
        ground: '39(5)', clue: true, department: it.from.provider ?? '', clock: 'reflux.gap', nth: Number(String(it.body['since'] ?? '').replace('-', '')), dueOn: null, explainedBy: null, by: 'reflux.gap',
        what: `回流对账自 ${text(it, 'since') ?? ''} 起连续两期有缺口，${text(it, 'period') ?? ''} 差 ${text(it, 'rows') ?? ''} 条`, brief: '回流对账有缺口',
      }),
      /** 40(一): compiled although another department shares the like. */
      'catalog.published': async (tx, it) => {
        if (it.body['repeated'] === 'yes') await clue(tx, it, directory, { ground: '40(1)', department: it.from.provider, what: '其他部门已共享同类数据，仍自行收集' });
      },
    },
    articleOf,
    barred: (tx, it) => barred(tx, it, directory),
    view: (tx, it, actor) => ownOf(tx, it, actor, directory),
    links: async (tx, it) => {
      const row = await store.findFinding(tx, it);
      return row?.causeCase && row.causeKind ? [{ href: `/cases/${row.causeKind}/${row.region}-${row.causeCase}`, number: row.causeNumber ?? row.causeTitle ?? '', zh: '起因事项' }] : [];
    },
  }) as unknown as Process;
}

/** 责令改正 is taken under the article that was broken: 39 the provider, 40 the requester, 41 the authority, 42 whoever. */
export function articleOf({ facts }: Pick<Case, 'facts'>, basis: Basis): Basis {
  const article = /^(39|40|41|42)/.exec(facts['ground'] ?? '')?.[1];
  return article === undefined || (basis !== '39' && basis !== '41') ? basis : article as Basis;
}

function text(it: Happened, field: string): string | null {
  const value = it.body[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The first sentence stands as the title; the whole is in the act and on the 督办单. */
function headline(what: string): string {
  const [first = ''] = what.split(/[。；\n]/);
  return first.length > 60 ? `${first.slice(0, 59)}…` : first;
}

/** By a person of the authority concerned, from an inspection or on sight: any item (38–42). */
async function openingBy(tx: Tx, directory: Directory, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { ground, department, what } = acts.create.parse(stated);
  const found = (await directory.organisation(tx, department)) ?? fail('ORGANISATION_UNKNOWN', { org: department });
  const authority = await directory.authorityOf(tx, department);
  const upper = ground.startsWith('41') || authority === department;
  const judge = upper ? await directory.upperOf(tx, authority ?? department) : authority;
  if (judge !== actor.org) return actor.org === department || actor.org === authority ? fail('FINDING_OWN_AUTHORITY') : fail('FINDING_DEPARTMENT_FOREIGN', { org: found.name });
  return {
    title: headline(what), parties: { department: [department] },
    facts: { concerns: ground.startsWith('41') ? 'authority' : 'department', judge: upper ? 'upper' : 'authority', ground, ...(isUnordered(ground) ? { unordered: upper ? 'upper' : 'authority' } : {}) },
  };
}

const OPEN = new Set(['found', 'explained', 'ordered', 'mended', 'referred']);
const state: Follow = (tx, now) => store.setFinding(tx, now, { state: now.toState, open: OPEN.has(now.toState) });
const mending = (directory: Directory): Follow => async (tx, now) => {
  const { mendBy } = now.stated as { mendBy: string };
  if (mendBy <= now.today) fail('DATE_NOT_AHEAD', { field: '改正期限', date: mendBy });
  await store.setFinding(tx, now, { state: now.toState, open: true, mendBy });
  await keepOrder(tx, directory, now);
};

const follows = (directory: Directory): Partial<Record<ActOf<typeof finding>, Follow>> => ({
  /** A finding of a clock has its row from raise.ts; one that a person enters gets it here. */
  create: async (tx, now) => {
    if (!now.actor) return;
    const { ground, department, cause } = acts.create.parse(now.stated);
    const caused = cause ? await now.engine.get(tx, parseRef(cause)) : undefined;
    await store.addFinding(tx, {
      region: now.region, caseId: now.id, ground, clue: true, concerns: now.facts['concerns'] === 'authority' ? 'authority' : 'department', department,
      judge: now.facts['judge'] === 'upper' ? 'upper' : 'authority', judgeOrg: now.actor.org,
      causeCase: caused?.region === now.region ? caused.id : null, causeKind: caused?.kind ?? null, causeNumber: caused?.number ?? null, causeTitle: caused?.title ?? null,
      clock: `person.${now.id}`, nth: 0, dueOn: null, raisedOn: now.today, explainedBy: null, state: 'found',
    });
  },
  explain: state,
  dismiss: state,
  order: async (tx, now) => {
    await mending(directory)(tx, now);
    Object.assign(now.told, { ground: now.facts['ground'] ?? '', subject: now.facts['cause'] ?? '' });
  },
  insist: mending(directory),
  report: state,
  confirm: state,
  refer: state,
  record: state,
  circulate: async (tx, now) => {
    const told = acts.circulate.parse(now.stated).text;
    await store.addCirculated(tx, now, now.today, told);
    await circular(tx, now, `通报：${told}`);
  },
});

/** Art. 42: “……依法给予处分；构成犯罪的，依法追究刑事责任。” No authority orders what it names to be mended. */
async function orderInLaw(_tx: Tx, now: Moving): Promise<void> {
  if (isUnordered(now.facts['ground'])) fail('FINDING_NO_ORDER');
}

/** What the checks would refuse, said before anybody tries: until when it may be explained, and that Art. 42 knows no order. */
async function barred(tx: Tx, it: Case, directory: Directory): Promise<Partial<Record<'order' | 'refer', string>>> {
  const order: Partial<Record<'order' | 'refer', string>> = isUnordered(it.facts['ground']) ? { order: '第四十二条没有责令改正，请办理移送' } : {};
  const explainBy = it.state === 'found' ? (await readClock(tx, it, 'explaining', 1))?.dueOn : undefined;
  if (explainBy === undefined || explainBy < (await directory.legalToday(tx))) return order;
  return { order: `说明期限至 ${explainBy}`, refer: `说明期限至 ${explainBy}`, ...order };
}

/** Ordered after the explanation, or when its date has passed without one. */
async function explanationOver(tx: Tx, now: Moving): Promise<void> {
  if (now.state !== 'found') return;
  const due = await now.engine.dueOf(tx, now, 'explaining');
  if (due !== undefined && due >= now.today) fail('FINDING_EXPLANATION_OPEN', { until: due });
}

/** 39–41: 拒不改正或者情节严重: after an order that was not followed, or grave with or without one. */
async function refusedOrGrave(tx: Tx, now: Moving): Promise<void> {
  if (acts.refer.parse(now.stated).grave || isUnordered(now.facts['ground'])) return; // 42: whether or not it is grave
  if (now.state === 'explained') fail('FINDING_REFER_NOT_YET');
  const row = await store.findFinding(tx, now);
  if (now.state === 'ordered' && (row?.mendBy == null || row.mendBy >= now.today)) fail('FINDING_REFER_NOT_YET');
}
