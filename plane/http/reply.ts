import type { IncomingMessage, ServerResponse } from 'node:http';
import { failureBody, type Refusal } from '../national/answers.ts';

const json = 'application/json;charset=UTF-8';

/** An answer as it leaves: header names and values one after another. */
export interface Reply { readonly status: number; readonly type: string; readonly headers: readonly string[]; readonly body: string }

/** Answers are never stored on the way: they are other people's data. */
export function send(response: ServerResponse, status: number, body: string, headers: readonly string[] = none, type = json): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, ['content-type', type, 'content-length', String(Buffer.byteLength(body)), 'cache-control', 'no-store', ...headers]);
  response.end(body, 'utf8'); // a text leaves with its head in one write
}

const none: readonly string[] = [];

/** HTTP 200 on the national paths, since known clients discard the body of anything else (§4.1). */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  send(response, 200, failureBody(refusal));
}

/** A body that was not read to its end ends with its connection. */
export function finish(request: IncomingMessage, response: ServerResponse): void {
  if (!request.complete && !response.headersSent) response.setHeader('connection', 'close');
}
