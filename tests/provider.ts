import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../platform/postgres/launcher.ts';
import { madeHome } from '../platform/postgres/testing-home.ts';

/** 教育局's own database for a journey: a dozen schools and invented graduates, and a login that may only read. */
export interface ProviderDatabase {
  readonly connection: { readonly name: string; readonly kind: 'postgresql'; readonly host: string; readonly port: number; readonly database: string; readonly schema: string; readonly user: string; readonly password: string };
  query(text: string): Promise<pg.QueryResult>;
  /** As its administrator. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startProvider(): Promise<ProviderDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'provider-'));
  await madeHome(home);
  const server = await startPostgres({ home, as: 'guest', durable: false });
  const client = new pg.Client({ connectionString: server.url('superuser', 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`
    create schema share;
    create table share.university (school_code text primary key, name text not null, category text, competent_department text, city text, level text, remark text);
    insert into share.university select '41320102' || lpad(n::text, 2, '0'), '虚构大学' || n, '普通高等学校', '江苏省', '淮安市', '本科', null from generate_series(1, 12) n;
    create table share.graduate (id_number text primary key, name text not null, mobile text, school_code text, school_name text, education_level text, graduation_year integer, employment_status text, monthly_salary numeric(12,2), updated_at timestamptz not null);
    insert into share.graduate select '99822120020919' || lpad(n::text, 4, '0'), '虚构' || n, '154' || lpad(n::text, 8, '0'), '4132010201', '虚构大学1', '本科', 2026, '待就业', 4500 + n, timestamptz '2026-07-01 08:00:00+08' from generate_series(1, 200) n;
    create role share_reader login password 'read only';
    grant usage on schema share to share_reader;
    grant select on all tables in schema share to share_reader;`);
  return {
    connection: { name: '教育基础数据库', kind: 'postgresql', host: '127.0.0.1', port: server.port, database: 'postgres', schema: 'share', user: 'share_reader', password: 'read only' },
    query: (text) => client.query(text),
    url: server.url('superuser', 'postgres'),
    stop: async () => {
      await client.end();
      await server.stop({ remove: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A graduate who is in the table; the key of a call. */
export const someGraduate = '998221200209190007';
export const someSchool = '4132010203';
