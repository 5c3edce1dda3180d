import { numberOn } from '../../law/jurisdiction.ts';
import { plainDate, type PlainDate } from '../../law/plain-date.ts';
import { effectDue, stageOf, storageOwed, type Patience, type Stage } from '../../law/usage-due.ts';
import { queueJob, type Job } from '../../platform/jobs/index.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { usedGrants, type UsedGrant } from '../grant/index.ts';
import { remindedOf, setReminded } from './store/due.ts';
import { entryKinds } from './store/records.ts';

export interface DueDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }
export const RECORDS_MISSING = 'records.missing';
/** What supervision is told of, once per grant, kind and day. */
export interface RecordsMissing { readonly grant: string; readonly kind: 'effect' | 'storage'; readonly zh: string; readonly due: string }

type Kind = RecordsMissing['kind'];
const kindZh: Readonly<Record<Kind, string>> = { effect: '应用成效', storage: '存储情况' };
const PAGE = 500;

/** What is due of a running grant, and by when. */
export function dueOf(it: { readonly mode: string; readonly deliveredOn: PlainDate }, last: { readonly effect?: PlainDate | undefined; readonly storage?: PlainDate | undefined }): readonly (readonly [Kind, PlainDate])[] {
  return [['effect', effectDue(it.deliveredOn, last.effect)], ...(!storageOwed(it.mode) || last.storage !== undefined ? [] : [['storage', it.deliveredOn] as const])];
}

/** Art. 29 ¶2, 40(五): what is due is reminded, what stays missing is found. All running grants, a page a transaction. */
export const dueJob = (deps: DueDeps): Job => ({ name: 'usage-due', everyMs: 6 * 3_600_000, run: () => remindDue(deps) });

export async function remindDue(deps: DueDeps): Promise<void> {
  let after: UsedGrant | undefined;
  do {
    const page: readonly UsedGrant[] = await transact(deps.db, async (tx) => {
      const grants = await usedGrants(tx, after, PAGE);
      await remindPage(tx, deps, grants);
      return grants;
    });
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after !== undefined);
}

async function remindPage(tx: Tx, deps: DueDeps, grants: readonly UsedGrant[]): Promise<void> {
  const [today, kinds, told] = [await deps.directory.legalToday(tx), await entryKinds(tx, grants), await remindedOf(tx, grants)];
  const patience = new Map<string, Patience>();
  for (const it of grants) {
    const ref = `${it.region}-${it.id}`;
    const last = (kind: string) => kinds.get(`${ref} ${kind}`) as PlainDate | undefined;
    const own = patience.get(it.region) ?? await patienceOf(tx, deps.directory, it.region, today);
    patience.set(it.region, own);
    for (const [kind, due] of dueOf({ mode: it.mode, deliveredOn: plainDate(it.deliveredOn) }, { effect: last('effect'), storage: last('storage') })) {
      const stage = stageOf(due, today, own);
      if (stage > (told.get(`${ref} ${kind} ${due}`) ?? 0)) await tell(tx, deps.inside, it, { kind, due, stage });
    }
  }
}

async function patienceOf(tx: Tx, directory: Directory, region: string, today: PlainDate): Promise<Patience> {
  const local = await directory.jurisdictionOf(tx, region);
  return { first: numberOn(local, 'records-first-days', today), again: numberOn(local, 'records-again-days', today), grace: numberOn(local, 'records-grace-days', today) };
}

async function tell(tx: Tx, inside: EngineInside, it: UsedGrant, { kind, due, stage }: { readonly kind: Kind; readonly due: PlainDate; readonly stage: Stage }): Promise<void> {
  const grant = `${it.region}-${it.id}`;
  if (!(await setReminded(tx, it, { kind, due, stage }))) return; // another worker told it at this moment
  const says = stage < 3 ? `使用记录中的${kindZh[kind]}应于 ${due} 前填报` : `使用记录中的${kindZh[kind]}应于 ${due} ${kind === 'effect' ? '前' : '起'}填报，尚缺。请在授权页填报，逾期仍未填报的列为督办线索`;
  if (stage < 4) await inside.notify(tx, { org: it.requester, post: 'clerk' }, `{number} {title}：${says}`, it);
  else await queueJob(tx, { region: it.region, topic: RECORDS_MISSING, body: { grant, kind, zh: kindZh[kind], due } satisfies RecordsMissing });
}
