import type { MoveAnswer } from '../platform/procedures/contract.ts';

/** What the server says when it refuses; `platform/http` writes it. */
export interface Refusal {
  readonly code: string;
  readonly kind: string;
  readonly article?: string | null;
  readonly articleZh?: string | null;
  /** The sentence of the law behind the refusal. */
  readonly sentence?: string | null;
  readonly message: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly requestNumber?: string;
  /** Whose act it is (403). */
  readonly post?: string | readonly string[] | null;
  /** Who did what since the version that was stated (409). */
  readonly changed?: readonly unknown[];
}

export class ApiError extends Error {
  readonly status: number;
  readonly refusal: Refusal;
  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.name = 'ApiError';
    this.status = status;
    this.refusal = refusal;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
export interface Options {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes out although the page is being left (browsers: 64 KB at most). */
  readonly keepalive?: true;
}
export interface ClientOptions {
  /** Where `/api` stands: '' in the console, 'https://…' for systems. */
  readonly base?: string;
  readonly fetch?: typeof fetch;
  /** Sent with every call: a cookie outside the browser. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Told of every answer: the console resets its idle timer and reacts to 401. */
  readonly onAnswer?: (status: number, path: string) => void;
}

export interface CaseAt { readonly kind: string; readonly ref: string; readonly version: number }
export interface Client {
  get<T>(path: string, query?: Query, options?: Options): Promise<T>;
  /** What makes something needs a header `idempotency-key` (`requestKey()`), kept while the same thing is tried again. */
  post<T>(path: string, body?: unknown, options?: Options): Promise<T>;
  put<T>(path: string, body?: unknown, options?: Options): Promise<T>;
  delete<T>(path: string, body?: unknown, options?: Options): Promise<T>;
  /** One file; the name is the file's own. It carries a request key, so a broken line may send it again; a page that lets a person try again gives its own. */
  upload<T>(path: string, file: Blob, name: string, key?: string, fields?: Readonly<Record<string, string>>): Promise<T>;
  /** What the server answers as a file, with the name it gives it. */
  download(path: string, body: unknown): Promise<{ readonly name: string; readonly file: Blob }>;
  /** Opens a case: the row from `new`. `key` makes a repeat harmless; keep it while the person tries the same thing again. */
  open(kind: string, body: Record<string, unknown>, key: string, headers?: Readonly<Record<string, string>>): Promise<MoveAnswer>;
  move(at: CaseAt, act: string, body: Record<string, unknown>, key: string): Promise<MoveAnswer>;
}

/** A random UUID (v4) without `crypto.randomUUID`, which browsers give only under TLS. */
export function requestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const RETRIES = 2;
const RETRY_AFTER_MS = 400;

/** Reads, and whatever carries a request key, may be sent again after a broken line: the server acts once. */
function mayRepeat(init: RequestInit): boolean {
  return init.method === 'GET' || new Headers(init.headers).has('idempotency-key');
}

export function createClient(options: ClientOptions = {}): Client {
  const call = options.fetch ?? ((input: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(input, init));

  async function attempt(url: string, init: RequestInit): Promise<Response> {
    for (let nth = 0; ; nth++) {
      try {
        const answer = await call(url, init);
        if (answer.status !== 503 || nth >= RETRIES || !mayRepeat(init)) return answer;
      } catch (broken) {
        if (nth >= RETRIES || !mayRepeat(init) || (broken as Error).name === 'AbortError') throw broken;
      }
      await new Promise((done) => setTimeout(done, RETRY_AFTER_MS * (nth + 1)));
    }
  }

  async function exchange(method: string, path: string, init: RequestInit, more: Options = {}): Promise<Response> {
    const headers = { accept: 'application/json', 'x-shuqiao': '1', ...options.headers?.(), ...(init.headers as Record<string, string>), ...more.headers };
    const key = new Headers(headers).get('idempotency-key');
    const numbered = key === null ? {} : { requestNumber: key }; // where no answer names one: what was done under it is on record
    let answer: Response;
    try {
      answer = await attempt(`${options.base ?? ''}/api${path}`, { ...init, method, headers, credentials: 'same-origin', ...(more.signal ? { signal: more.signal } : {}), ...(more.keepalive ? { keepalive: true } : {}) });
    } catch (broken) {
      if ((broken as Error).name === 'AbortError') throw broken;
      throw new ApiError(0, { code: 'NO_ANSWER', kind: 'unavailable', message: '服务暂时没有应答，请检查网络后重试。', ...numbered });
    }
    options.onAnswer?.(answer.status, path);
    if (answer.ok) return answer;
    throw new ApiError(answer.status, { ...numbered, ...refusalOf(answer.status, await answer.text()) });
  }

  async function send<T>(method: string, path: string, init: RequestInit, more: Options = {}): Promise<T> {
    const text = await (await exchange(method, path, init, more)).text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const withBody = (body: unknown): RequestInit => (body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const post = <T>(path: string, body?: unknown, more?: Options) => send<T>('POST', path, withBody(body), more);

  return {
    get: (path, query, more) => send('GET', path + queryText(query), {}, more),
    post,
    put: (path, body, more) => send('PUT', path, withBody(body), more),
    delete: (path, body, more) => send('DELETE', path, withBody(body), more),
    upload: (path, file, name, key, fields = {}) => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.append(field, value); // before the file: the server reads in order
      form.append('file', file, name);
      return send('POST', path, { body: form, headers: { 'idempotency-key': key ?? requestKey() } });
    },
    download: async (path, body) => {
      const answer = await exchange('POST', path, withBody(body));
      const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
      return { name: named === undefined ? 'file' : decodeURIComponent(named), file: await answer.blob() };
    },
    open: (kind, body, key, headers) => post(`/${kind}`, body, { headers: { ...headers, 'idempotency-key': key } }),
    move: (at, act, body, key) => post(`/${at.kind}/${at.ref}/${act}`, body, { headers: { 'idempotency-key': key, 'if-match': `"${at.version}"` } }),
  };
}

export function queryText(query: Query | undefined): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== null && value !== '') pairs.set(name, String(value));
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}

function refusalOf(status: number, text: string): Refusal {
  try {
    const body = JSON.parse(text) as Partial<Refusal>;
    if (typeof body.code === 'string' && typeof body.message === 'string') return body as Refusal;
  } catch {
    // not ours: a proxy answered
  }
  return { code: `HTTP_${status}`, kind: status >= 500 ? 'bug' : 'invalid', message: status >= 500 ? '服务暂时没有应答，可以放心重试。' : `请求未被接受（${status}）。` };
}
