import { expect } from 'vitest';
import type { AnyMove, By, ProcedureName, Seat } from '../law/procedure.ts';
import type { Post } from '../law/permissions.ts';
import { findProcedure } from '../law/procedures/index.ts';
import { clientOf } from './town-client.ts';
import type { Answer, Client } from './town-client.ts';
import { below } from './below.ts';
import { organisations } from './town.ts';
import type { Settled, Town } from './town.ts';

/** Why an act was refused, once each; `allowed`: and then it was taken. */
export type Cause = 'allowed' | 'login' | 'department' | 'post' | 'own';
export type Tried = Map<string, Set<Cause>>;

const posts: readonly Post[] = ['operator', 'security', 'cataloguer', 'clerk', 'chief', 'head', 'reviewer', 'lead', 'platform-audit'];
const orgOf = (who: string): string => (({ ...organisations, ...below }) as Readonly<Record<string, Settled>>)[who.startsWith('platform.') ? 'bureau' : who.split('.')[0] ?? '']?.code ?? '';
const postOf = (who: string): Post => (who.startsWith('platform.') ? who.replace('.', '-') : who.split('.')[1]) as Post;
const seatPost = (seat: string): string => (seat.startsWith('platform.') ? seat.replace('.', '-') : seat.split('.')[1] ?? '');
const isSeat = (by: By<string>): by is Seat => typeof by === 'string';

/** Rows by which a person may take this act from this state. */
export function rowsOf(kind: string, act: string, state: string): readonly AnyMove[] {
  const moves = (findProcedure(kind as ProcedureName)?.moves ?? []) as readonly AnyMove[];
  return moves.filter((move) => move.act === act && byPerson(move) && ('notIn' in move.from ? !move.from.notIn.includes(state) : move.from.includes(state)));
}

export const byPerson = (move: AnyMove): boolean => move.by.some((by) => typeof by === 'string' || !('clock' in by));

/**
 * A town in which every act is first tried by those who may not take it: nobody, another department, a wrong post of
 * a party, and who made what he would approve. Each is refused as design.md §9 has it; then the act is taken.
 */
export function guarded(town: Town): { readonly town: Town; readonly tried: Tried } {
  const tried: Tried = new Map();
  const note = (kind: string, act: string, cause: Cause): void => void tried.set(`${kind} ${act}`, (tried.get(`${kind} ${act}`) ?? new Set()).add(cause));
  const client = (who: string): Client => {
    const own = town.client(who);
    return {
      ...own,
      open: async (kind, body = {}) => {
        const act = (body as { act?: string }).act ?? (kind === 'incident' ? 'report' : 'create');
        for (const cause of await tryOpening(town, who, kind, act, body)) note(kind, act, cause);
        const ref = await own.open(kind, body);
        note(kind, act, 'allowed');
        return ref;
      },
      act: async (kind, ref, act, body = {}) => {
        for (const cause of await tryMove(town, who, { kind, ref, act, body })) note(kind, act, cause);
        const answer = await own.act(kind, ref, act, body);
        note(kind, act, 'allowed');
        return answer;
      },
    };
  };
  return { town: { ...town, client }, tried };
}

const ask = (client: Client, path: string, body: object, version?: number): Promise<Answer> =>
  client.ask('POST', path, body, { 'idempotency-key': crypto.randomUUID(), ...(version === undefined ? {} : { 'if-match': `"${version}"` }) });

async function tryOpening(town: Town, who: string, kind: string, act: string, body: object): Promise<Cause[]> {
  const nobody = await ask(clientOf(town.base, undefined), `/api/${kind}`, body);
  expect([kind, act, nobody.status]).toEqual([kind, act, 401]);
  const seats = rowsOf(kind, act, 'new').flatMap((row) => row.by.filter(isSeat));
  if (seats.includes('department.any')) return ['login'];
  const wrong = peopleLike(town, who).find((other) => !seats.some((seat) => seatPost(seat) === postOf(other))) ?? 'platform.audit';
  const refused = await ask(town.client(wrong), `/api/${kind}`, body);
  expect([kind, act, wrong, refused.status, refused.body.code]).toEqual([kind, act, wrong, 403, expect.stringMatching(/^(NOT_YOUR_MOVE|NEARER_POST_HELD|POST_MAY_NOT)$/)]);
  return ['login', 'post'];
}

interface Wish { readonly kind: string; readonly ref: string; readonly act: string; readonly body: object }
interface Seen { readonly state: string; readonly version: number; readonly parties: readonly { readonly party: string; readonly org: string }[] }

