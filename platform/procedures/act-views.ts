import { basisZh } from '../../law/basis.ts';
import { foldClock, mayExtend } from '../../law/clock.ts';
import { generatedActs } from '../../law/generated-moves.ts';
import { awaited, movesIn } from '../../law/next.ts';
import type { AnyMove, AnyProcedure, Seat, Situation } from '../../law/procedure.ts';
import { asideOf, dayOf, earliestOf, effectOf, extendable } from './act-effects.ts';
import type { ActView } from './contract.ts';
import { decideAll, decideOnPaper, type Decided } from './decide.ts';
import type { Deed } from './deed.ts';
import { paperOrgs, worksHere } from './on-paper.ts';
import { leadingRow } from './leading.ts';
import { accountPost, seatsOf } from './posts.ts';
import type { Actor } from './ports.ts';
import type { Case, Process } from './process.ts';
import type { Loaded } from './store/cases.ts';
import { labelOf } from './labels.ts';
import { actWord, buttonWord } from './wording.ts';

const generated: ReadonlySet<string> = new Set(generatedActs);

export interface Turn { readonly acts: ActView[]; readonly onPaper: ActView[]; readonly mine: boolean; /** What this person is awaited for. */ readonly turn: string | null; readonly waitsFor: string | null }

/** What this person may do now, in the order of the table; whether it is his turn, and else whose. */
export async function turnOf(deed: Deed, process: Process, loaded: Loaded, situation: Situation, it: Case, actor: Actor, shown: ReadonlySet<string>): Promise<Turn> {
  const { table } = process;
  const decided = await decideAll(deed, table, situation, actor);
  const effects = (await process.effects?.(deed.tx, it, actor, deed.today)) ?? {};
  const barred = ((await process.barred?.(deed.tx, it, actor)) ?? {}) as Readonly<Record<string, string>>;
  const acts: ActView[] = [];
  for (const [act, found] of decided) {
    const row = typeof found === 'string' ? movesIn(table, situation).find((move) => move.act === act) : found.move;
    if (row === undefined || (act === 'reminder' && !loaded.work.some((line) => line.why === 'move' && line.org !== actor.org))) continue; // nobody else is awaited
    const spent = typeof found === 'string' ? spentBy(deed, loaded, row, found) : { aside: asideOf(deed, table, loaded, row), because: barred[act] ?? await extensionSpent(deed, loaded, row) };
    const effect = (effects as Readonly<Record<string, string>>)[act] ?? await effectOf(deed, table, situation, loaded, row);
    acts.push({ ...viewOf(process, it, loaded, row, { effect, ...spent }), earliest: await earliestOf(deed, table, situation, it.region, row) });
  }
  const turns = whoseTurn(process, loaded, situation);
  const own = turns.find((turn) => turn.org === actor.org && [...decided.values()].some((found) => typeof found !== 'string' && isTurn(found, turn.seat)));
  const mine = own !== undefined;
  return { acts, onPaper: await onPaper(deed, process, loaded, situation, it, actor), mine, turn: own?.act ?? null, waitsFor: mine || turns.length === 0 ? null : await waitsFor(deed, turns.filter((turn) => shown.has(turn.org) && (turn.org !== actor.org || !mine))) };
}

/** 代录: the acts of the parties of which nobody works here, for who may enter what came from them on paper. */
async function onPaper(deed: Deed, process: Process, loaded: Loaded, situation: Situation, it: Case, actor: Actor): Promise<ActView[]> {
  const found: ActView[] = [];
  for (const org of await paperOrgs(deed, situation, actor)) {
    const name = (await deed.organisation(org))?.name ?? org;
    for (const row of decideOnPaper(process.table, situation, actor, org)) found.push({ ...viewOf(process, it, loaded, row, { effect: null, aside: null, because: null }), paper: { org, name } });
  }
  return found;
}

interface Said { readonly effect: string | null; readonly aside: string | null; readonly because: string | null }

function viewOf(process: Process, it: Case, loaded: Loaded, row: AnyMove, { effect, aside, because }: Said): ActView {
  const { act } = row;
  const word = act === 'ask-extension' ? askWord(process.table, loaded) : buttonWord(process.table, act, row);
  const basis = process.articleOf?.(it, row.basis) ?? row.basis;
  return {
    act, zh: word, basis, basisZh: basisZh(basis), form: word.endsWith('…'), grave: row.grave === true,
    batch: row.batch === true || act === 'extend', states: [...(row.states ?? [])], aside, effect, disabledBecause: because, earliest: {}, paper: null,
  };
}

