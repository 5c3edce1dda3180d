/**
 * A client of the REST door: OAuth 2 client credentials, then bearer calls of one service. Works wherever there is
 * `fetch`; the secret belongs on a server, never into a page.
 */
export interface RestCredential { readonly baseUrl: string; /** rid, as client_id. */ readonly clientId: string; /** appKey, as client_secret. */ readonly clientSecret: string; /** sid. */ readonly service: string }

/** A problem of RFC 9457 with the members that this platform adds. */
export interface Problem {
  readonly type: string; readonly title: string; readonly status: number; readonly detail: string;
  /** Tells causes apart: docs/errors.md lists them. */
  readonly code: string;
  readonly article?: string; readonly articleZh?: string; readonly sentence?: string;
  /** Of the record or the server's log: for whoever is asked for help. */
  readonly requestId: string;
}

/** What the door refused, in its own words; `retryAfter` in seconds where waiting helps. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly retryAfter: number | undefined;
  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export type Value = string | number | boolean;
export interface Page<Row> { readonly data: readonly Row[]; readonly page: number; readonly more: boolean; /** Where the next page goes on, at services that are taken whole (reflux). */ readonly next?: string }
/** What the headers of an answer say of the service: quota left at most, an end that was filed, an invented answer. */
export interface Standing { readonly requestId: string; readonly left: { readonly minute: number | undefined; readonly day: number | undefined }; readonly deprecated: boolean; readonly sunset: Date | undefined; readonly sandbox: boolean }
export interface Answer<Row> extends Page<Row> { readonly standing: Standing }

export interface RestClient<Row> {
  /** One page of rows by the declared keys. @throws ProblemError */
  ask(keys: Readonly<Record<string, Value>>, page?: { readonly page?: number; readonly pageSize?: number; readonly after?: string }): Promise<Answer<Row>>;
  /** Every row, page by page, as long as there are more. */
  all(keys: Readonly<Record<string, Value>>, pageSize?: number): AsyncGenerator<Row>;
}

export interface RestOptions { readonly fetch?: typeof fetch; /** Recorded with every call as who asked (29 ¶2). */ readonly person?: string; readonly now?: () => number }

const renewBeforeMs = 30_000;

/** A client of one service: it asks for a token when it needs one, and once more where a token was refused meanwhile. */
export function restClient<Row = Readonly<Record<string, string | number | boolean | null>>>(credential: RestCredential, options: RestOptions = {}): RestClient<Row> {
  const call = options.fetch ?? ((...given: Parameters<typeof fetch>) => fetch(...given));
  const now = options.now ?? Date.now;
  let kept: { readonly token: string; readonly until: number } | undefined;

  const token = async (): Promise<string> => {
    if (kept !== undefined && kept.until > now()) return kept.token;
    const answer = await call(`${credential.baseUrl}/oauth2/token`, {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: credential.clientId, client_secret: credential.clientSecret, scope: credential.service }).toString(),
    });
    if (!answer.ok) throw await refusalOf(answer);
    const given = (await answer.json()) as { access_token: string; expires_in: number };
    kept = { token: given.access_token, until: now() + given.expires_in * 1_000 - renewBeforeMs };
    return kept.token;
  };
  const send = async (body: string): Promise<Response> => call(`${credential.baseUrl}/api/data/${encodeURIComponent(credential.service)}`, {
    method: 'POST', body, headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${await token()}`, ...(options.person === undefined ? {} : { 'shuqiao-person': options.person }) },
  });
  const ask: RestClient<Row>['ask'] = async (keys, page = {}) => {
    const body = JSON.stringify({ ...keys, ...page });
    let answer = await send(body);
    if (answer.status === 401 && kept !== undefined) {
      kept = undefined; // the key was rotated, or the token had just run out
      await answer.arrayBuffer();
      answer = await send(body);
    }
    if (!answer.ok) throw await refusalOf(answer);
    return { ...((await answer.json()) as Page<Row>), standing: standingOf(answer.headers) };
  };
  return {
    ask,
    async *all(keys, pageSize) {
      const size = pageSize === undefined ? {} : { pageSize };
      for (let [page, after]: [number, string | undefined] = [1, undefined]; ; page += 1) {
        const { data, more, next } = await ask(keys, { ...(after === undefined ? { page } : { after }), ...size });
        yield* data;
        if (!more) return;
        after = next;
      }
    },
  };
}

async function refusalOf(answer: Response): Promise<ProblemError> {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  const text = await answer.text();
  const plain: Problem = { type: 'about:blank', title: `HTTP ${answer.status}`, status: answer.status, detail: '服务暂时没有应答，请稍后重试。', code: `HTTP_${answer.status}`, requestId: answer.headers.get('x-request-id') ?? '' };
  return new ProblemError({ ...plain, ...membersOf(text) }, Number.isFinite(seconds) ? seconds : undefined);
}

/** A problem, or the error of the token address, whose sentence is `message`; nothing where a proxy answered. */
function membersOf(text: string): Partial<Problem> {
  try {
    const body = JSON.parse(text) as Partial<Problem> & { readonly message?: string; readonly error?: string };
    if (typeof body.code !== 'string') return {};
    return body.error === undefined ? body : { title: body.error, detail: body.message ?? '', code: body.code, requestId: body.requestId ?? '' };
  } catch {
    return {};
  }
}

function standingOf(headers: Headers): Standing {
  const limit = headers.get('ratelimit') ?? '';
  const left = (name: string): number | undefined => {
    const found = new RegExp(`"${name}";r=(\\d+)`).exec(limit)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const sunset = headers.get('sunset');
  return { requestId: headers.get('x-request-id') ?? '', left: { minute: left('minute'), day: left('day') }, deprecated: headers.has('deprecation'), sunset: sunset === null ? undefined : new Date(sunset), sandbox: headers.get('sandbox') === 'true' };
}
