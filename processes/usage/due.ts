import { numberOn } from '../../law/jurisdiction.ts';
import { addDays, addYears, laterOf, plainDate, type PlainDate } from '../../law/plain-date.ts';
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
/** 1, 2: told 30 and 7 days before · 3: told that it is missing · 4: a clue for the authority. */
export type Stage = 0 | 1 | 2 | 3 | 4;
const kindZh: Readonly<Record<Kind, string>> = { effect: '应用成效', storage: '存储情况' };
const PAGE = 500;

/** How far a record that is due on this day has come. `grace`: days after it that the authority leaves. */
export function stageOf(due: PlainDate, today: PlainDate, grace: number): Stage {
  if (today > addDays(due, grace)) return 4;
  if (today > due) return 3;
  return today >= addDays(due, -7) ? 2 : today >= addDays(due, -30) ? 1 : 0;
}

/** 应用成效 at least yearly from the delivery on; 存储情况 from the day on which data was first handed over as a whole. */
export function dueOf(it: { readonly mode: string; readonly deliveredOn: PlainDate }, last: { readonly effect?: PlainDate | undefined; readonly storage?: PlainDate | undefined }): readonly (readonly [Kind, PlainDate])[] {
  const effect = addYears(last.effect === undefined ? it.deliveredOn : laterOf(it.deliveredOn, last.effect), 1);
  return [['effect', effect], ...(it.mode === 'service' || last.storage !== undefined ? [] : [['storage', it.deliveredOn] as const])];
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
  const grace = new Map<string, number>();
  for (const it of grants) {
    const ref = `${it.region}-${it.id}`;
    const last = (kind: string) => kinds.get(`${ref} ${kind}`) as PlainDate | undefined;
    if (!grace.has(it.region)) grace.set(it.region, numberOn(await deps.directory.jurisdictionOf(tx, it.region), 'records-grace-days', today));
    for (const [kind, due] of dueOf({ mode: it.mode, deliveredOn: plainDate(it.deliveredOn) }, { effect: last('effect'), storage: last('storage') })) {
      const stage = stageOf(due, today, grace.get(it.region) ?? 0);
      if (stage > (told.get(`${ref} ${kind} ${due}`) ?? 0)) await tell(tx, deps.inside, it, { kind, due, stage });
    }
  }
}

async function tell(tx: Tx, inside: EngineInside, it: UsedGrant, { kind, due, stage }: { readonly kind: Kind; readonly due: PlainDate; readonly stage: Stage }): Promise<void> {
  const grant = `${it.region}-${it.id}`;
  if (!(await setReminded(tx, it, { kind, due, stage }))) return; // another worker told it at this moment
  const says = stage < 3 ? `使用记录中的${kindZh[kind]}应于 ${due} 前填报` : `使用记录中的${kindZh[kind]}应于 ${due} ${kind === 'effect' ? '前' : '起'}填报，尚缺。请在授权页填报，逾期仍未填报的列为督办线索`;
  if (stage < 4) await inside.notify(tx, { org: it.requester, post: 'clerk' }, `{number} {title}：${says}`, it);
  else await queueJob(tx, { region: it.region, topic: RECORDS_MISSING, body: { grant, kind, zh: kindZh[kind], due } satisfies RecordsMissing });
}
