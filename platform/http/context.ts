import type { FastifyReply, FastifyRequest } from 'fastify';
import { fail, LawError } from '../../law/errors.ts';
import type { Actor } from '../procedures/ports.ts';
import type { Asked } from './asked.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { fromLoopback, isSecure, originOf } from './line.ts';
import type { Line } from './line.ts';
import type { OnceRequest } from './request-store.ts';
import type { Context, Upload } from './route.ts';
import type { TypedForm } from './typed-form.ts';

const longestName = 255;
const mostUploadBytes = 20 * 1024 * 1024;

/** The handler's view of one request. */
export function contextOf(request: FastifyRequest, reply: FastifyReply, { line, asked }: { readonly line: Line; readonly asked: Asked }, actor: Actor | undefined, once?: OnceRequest, typed?: TypedForm): Context {
  return {
    get actor(): Actor {
      return actor ?? fail('LOGIN_REQUIRED');
    },
    requestNumber: request.id,
    once, typed, asked,
    address: request.ip ?? '',
    secure: isSecure(request, line),
    loopback: fromLoopback(request),
    origin: originOf(request),
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    upload: () => readUpload(request),
    cookie: (name) => readCookie(request, line, name),
    setCookie: (name, value, days) => writeCookie(request, reply, line, name, value, days),
  };
}

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) return fail('MEDIA_TYPE_UNKNOWN');
  try {
    const part = await request.file({ limits: { fileSize: mostUploadBytes + 1, files: 1, fields: 10, fieldSize: 1000, headerPairs: 50, fieldNameSize: 100 } });
    if (part === undefined) return fail('ATTACHMENT_EMPTY');
    const fields: Record<string, string> = {};
    for (const [name, field] of Object.entries(part.fields)) {
      if (field !== undefined && !Array.isArray(field) && field.type === 'field') fields[name] = String(field.value);
    }
    return { name: part.filename.slice(0, longestName), media: part.mimetype, body: part.file, fields };
  } catch (error) {
    if (error instanceof LawError) throw error;
    throw new LawError('UPLOAD_BROKEN_OFF', {});
  }
}
