import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { askedUnder } from '../../../platform/http/asked.ts';
import type { Context } from '../../../platform/http/route.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Difference } from '../contract.ts';
import { catalogRoutes } from '../index.ts';
import type { CatalogTown } from '../town.testing.ts';
import type { ImportEntry, ImportView, StartIn } from './contract.ts';
import { importJobs } from './job.ts';

/** Uploads, decides and lets the job work, as the routes and the loop do; for tests. */
export interface Importing {
  upload(bytes: Buffer, by?: Actor, requestId?: string, name?: string): Promise<ImportView>;
  /** Until nothing waits. */
  work(): Promise<void>;
  view(it: ImportView, by?: Actor): Promise<ImportView>;
  entries(it: ImportView, query?: Record<string, string>): Promise<ImportEntry[]>;
  changes(it: ImportView, n: number): Promise<Difference[]>;
  start(it: ImportView, wish?: Partial<StartIn>, requestId?: string, by?: Actor): Promise<ImportView>;
  act(it: ImportView, act: string, by?: Actor, body?: unknown): Promise<ImportView>;
  file(path: string, input?: { params?: unknown; query?: unknown }, by?: Actor): Promise<{ name: string; bytes: Buffer }>;
  /** Uploaded and looked through. */
  checked(bytes: Buffer): Promise<ImportView>;
}

export function importing(town: Pick<CatalogTown, 'db' | 'engine' | 'cataloguer'> & { readonly directory: Directory }): Importing {
  const deps = { db: town.db, directory: town.directory, inside: town.engine.inside };
  const routes = catalogRoutes(deps);
  const [job] = importJobs(deps);
  const asked = askedUnder(Buffer.alloc(32));
  const call = async <T>(actor: Actor, method: string, path: string, input: { params?: unknown; query?: unknown; body?: unknown }, more: Partial<Context> = {}): Promise<T> => {
    const found = routes.find((one) => one.method === method && one.path === path);
    if (!found) throw new Error(`no route ${method} ${path}`);
    const parsed = Object.fromEntries(Object.entries(found.in ?? {}).map(([part, shape]) => [part, shape.parse((input as Record<string, unknown>)[part] ?? {})]));
    const once = found.once ? { once: { region: actor.region, person: actor.person, id: more.header?.('idempotency-key') ?? randomUUID(), act: `${method} ${path}`, object: JSON.stringify(input.params ?? {}), acted: false, upload: found.upload === true, asked: (also: unknown) => asked({ body: input.body, also }) } } : {};
    const answer = await found.handle({ actor, requestNumber: 'test', address: '127.0.0.1', ...more, ...once } as unknown as Context, parsed as never);
    return (found.out === 'file' ? answer : found.out.parse(answer)) as T;
  };
  const at = ({ region, id }: ImportView) => ({ params: { region, id } });
  const one = '/catalog/imports/:region/:id';
  const it: Importing = {
    upload: (bytes, by = town.cataloguer, requestId = randomUUID(), name = '目录.xlsx') => call(by, 'POST', '/catalog/imports', {}, { header: () => requestId, upload: async () => ({ name, media: '', body: Readable.from([bytes]), fields: {} }) }),
    work: async () => { while (await job?.run() === true); },
    view: (view, by = town.cataloguer) => call(by, 'GET', one, at(view)),
    entries: async (view, query = {}) => (await call<{ rows: ImportEntry[] }>(town.cataloguer, 'GET', `${one}/entries`, { ...at(view), query: { size: '100', ...query } })).rows,
    changes: (view, n) => call(town.cataloguer, 'GET', `${one}/entries/:n`, { params: { region: view.region, id: view.id, n } }),
    start: (view, wish = {}, requestId = randomUUID(), by = town.cataloguer) => call(by, 'POST', `${one}/start`, { ...at(view), body: wish }, { header: () => requestId }),
    act: (view, act, by = town.cataloguer, body) => call(by, act === 'assumed' ? 'PUT' : 'POST', `${one}/${act}`, { ...at(view), ...(body === undefined ? {} : { body }) }),
    async file(path, input = {}, by = town.cataloguer) {
      const { file } = await call<{ file: { name: string; body: AsyncIterable<Uint8Array | string> } }>(by, 'GET', path, input);
      const chunks: Buffer[] = [];
      for await (const chunk of file.body) chunks.push(Buffer.from(chunk as string));
      return { name: file.name, bytes: Buffer.concat(chunks) };
    },
    async checked(bytes) {
      const view = await it.upload(bytes);
      await it.work();
      return it.view(view);
    },
  };
  return it;
}
