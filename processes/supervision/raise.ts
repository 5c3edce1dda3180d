import { plainDate } from '../../law/plain-date.ts';
import type { Clock } from '../../law/procedure.ts';
import { findProcedure, procedureNames } from '../../law/procedures/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Happened } from '../../platform/procedures/process.ts';
import { readClock } from '../../platform/procedures/store/clocks.ts';
import * as store from './store.ts';

/**
 * Findings that raise themselves: Art. 39(一) `update`, 39(四) `reply` and `delivery`, 41(三) `review`, by the clock's own
 * `late`; others by what another process tells. Until a person orders, a finding is a clue without effect (reading of 39–41).
 * No return, hand-over, dispute or withdrawal erases it: it is a case of its own, one per (case, clock, nth).
 */
export interface Raised { readonly ground: string; readonly clue: boolean; readonly department: string; readonly clock: string; readonly nth: number; readonly dueOn: string | null; readonly explainedBy: string | null; readonly by: string; readonly what: string; /** Of the title, before the matter: 未按时答复. */ readonly brief: string }

/** What a clock that ran out calls for. */
export async function onLapsed(tx: Tx, happened: Happened, directory: Directory): Promise<void> {
  const { from, body } = happened;
  const [name, nth] = [String(body['clock']), Number(body['nth'])];
  const clock = findProcedure(from.kind)?.clocks[name];
  if (!clock) return;
  const row = await readClock(tx, from, name, nth);
  const bound = row?.bound ?? from.provider ?? from.requester;
  if (!bound) return;
  if (clock.late === 'list') return onList(tx, happened, directory, { name, nth, bound });
  const ground = groundOf(clock, from.facts);
  if (!ground) return;
  const pending = row?.asked && row.asked.answered === undefined ? `${row.asked.on} 申请延期 ${row.asked.days} 个工作日，至期满未获答复` : null;
  await raise(tx, happened, directory, {
    ground: ground.basis, clue: ground.clue, department: bound, clock: name, nth, dueOn: String(body['due']), explainedBy: pending, by: 'clock.lapsed',
    brief: `未按时${clock.zh.replace(/[时期]限$/, '')}`, what: `${clock.zh}于 ${String(body['due'])}${row?.provisional === true ? '（暂定，放假通知尚未公布）' : ''}届满，${row?.stoppedOn == null ? '至今未办' : '逾期办理'}`,
  });
}

/** The item of Art. 39–41 that lateness of this clock is, if it is one. */
function groundOf(clock: Clock, facts: Readonly<Record<string, string>>): { basis: string; clue: boolean } | undefined {
  const { late } = clock;
  if (typeof late === 'string') return undefined;
  if ('finding' in late) return { basis: late.finding, clue: false };
  if ('clue' in late) return { basis: late.clue, clue: true };
  const basis = late.is[facts[late.findingBy] ?? ''];
  return basis === undefined ? undefined : { basis, clue: false };
}

async function onList(tx: Tx, { from, body, today }: Happened, directory: Directory, at: { name: string; nth: number; bound: string }): Promise<void> {
  const authority = from.authority ?? (await directory.authorityOf(tx, at.bound));
  if (!authority || from.kind === 'finding') return; // a finding is on the list itself
  await store.watch(tx, { region: from.region, caseId: from.id, clock: at.name, nth: at.nth, authority, department: at.bound, kind: from.kind, dueOn: String(body['due']), raisedOn: today });
}

/** Opens the finding, once per cause. For Art. 41 the authority is who is found and `upper` judges; nobody judges his own case. */
export async function raise(tx: Tx, happened: Happened, directory: Directory, it: Raised): Promise<void> {
  const { from, today, engine } = happened;
  if (await store.findByCause(tx, from.region, from.id, it.clock, it.nth)) return;
  const { concerns, judge, judgeOrg } = await judgeOf(tx, directory, it.department, it.ground);
  const kindZh = procedureNames[from.kind].zh;
  const opened = await engine.open(
    tx, 'finding', 'create',
    {
      title: `${it.brief}：${from.title}`.slice(0, 300), region: from.region,
      parties: { department: [it.department] }, facts: { concerns, judge, ground: it.ground, cause: `${from.region}-${from.id}` },
    },
    { clock: it.by }, { ground: it.ground, what: it.what, evidence: `${kindZh} ${from.number ?? ''}` },
  );
  await store.addFinding(tx, {
    region: opened.region, caseId: opened.id, ground: it.ground, clue: it.clue, concerns, department: it.department, judge, judgeOrg,
    causeCase: from.id, causeKind: from.kind, causeNumber: from.number, causeTitle: from.title, clock: it.clock, nth: it.nth,
    dueOn: it.dueOn === null ? null : plainDate(it.dueOn), raisedOn: today, explainedBy: it.explainedBy, state: 'found',
  });
}

/** Who judges a finding about this department: its authority; for Art. 41, and where it is its own authority, the one above. */
export async function judgeOf(tx: Tx, directory: Directory, department: string, ground: string): Promise<{ readonly concerns: 'authority' | 'department'; readonly judge: 'upper' | 'authority'; readonly judgeOrg: string | null }> {
  const authority = await directory.authorityOf(tx, department);
  const ofAuthority = ground.startsWith('41');
  const upper = ofAuthority || authority === undefined || authority === department;
  const judgeOrg = upper ? await directory.upperOf(tx, authority ?? department) : authority;
  return { concerns: ofAuthority ? 'authority' : 'department', judge: upper ? 'upper' : 'authority', judgeOrg: judgeOrg ?? null };
}

/** What another process told, read as a clue for a person to judge. */
export async function clue(tx: Tx, happened: Happened, directory: Directory, it: { ground: string; department: string | null; what: string }): Promise<void> {
  if (!it.department) return;
  await raise(tx, happened, directory, { ground: it.ground, clue: true, department: it.department, clock: happened.event, nth: happened.from.version, dueOn: null, explainedBy: null, by: happened.event, what: it.what, brief: it.what });
}