async function tryMove(town: Town, who: string, { kind, ref, act, body }: Wish): Promise<Cause[]> {
  const seen = await town.client(who).get<Seen>(`/api/${kind}/${ref}`);
  const rows = rowsOf(kind, act, seen.state);
  const path = `/api/${kind}/${ref}/${act}`;
  const nobody = await ask(clientOf(town.base, undefined), path, body, seen.version);
  expect([path, nobody.status]).toEqual([path, 401]);
  const causes: Cause[] = ['login'];
  const stranger = ['civil.head', 'labour.head', 'education.head'].find((one) => !seen.parties.some(({ org }) => org === orgOf(one)));
  if (stranger !== undefined) {
    const absent = await ask(town.client(stranger), path, body, seen.version);
    expect([path, absent.status, absent.body.code]).toEqual([path, 404, 'CASE_NOT_FOUND']);
    causes.push('department');
  }
  if (await tryWrongPost(town, who, rows, seen, path, body)) causes.push('post');
  if (await tryMaker(town, who, rows, ref, path, body, seen.version)) causes.push('own');
  return causes;
}

/** A party's post that no row names: told the post that may, and the article. */
async function tryWrongPost(town: Town, who: string, rows: readonly AnyMove[], seen: Seen, path: string, body: object): Promise<boolean> {
  const seats = rows.flatMap((row) => row.by.filter(isSeat));
  const [kindPath] = [path.slice(0, path.lastIndexOf('/'))];
  for (const other of [...peopleLike(town, who), ...seen.parties.flatMap(({ org }) => peopleOf(org))]) {
    const parties = seen.parties.filter(({ org }) => org === orgOf(other)).map(({ party }) => party);
    const may = seats.some((seat) => seatPost(seat) === postOf(other) && parties.some((party) => party.split('@')[0] === seat.split('.')[0]));
    if (may || postOf(other) === postOf(who) || (seats.includes('department.any') && parties.includes('department'))) continue;
    if ((await town.client(other).ask('GET', kindPath)).status !== 200) continue;
    const refused = await ask(town.client(other), path, body, seen.version);
    expect([path, other, refused.status, refused.body.code]).toEqual([path, other, 403, expect.stringMatching(/^(NOT_YOUR_MOVE|NEARER_POST_HELD)$/)]);
    expect(refused.body.post.length, path).toBeGreaterThan(0);
    if (/^\d/.test(rows[0]?.basis ?? '')) expect(refused.body.article, path).toBeDefined();
    return true;
  }
  return false;
}

/** Who took one of the acts that a row approves is given the post, and may still not approve: OWN_WORK. An officer cannot be given another's post at all. */
async function tryMaker(town: Town, who: string, rows: readonly AnyMove[], ref: string, path: string, body: object, version: number): Promise<boolean> {
  const approves = rows.flatMap((row) => row.approves ?? []);
  if (approves.length === 0 || who.startsWith('platform.')) return false;
  const { db } = town.platform;
  const made = await db.selectFrom('caseMove').select(['person', 'act']).where('region', '=', ref.slice(0, 6)).where('caseId', '=', ref.slice(7)).where('act', 'in', approves).orderBy('version', 'desc').limit(1).executeTakeFirst();
  if (made?.person == null) return false;
  const [org, post] = [orgOf(who), postOf(who)];
  const held = await db.selectFrom('postHolder').select('person').where('org', '=', org).where('post', '=', post).where('person', '=', made.person).executeTakeFirst();
  if (held) return false;
  const { login } = await db.selectFrom('account').select('login').where('person', '=', made.person).executeTakeFirstOrThrow();
  const seat = await db.selectFrom('session').select(['org', 'post', 'orgRegion']).where('person', '=', made.person).executeTakeFirstOrThrow();
  const sits = (at: { org: string | null; post: string | null; orgRegion: string | null }) => db.updateTable('session').set(at).where('person', '=', made.person as string).execute();
  await db.insertInto('postHolder').values({ region: '320800', org, post, person: made.person, kind: 'staff', validFrom: '2020-01-01' }).execute();
  await sits({ org, post, orgRegion: '320800' });
  const refused = await ask(town.client(login), path, body, version);
  expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'OWN_WORK']);
  await sits(seat);
  await town.database.ownerDb.deleteFrom('postHolder').where('org', '=', org).where('post', '=', post).where('person', '=', made.person).execute();
  return true;
}

const peopleOf = (org: string): string[] => (Object.entries({ ...organisations, ...below }) as [string, Settled][]).filter(([, one]) => one.code === org)
  .flatMap(([name, { kind }]) => posts.filter((post) => (kind === 'authority' ? ['reviewer', 'lead'] : ['operator', 'security', 'cataloguer', 'clerk', 'chief', 'head']).includes(post)).map((post) => `${name}.${post}`));

/** Colleagues of this person, whoever has another post in the same organisation. */
function peopleLike(_town: Town, who: string): string[] {
  if (who.startsWith('platform.')) return ['platform.audit', 'platform.system', 'platform.security'].filter((one) => one !== who);
  return peopleOf(orgOf(who)).filter((one) => one !== who);
}
