import { randomUUID } from 'node:crypto';

/** What came back; `body` is as the contract of the route has it, and each test asserts what it needs of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer<B = any> { readonly status: number; readonly body: B }

/** One person at his desk. `get`, `post`, `put`, `delete` fail the test where the platform refuses; `ask` shows the refusal. */
export interface Client {
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get<B = any>(path: string): Promise<B>;
  post<B = any>(path: string, body?: unknown): Promise<B>;
  put<B = any>(path: string, body?: unknown): Promise<B>;
  delete<B = any>(path: string): Promise<B>;
  /** Opens a case: `open('application', { entryRegion, entry })`. Answers its reference. */
  open(kind: string, body?: object): Promise<string>;
  /** Takes an act on a case as it stands now. */
  act<B = any>(kind: string, ref: string, act: string, body?: object): Promise<B>;
  /** As `act`, showing the refusal. */
  tries(kind: string, ref: string, act: string, body?: object): Promise<Answer>;
  state(kind: string, ref: string): Promise<string>;
  readonly cookie: string;
}

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;
  constructor(what: string, answer: Answer) {
    super(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

export function clientOf(base: string, token: string | undefined): Client {
  const cookie = token === undefined ? '' : `__Host-shuqiao=${token}`;
  const ask: Client['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { 'x-shuqiao': '1', ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}), ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) as unknown : text };
  };
  const must = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(method, path, body, headers);
    if (answer.status >= 400) throw new Refused(`${method} ${path}`, answer);
    return answer.body;
  };
  const take = async (kind: string, ref: string, act: string, body: object): Promise<Answer> => {
    const { version } = await must('GET', `/api/${kind}/${ref}`) as { version: number };
    return ask('POST', `/api/${kind}/${ref}/${act}`, body, { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` });
  };
  return {
    ask, cookie,
    get: (path) => must('GET', path), post: (path, body) => must('POST', path, body), put: (path, body) => must('PUT', path, body), delete: (path) => must('DELETE', path),
    open: async (kind, body = {}) => (await must('POST', `/api/${kind}`, body) as { ref: string }).ref,
    act: async (kind, ref, act, body = {}) => {
      const answer = await take(kind, ref, act, body);
      if (answer.status >= 400) throw new Refused(`${kind} ${act}`, answer);
      return answer.body;
    },
    tries: (kind, ref, act, body = {}) => take(kind, ref, act, body),
    state: async (kind, ref) => (await must('GET', `/api/${kind}/${ref}`) as { state: string }).state,
  };
}
