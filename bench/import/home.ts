import pg from 'pg';
import { transact } from '../../platform/postgres/database.ts';
import { benchHome, type BenchHome } from '../home.ts';
import { createEngine, type Engine } from '../../platform/procedures/engine.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { catalogProcess, pageOfEntry } from '../../processes/catalog/index.ts';
import { createDirectory, loadRegions } from '../../processes/organisation/index.ts';
import { assessmentProcess, incidentProcess } from '../../processes/security/index.ts';

const region = '320800';
const [authority, department] = ['11320800PD90000001', '11320800PDY00001X6'];
const personOf = (n: number): string => `0197f0bb-0000-4000-8000-${String(n).padStart(12, '0')}`;

export interface Office extends BenchHome { readonly engine: Engine; readonly directory: Directory; readonly cataloguer: Actor }

/** A home with an authority and a department with all its posts, the directory of the product. */
export async function officeAtHome(): Promise<Office> {
  const home = await benchHome(async ({ db, ownerUrl }) => {
    await loadRegions(db);
    await people(ownerUrl);
  }, { pool: 6 });
  const directory = createDirectory();
  const engine = createEngine({ db: home.db, directory, processes: [incidentProcess({ directory }), assessmentProcess({ pageOfEntry }), catalogProcess({ directory, mustHaveSeenHits: async () => undefined })] });
  const cataloguer: Actor = { person: personOf(3), kind: 'staff', org: department, region, post: 'cataloguer', session: 'bench' };
  return { ...home, engine, directory, cataloguer };
}

export const todayOf = ({ db, directory }: Pick<Office, 'db' | 'directory'>): Promise<string> => transact(db, (tx) => directory.legalToday(tx));

async function people(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let next = 1;
    const organisation = async (code: string, name: string, kind: string, by: string | null, posts: readonly string[]) => {
      await client.query('insert into organisation (code, region, name, short_name, kind, authority, since) values ($1, $2, $3, $3, $4, $5, $6)', [code, region, name, kind, by, '2025-08-01']);
      for (const post of posts) {
        const person = personOf(next++);
        await client.query("insert into account (person, kind, login, name, org, state) values ($1, 'staff', $2, $3, $4, 'active')", [person, `u${person.slice(-6)}`, post, code]);
        await client.query("insert into post_holder (region, org, post, person, kind, valid_from) values ($1, $2, $3, $4, 'staff', '2025-08-01')", [region, code, post, person]);
      }
    };
    await organisation(authority, '示例市数据局', 'authority', null, ['reviewer', 'lead']);
    await organisation(department, '示例市教育局', 'department', authority, ['cataloguer', 'chief', 'head', 'security']);
  } finally {
    await client.end();
  }
}
