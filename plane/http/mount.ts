import type { IncomingMessage, Server, ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Puts the gateway in front of whatever else the server does: its paths never enter the console's pipeline, so no
 * session, cookie, parser or hook of it touches a call.
 */
export function mountBefore<Claim>(server: Server, claimOf: (path: string) => Claim | undefined, serve: (claim: Claim, request: IncomingMessage, response: ServerResponse) => void): void {
  const others = server.listeners('request') as Handler[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const url = pathOf(request.url ?? '/');
    const mark = url.indexOf('?');
    const claim = claimOf(mark < 0 ? url : url.slice(0, mark));
    if (claim !== undefined) serve(claim, request, response);
    else for (const other of others) other.call(server, request, response);
  });
}

/** Who was told to ask by way of a proxy sends scheme and authority, too (RFC 9112 §3.2.2). */
function pathOf(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '');
}
