import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { projectRoot } from '../platform/project.ts';
import type { ProviderDatabase } from './provider.ts';

/** Real data with its real faults, loaded into a provider's database as a department would: as text, by COPY. */

const file = (path: string): string => join(projectRoot, 'data', path);

export async function loadFaulty(provider: ProviderDatabase): Promise<void> {
  await provider.query(`
    create table share.school (category text, seq text, name text, school_code text primary key, competent_department text, city text, level text, remark text);
    create table share.epidemic (record_id bigserial primary key, date date, country text, country_code text, province text, province_code text, city text, city_code text, confirmed integer, suspected integer, cured integer, dead integer);
    create table share.division (code text primary key, name text);
    grant select on share.school, share.epidemic, share.division to share_reader;`);
  const client = new pg.Client({ connectionString: provider.url });
  await client.connect();
  try {
    await pipeline(createReadStream(file('universities/universities-2025.csv')), client.query(copyFrom("copy share.school from stdin (format csv, header true, null '')")));
    await pipeline(createReadStream(file('epidemic-daily/covid19-daily.csv.gz')), createGunzip(), client.query(copyFrom("copy share.epidemic (date, country, country_code, province, province_code, city, city_code, confirmed, suspected, cured, dead) from stdin (format csv, header true, null '')")));
    await pipeline(createReadStream(file('divisions/divisions-2019-mca.csv')), client.query(copyFrom('copy share.division from stdin (format csv, header true)')));
    await client.query('analyze share.school; analyze share.epidemic; analyze share.division');
  } finally {
    await client.end();
  }
}

/** Rows of a file as objects, for a second count that shares nothing with the first. Fields of these files hold no quotes. */
export function rowsOf(path: string): Record<string, string>[] {
  const bytes = readFileSync(file(path));
  const [head = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split(',');
  return lines.filter((line) => line !== '').map((line) => Object.fromEntries(line.split(',').map((value, n) => [names[n] ?? '', value])));
}
