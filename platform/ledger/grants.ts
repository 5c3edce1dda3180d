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

/** Whether an entry says that something was agreed; then the grant stands for ever. */
export function saysAgreed(body: string): boolean {
  return typeof (JSON.parse(body) as { rows: RowsSaid }).rows['agreed'] === 'string';
}

/** The rows of a grant as they lie in the database now. */
export interface GrantSeen { readonly subject: string; readonly rows: readonly { readonly name: string; readonly text: string; readonly seal: string | null }[] }

const rowZh = (name: string): string => (name === 'agreed' ? '约定内容' : name === 'compiled' ? '网关所执行的内容' : '调用凭据');

/**
 * Compares what gateways obey with its entries, and with its seal where the key is at hand.
 * @param lenient  the time in which a seal may lack is not over
 */
export async function* grantsAltered(db: Reader, seen: AsyncIterable<GrantSeen>, seal: Seal | undefined, lenient: boolean): AsyncIterable<string> {
  for await (const some of byHundreds(seen)) yield* compare(db, some, seal, lenient);
}

async function* compare(db: Reader, grants: readonly GrantSeen[], seal: Seal | undefined, lenient: boolean): AsyncIterable<string> {
  const entries = await entriesOfCases(db, grants.map((grant) => grant.subject), ['grant', 'number']);
  for (const grant of grants) {
    const own = entries.filter((entry) => entry.subject === grant.subject);
    const said = new Map(own.filter((entry) => entry.kind === 'grant').flatMap((entry) => Object.entries((JSON.parse(entry.body) as { rows: RowsSaid }).rows)));
    const number = own.filter((entry) => entry.kind === 'number').map((entry) => (JSON.parse(entry.body) as { number: string }).number)[0];
    const name = number === undefined ? `授权 ${grant.subject} ` : `授权 ${number}（${grant.subject}）`;
    if (new Set(own.map((entry) => entry.id)).size < own.length) yield `${name}的同一账本条目记载了不止一次。`;
    const altered = new Set([...rowsAltered(grant, said, seal, lenient)].map(rowZh));
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
