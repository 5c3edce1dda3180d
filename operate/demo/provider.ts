import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { startPostgres, type EmbeddedPostgres } from '../../platform/postgres/launcher.ts';
import { projectRoot } from '../../platform/project.ts';

/**
 * The database of 教育局, a server of its own beside the platform's: the Ministry's list of universities and invented
 * graduates, with a role that may only read.
 */
export interface ProviderDatabase {
  readonly host: string; readonly port: number; readonly database: string; readonly schema: string; readonly login: string; readonly password: string;
  readonly universities: number; readonly graduates: number;
  /** What 教育局 does in its own system: the employment status of one graduate. */
  correct(idNumber: string, status: string): Promise<void>;
  stop(): Promise<void>;
}

const login = 'shuqiao_reader';

export async function startProvider(home: string, password: string): Promise<ProviderDatabase> {
  const server = await startPostgres({ home, durable: false });
  const client = new pg.Client({ connectionString: server.url('superuser', 'postgres') });
  await client.connect();
  try {
    await client.query('create database edu');
  } finally {
    await client.end();
  }
  const counts = await fill(server, password);
  return { host: '127.0.0.1', port: server.port, database: 'edu', schema: 'share', login, password, ...counts, correct: (idNumber, status) => correct(server, idNumber, status), stop: () => server.stop({ remove: true }) };
}

const tables = `
create schema share;
create table share.university (
  category text not null, seq integer not null, name text not null, school_code text primary key,
  competent_department text, city text, level text, remark text
);
create table share.graduate (
  seq integer not null, name text not null, id_number text primary key, sex text, birth_date date, mobile text, email text, county_code text, address text,
  school_code text, school_name text, education_level text, graduation_year integer, employment_status text, occupation_code text, industry_code text,
  monthly_salary numeric(12,2), updated_at timestamptz not null
);
create index on share.graduate (school_code);
`;

async function correct(server: EmbeddedPostgres, idNumber: string, status: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('superuser', 'edu') });
  await client.connect();
  try {
    await client.query('update share.graduate set employment_status = $2, updated_at = now() where id_number = $1', [idNumber, status]);
  } finally {
    await client.end();
  }
}

async function fill(server: EmbeddedPostgres, password: string): Promise<{ universities: number; graduates: number }> {
  const client = new pg.Client({ connectionString: server.url('superuser', 'edu') });
  await client.connect();
  try {
    await client.query(tables);
    const load = (table: string, file: Readable) => pipeline(file, client.query(copyFrom(`copy share.${table} from stdin (format csv, header)`)));
    await load('university', createReadStream(join(projectRoot, 'data/universities/universities-2025.csv')));
    await load('graduate', createReadStream(join(projectRoot, 'data/graduates/graduates-synthetic.csv.gz')).pipe(createGunzip()));
    await client.query(`create role ${login} login password ${pg.escapeLiteral(password)}`);
    await client.query(`grant connect on database edu to ${login}; grant usage on schema share to ${login}; grant select on all tables in schema share to ${login}`);
    await client.query('analyze');
    const { rows } = await client.query<{ u: number; g: number }>('select (select count(*)::int from share.university) as u, (select count(*)::int from share.graduate) as g');
    return { universities: rows[0]?.u ?? 0, graduates: rows[0]?.g ?? 0 };
  } finally {
    await client.end();
  }
}
