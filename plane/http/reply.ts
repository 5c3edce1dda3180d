import type { ServerResponse } from 'node:http';
import type { Profile } from '../profiles/index.ts';
import { failureBody, type Refusal } from '../national/answers.ts';

const json = 'application/json;charset=UTF-8';

/** Answers are never stored on the way: they are other people's data. */
export function send(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, ['content-type', json, 'content-length', String(Buffer.byteLength(body)), 'cache-control', 'no-store']);
  response.end(body, 'utf8'); // a text leaves with its head in one write
}

/** HTTP 200 on the national paths, since known clients discard the body of anything else (§4.1); true statuses in the plain form. */
export function sendRefusal(response: ServerResponse, profile: Profile, refusal: Refusal): void {
  send(response, profile.answer.style === 'rest' ? refusal.status : 200, failureBody(refusal));
}
