import { randomUUID } from 'node:crypto';
import type { Db } from '../../platform/postgres/database.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Context, Route } from '../../platform/http/route.ts';
import { createEngine, type Engine } from '../../platform/procedures/engine.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { Process } from '../../platform/procedures/process.ts';
import { codes, fakeDirectory, type FakeDirectory } from '../../platform/procedures/testing.ts';
import { templates, assessmentProcess, incidentProcess } from '../security/index.ts';
import type { EntryBody } from './contract.ts';
import { catalogProcess, catalogRoutes, pageOfEntry } from './index.ts';
import { saveBody } from './store/drafts.ts';

/** A city whose departments compile, on a real database; for tests of the catalogue and of what comes after it. */
export interface CatalogTown {
  readonly engine: Engine; readonly directory: FakeDirectory; readonly db: Db;
  readonly cataloguer: Actor; readonly chief: Actor; readonly head: Actor; readonly security: Actor; readonly reviewer: Actor; readonly lead: Actor;
  readonly other: Actor; // cataloguer of another department
  readonly stranger: Actor; // clerk of a department that is no party
  open(actor: Actor, kind: Parameters<Engine['open']>[1], act: string, body: unknown): Promise<string>;
  act(actor: Actor, ref: string, act: string, body?: Record<string, unknown>): Promise<string>;
  view<T>(actor: Actor, ref: string): Promise<Omit<CaseView, 'own'> & { own: T }>;
  call<T>(actor: Actor, method: Route['method'], path: string, input?: { params?: unknown; query?: unknown; body?: unknown }): Promise<T>;
  save(ref: string, body: EntryBody): Promise<void>;
  assess(actor: Actor, security: Actor, ref: string, template: 'secrecy' | 'privacy', secret?: string): Promise<string>;
  /** A case that its authority has before it. */
  submitted(body: EntryBody, by?: { cataloguer: Actor; chief: Actor; security: Actor }): Promise<string>;
  published(body: EntryBody): Promise<{ ref: string; entry: string; code: string }>;
}

export function catalogTown(db: Db, today = '2026-09-07', more: (deps: { directory: FakeDirectory }) => Process[] = () => []): CatalogTown {
  const directory = fakeDirectory(today);
  const engine = createEngine({ db, directory, processes: [incidentProcess({ directory }), assessmentProcess({ pageOfEntry }), catalogProcess({ directory, mustHaveSeenHits: async () => undefined }), ...more({ directory })] });
  const routes = catalogRoutes({ db, directory, inside: engine.inside });
  const post = (org: string, name: Parameters<FakeDirectory['addPost']>[1]) => directory.addPost(org, name);
  const town: CatalogTown = {
    engine, directory, db,
    cataloguer: post(codes.education, 'cataloguer'), chief: post(codes.education, 'chief'), head: post(codes.education, 'head'), security: post(codes.education, 'security'),
    reviewer: post(codes.authority, 'reviewer'), lead: post(codes.authority, 'lead'), other: post(codes.labour, 'cataloguer'), stranger: post(codes.other, 'clerk'),
    open: async (actor, kind, act, body) => (await engine.open(actor, kind, act, body, { requestId: randomUUID() })).ref,
    async act(actor, ref, act, body) {
      const { version } = await engine.view(actor, ref);
      return (await engine.move(actor, ref, act, body, { requestId: randomUUID(), version })).state;
    },
    view: async (actor, ref) => (await engine.view(actor, ref)) as never,
    async call(actor, method, path, input = {}) {
      const found = routes.find((one) => one.method === method && one.path === path);
      if (!found) throw new Error(`no route ${method} ${path}`);
      const parsed = Object.fromEntries(Object.entries(found.in ?? {}).map(([part, shape]) => [part, shape.parse((input as Record<string, unknown>)[part] ?? {})]));
      const answer = await found.handle({ actor, requestNumber: 'test', address: '127.0.0.1' } as Context, parsed as never);
      return (found.out === 'file' ? answer : found.out.parse(answer)) as never;
    },
    save: async (ref, body) => { await transact(db, (tx) => saveBody(tx, { region: ref.slice(0, 6), id: ref.slice(7) }, body, null)); },
    async assess(actor, security, ref, template, secret = 'none') {
      const { ref: assessment } = await town.call<{ ref: string }>(actor, 'POST', '/catalog/:ref/assessments', {
        params: { ref }, body: { template, answers: templates[template].questions.map((question) => ({ id: question.id, answer: 'no', note: '已核对' })) },
      });
      await town.act(actor, assessment, 'submit', {});
      await town.act(security, assessment, 'conclude', { level: 'low', measures: '按制度管理', remaining: '无', secret });
      return assessment;
    },
    async submitted(body, by = town) {
      const ref = await town.open(by.cataloguer, 'catalog', 'compile', { name: body.name });
      await town.save(ref, body);
      await town.assess(by.cataloguer, by.security, ref, 'secrecy');
      if (body.items.some((item) => item.personal !== 'none')) await town.assess(by.cataloguer, by.security, ref, 'privacy');
      await town.act(by.cataloguer, ref, 'submit', {});
      await town.act(by.chief, ref, 'approve', {});
      return ref;
    },
    async published(body) {
      const ref = await town.submitted(body);
      await town.act(town.reviewer, ref, 'publish', {});
      const { own } = await town.view<{ entry: { id: string; code: string } }>(town.reviewer, ref);
      return { ref, entry: own.entry.id, code: own.entry.code };
    },
  };
  return town;
}