/** 申请延期答复…: of which limit, where the table has a word for it. */
function askWord(table: AnyProcedure, loaded: Loaded): string {
  const clock = table.clocks[extendable(table, loaded.clocks)?.name ?? ''];
  return clock === undefined ? buttonWord(table, 'ask-extension') : `申请延期${clock.zh.replace(/[时期]限$/, '')}…`;
}

const onceZh = { case: '每件', party: '每个单位', round: '每一轮' } as const;

/** Lawful here, and spent: when it was taken, how often it may be. */
function spentBy(deed: Deed, loaded: Loaded, row: AnyMove, why: 'done' | 'own'): Pick<Said, 'aside' | 'because'> {
  if (why === 'own') return { aside: null, because: '本人起草、提交或者拟办的，须由他人办理' };
  const on = [...loaded.past].reverse().find((past) => past.act === row.act)?.onDay;
  const article = basisZh(row.basis);
  return { aside: on === undefined ? null : `${dayOf(on, deed.today)} 已用过`, because: `${onceZh[row.once ?? 'case']}限一次${/^第/.test(article) ? `（${article}）` : ''}。` };
}

/** 期满不得延长: said before anybody tries. */
async function extensionSpent(deed: Deed, loaded: Loaded, row: AnyMove): Promise<string | null> {
  if (row.act !== 'ask-extension' && row.act !== 'extend') return null;
  const open = loaded.clocks.filter((clock) => clock.stoppedOn === null);
  for (const clock of open) if (mayExtend(foldClock(clock.events, await deed.calendar(clock.calendar)), deed.today)) return null;
  return '期限已经届满或者已延长过，不得再延长';
}

/** The seats that are awaited of this organisation; where it is above an empty post, of whomever. */
function awaitedBy(table: AnyProcedure, situation: Situation, loaded: Loaded, org: string): readonly Seat[] {
  const all = awaited(table, situation).flatMap((by) => seatsOf(table, situation, {}, by));
  const own = [...all.filter((each) => each.orgs.includes(org)), ...owedBy(table, situation, loaded, org)];
  return (own.length > 0 ? own : all).map((each) => each.seat);
}

function owedBy(table: AnyProcedure, { state }: Situation, { clocks }: Loaded, org: string): { readonly seat: Seat }[] {
  return (table.states[state]?.owes ?? []).filter((owed) => clocks.some((clock) => clock.name === owed.clock && clock.bound === org && clock.stoppedOn === null));
}

interface TurnOf { readonly org: string; readonly seat: string; readonly post: string; readonly act: string }

function whoseTurn(process: Process, loaded: Loaded, situation: Situation): TurnOf[] {
  const { table } = process;
  const turns: TurnOf[] = [];
  for (const line of loaded.work) {
    if (line.why === 'copy') continue;
    const seats = line.why === 'extension' ? Object.values(table.clocks).flatMap((clock) => (clock.extension ? [clock.extension.grants] : [])) : awaitedBy(table, situation, loaded, line.org);
    const seat = seats.find((each) => accountPost(each) === line.post) ?? seats[0];
    if (seat === undefined) continue;
    const row = leadingRow(table, situation, movesIn(table, situation).filter((move) => move.by.some((by) => seatsOf(table, situation, move, by).some((each) => each.seat === seat))));
    turns.push({ org: line.org, seat, post: line.post, act: line.why === 'extension' ? '同意延期' : row === undefined ? '' : table.states[situation.state]?.step ?? row.turn ?? actWord(table, row.act, row) });
  }
  return turns;
}

function isTurn(found: Decided, seat: string): boolean {
  return found.seat === seat && (!generated.has(found.move.act) || found.move.act === 'extend');
}

/** The post that is awaited; of whom nobody works here, the paper. */
async function whomOf(deed: Deed, { org, post }: TurnOf): Promise<string> {
  return (await worksHere(deed, org)) ? labelOf(deed, org, post) : `${(await deed.organisation(org))?.shortName ?? org}来文`;
}

async function waitsFor(deed: Deed, turns: readonly TurnOf[]): Promise<string | null> {
  const said = await Promise.all(turns.slice(0, 3).map(async (turn) => `${await whomOf(deed, turn)}${turn.act === '' ? '' : `：${turn.act}`}`));
  return said.length === 0 ? null : `等${[...new Set(said)].join('；')}`;
}
