import type { z } from 'zod';
import type { DraftForm } from '../../law/draft-forms.ts';
import type { ErrorCode } from '../../law/errors.ts';
import type { Permission } from '../../law/permissions.ts';
import type { Actor } from '../procedures/ports.ts';
import type { Asked } from './asked.ts';
import type { OnceRequest } from './request-store.ts';
import type { TypedForm } from './typed-form.ts';

/** One file of a multipart body, as it arrives. Read it to the end, or destroy it. */
export interface Upload { readonly name: string; readonly media: string; readonly body: NodeJS.ReadableStream; readonly fields: Readonly<Record<string, string>> }

/** What a handler gets besides its input. */
export interface Context {
  /** Who acts; set whenever `may` is not 'public'. Reading it on a public route without a session throws LOGIN_REQUIRED. */
  readonly actor: Actor;
  readonly requestNumber: string; // 请求号, on every error
  readonly address: string; // of the peer; behind TRUST_PROXY the forwarded one
  /** The line is TLS, ends in a trusted proxy as TLS, or does not leave this machine. */
  readonly secure: boolean;
  /** The peer is this machine and no proxy stands between. */
  readonly loopback: boolean;
  /** Scheme, host and port under which the caller reached us. */
  readonly origin: string;
  /** A request header, by its lower-case name: `idempotency-key`, `if-match`. */
  header(name: string): string | undefined;
  /** The request under its id, where the route acts once: `once` (platform/http/once.ts) does its work under it. */
  readonly once: OnceRequest | undefined;
  /** What is asked under a request id, for acts of cases: `Asked` (platform/http/asked.ts). */
  readonly asked: Asked;
  /** What the caller had typed into the form of this route, where he names it: it goes in the transaction that acts (`once`). */
  readonly typed: TypedForm | undefined;
  /** The one file of a multipart body (`upload: true` routes). */
  upload(): Promise<Upload>;
  /** A cookie of ours, by its plain name; the wire name has the prefix that the line allows. */
  cookie(name: string): string | undefined;
  /** Sets a cookie of ours for this browser session, or for so many days; null removes it. */
  setCookie(name: string, value: string | null, days?: number): void;
}

export interface RouteInput { readonly params?: z.ZodType; readonly query?: z.ZodType; readonly body?: z.ZodType }
type Parsed<I extends RouteInput> = { readonly [K in keyof I]: I[K] extends z.ZodType ? z.output<I[K]> : never };

/** A streamed answer: exports, attachments, documents. */
export interface FileAnswer { readonly file: { readonly name: string; readonly media: string; readonly body: NodeJS.ReadableStream | Buffer | string; readonly inline?: boolean } }

export interface Route<I extends RouteInput = RouteInput, O = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, e.g. `/catalog/entries/:entry`. */
  readonly path: string;
  readonly article?: string;
  /** A row of law/permissions.ts. A route without one does not compile. */
  readonly may: Permission;
  readonly in?: I;
  readonly out: z.ZodType | 'file';
  readonly fails: readonly ErrorCode[];
  /** Reads are acts (design.md §9): 'before' writes access_log before the answer leaves, 'batched' soon after, default 'none' for what shows nothing of others. The entry says what was answered: a refusal its code. */
  readonly logged?: 'before' | 'batched' | 'none';
  /** Asks for password and second factor again within the last 5 minutes. */
  readonly grave?: true;
  /**
   * It makes something, or says something that must not be said twice: the header `idempotency-key` is required, and what
   * was sent again is answered as before. Every POST has it, or stands in tests/once.test.ts with the reason.
   */
  readonly once?: true;
  /** The form of law/draft-forms.ts that this sends: its draft, named by the header `x-shuqiao-typed`, goes with the act. */
  readonly form?: DraftForm;
  /** The body is multipart/form-data with one file, read by `ctx.upload()`. */
  readonly upload?: true;
  readonly summary: string; // Chinese, one line: OpenAPI and the access log
  readonly handle: (ctx: Context, input: Parsed<I>) => Promise<O | FileAnswer>;
}

/** Keeps the types of one route together; the list of them is heterogeneous. */
export function route<const I extends RouteInput, O>(r: Route<I, O>): Route {
  return r as unknown as Route;
}
