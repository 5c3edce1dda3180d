import type { IncomingMessage } from 'node:http';

export type BodyFault = 'too-large' | 'slow' | 'broken';
export type ReadBody = { readonly body: Buffer } | { readonly failed: BodyFault };

const none = Buffer.alloc(0);

/** Reads a request's body, bounded in bytes and time. A body of known length beyond the bound is not read at all. */
export function readWhole(request: IncomingMessage, mostBytes: number, withinMs: number): Promise<ReadBody> | ReadBody {
  const stated = request.headers['content-length'];
  if (stated === '0' || (stated === undefined && request.headers['transfer-encoding'] === undefined)) return { body: none };
  if (stated !== undefined && Number(stated) > mostBytes) return { failed: 'too-large' };
  if (request.destroyed) return { failed: 'broken' };
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const end = (result: ReadBody): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', finish).off('error', fail).off('close', fail);
      resolve(result);
    };
    const take = (part: Buffer): void => {
      bytes += part.length;
      if (bytes > mostBytes) {
        request.pause();
        end({ failed: 'too-large' });
      } else parts.push(part);
    };
    const finish = (): void => end({ body: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) });
    const fail = (): void => end({ failed: 'broken' });
    const timer = setTimeout(() => end({ failed: 'slow' }), withinMs);
    request.on('data', take).once('end', finish).once('error', fail).once('close', fail);
  });
}
