import type { Reader } from '../postgres/database.ts';
import { byHundreds } from './by-hundreds.ts';
import { saltedDigest, type Fact } from './pending.ts';
import type { Seal } from './sealing.ts';
import { entriesOfCases } from './store.ts';

/** What the rows of a grant are called in the ledger: `agreed`, `compiled`, `key …`; a digest each, null: it is no more. */
export type RowsSaid = Readonly<Record<string, string | null>>;

/** The digest of a row: its own seal is the salt, which stands beside it. */
export function rowSaid(seal: string, text: string): string {
  return saltedDigest(Buffer.from(seal, 'hex'), text).slice(0, 32);
}

/** The ledger entry of what gateways obey of a grant, or a sandbox's key: of those rows that an act changed. */
export function grantEntry({ region, id }: { readonly region: string; readonly id: string }, rows: RowsSaid): Fact {
  const subject = `${region}-${id}`;
  return { region, kind: 'grant', subject, body: { grant: subject, rows } };
}

/** The same of a provider's database, or of what an entry is bound to there: `connection`, `bound`. */
export function bindingEntry({ region, id }: { readonly region: string; readonly id: string }, rows: RowsSaid): Fact {
  const subject = `${region}-${id}`;
  return { region, kind: 'binding', subject, body: { binding: subject, rows } };
}

/** Whether an entry says that something was agreed; then the grant stands for ever. */
export function saysAgreed(body: string): boolean {
  return typeof (JSON.parse(body) as { rows: RowsSaid }).rows['agreed'] === 'string';
}

/** The rows of a grant, or of a binding, as they lie in the database now. */
export interface GrantSeen { readonly subject: string; readonly rows: readonly { readonly name: string; readonly text: string; readonly seal: string | null }[] }

const rowZh = (name: string): string => (name === 'agreed' ? '约定内容' : name === 'compiled' ? '网关所执行的内容' : '调用凭据');
const boundZh = (name: string): string => (name === 'connection' ? '数据库连接' : '数据资源');

/** What rows are compared with. `lenient`: the time in which a seal may lack is not over. */
export interface SealsAsked { readonly kind: 'grant' | 'binding'; readonly seal: Seal | undefined; readonly lenient: boolean }

/** Compares what gateways obey with its entries, and with its seal where the key is at hand. */
export async function* grantsAltered(db: Reader, seen: AsyncIterable<GrantSeen>, asked: SealsAsked): AsyncIterable<string> {
  for await (const some of byHundreds(seen)) yield* compare(db, some, asked);
}

async function* compare(db: Reader, seen: readonly GrantSeen[], { kind, seal, lenient }: SealsAsked): AsyncIterable<string> {
  const entries = await entriesOfCases(db, seen.map((one) => one.subject), kind === 'grant' ? ['grant', 'number'] : ['binding']);
  for (const one of seen) {
    const own = entries.filter((entry) => entry.subject === one.subject);
    const said = new Map(own.filter((entry) => entry.kind === kind).flatMap((entry) => Object.entries((JSON.parse(entry.body) as { rows: RowsSaid }).rows)));
    const number = own.filter((entry) => entry.kind === 'number').map((entry) => (JSON.parse(entry.body) as { number: string }).number)[0];
    const name = kind === 'binding' ? `${boundZh(one.rows[0]?.name ?? '')} ${one.subject} ` : number === undefined ? `授权 ${one.subject} ` : `授权 ${number}（${one.subject}）`;
    if (new Set(own.map((entry) => entry.id)).size < own.length) yield `${name}的同一账本条目记载了不止一次。`;
    const altered = new Set([...rowsAltered(one, said, seal, lenient)].map(kind === 'grant' ? rowZh : () => '登记内容'));
    if (altered.size > 0) yield `${name}的${[...altered].join('、')}与账本条目或者封印不符，已被改动。`;
  }
}

function* rowsAltered(grant: GrantSeen, said: ReadonlyMap<string, string | null>, seal: Seal | undefined, lenient: boolean): Iterable<string> {
  for (const { name, text, seal: own } of grant.rows) {
    const fits = own !== null && said.get(name) === rowSaid(own, text) && (seal === undefined || own === seal(text));
    if (!fits && !(lenient && own === null && !said.has(name))) yield name;
  }
  const stand = new Set(grant.rows.map((row) => row.name));
  // Keys of a sandbox go with it (law/retention.ts); those of a grant never do.
  if (said.has('agreed')) for (const [name, digest] of said) if (digest !== null && !stand.has(name)) yield name;
}
