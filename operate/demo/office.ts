import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** A refusal of the platform, with its sentence. */
export class RefusedByPlatform extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: Record<string, unknown>) {
    super(String(body['message'] ?? status));
    this.name = 'RefusedByPlatform';
    this.status = status;
    this.code = String(body['code'] ?? '');
    this.body = body;
  }
}

export interface Moved { readonly ref: string; readonly number: string | null; readonly state: string; readonly stateZh: string; readonly version: number; readonly once?: Record<string, string> }
export interface Account { readonly login: string; readonly label: string; readonly password: string; otpauth: string | null }

/** One person at a desk: a browser's cookies, his account, and the acts he takes. Everything goes through HTTP. */
export class Desk {
  readonly base: string;
  readonly account: Account;
  private readonly cookies = new Map<string, string>();
  private usedStep = 0;

  constructor(base: string, account: Account) {
    this.base = base;
    this.account = account;
  }

  get<T = Record<string, unknown>>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }
  post<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T> {
    return this.ask<T>('POST', path, body ?? {}, { 'idempotency-key': randomUUID() });
  }
  put<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T> {
    return this.ask<T>('PUT', path, body ?? {});
  }

  /** Opens a case by the row from `new`. */
  open(kind: string, body: Record<string, unknown>): Promise<Moved> {
    return this.ask<Moved>('POST', `/${kind}`, body, { 'idempotency-key': randomUUID() });
  }

  /** Takes an act on the case as it stands now; grave ones ask who he is once more. */
  async act(kind: string, ref: string, act: string, body: Record<string, unknown> = {}): Promise<Moved> {
    const { version } = await this.get<{ version: number }>(`/${kind}/${ref}`);
    const headers = { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` };
    try {
      return await this.ask<Moved>('POST', `/${kind}/${ref}/${act}`, body, headers);
    } catch (error) {
      if (!(error instanceof RefusedByPlatform) || error.code !== 'CONFIRM_IDENTITY') throw error;
      await this.confirm();
      return this.ask<Moved>('POST', `/${kind}/${ref}/${act}`, body, headers);
    }
  }

  async logIn(): Promise<void> {
    const { login: account, password } = this.account;
    let answer = await this.post<{ next: string; posts: { org: string; post: string }[] }>('/session', { account, password });
    if (answer.next === 'code') answer = await this.post('/session', { account, password, code: await this.code() });
    const [first] = answer.posts;
    if (answer.next === 'choose-post' && first) await this.post('/session/post', { org: first.org, post: first.post });
  }

  /** As `logIn`; where the post asks for a second factor it is set up on the way. */
  async firstLogIn(): Promise<void> {
    const { login: account, password } = this.account;
    let answer = await this.post<{ next: string; posts: { org: string; post: string }[] }>('/session', { account, password });
    if (answer.next === 'enrol') {
      const { otpauth } = await this.post<{ otpauth: string }>('/session/totp');
      this.account.otpauth = otpauth;
      answer = await this.post('/session/totp/confirm', { code: await this.code() });
    }
    const [first] = answer.posts;
    if (answer.next === 'choose-post' && first) await this.post('/session/post', { org: first.org, post: first.post });
  }

  async confirm(): Promise<void> {
    await this.post('/session/confirm', { password: this.account.password, ...(this.account.otpauth === null ? {} : { code: await this.code() }) });
  }

  /** A code is good once. The next one is already good some seconds before its time, as clocks may differ by a step. */
  async code(): Promise<string> {
    const totp = totpOf(this.account.otpauth as string);
    for (;;) {
      const step = Math.floor(Date.now() / 30_000);
      const next = Math.max(step, this.usedStep + 1);
      if (next <= step + 1) {
        this.usedStep = next;
        return totp.generate({ timestamp: next * 30_000 });
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  private async ask<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.base}/api${path}`, {
      method,
      headers: { 'x-shuqiao': '1', ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    const text = await answer.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (!answer.ok) throw new RefusedByPlatform(answer.status, parsed);
    return parsed as T;
  }

  private keep(line: string): void {
    const pair = line.split(';', 1)[0] ?? '';
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export function totpOf(otpauth: string): TOTP {
  const url = new URL(otpauth);
  return new TOTP({ secret: Secret.fromBase32(url.searchParams.get('secret') ?? ''), digits: 6, period: 30, algorithm: url.searchParams.get('algorithm') ?? 'SHA1' });
}
