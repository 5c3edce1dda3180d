import type { IncomingMessage } from 'node:http';
import { isIP, type BlockList } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface Peer {
  /** Who is really there: the connection's other end, or what a trusted proxy says of it. */
  readonly address: string;
  /** What the caller wrote into X-Forwarded-For itself; known clients do (§4.1). Logged, never believed. */
  readonly claimed: string | null;
  /** It came by TLS: to this server, or as a trusted proxy says, over every hop that it names. */
  readonly secure: boolean;
}

const plain = (address: string): string => (address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address);

/** Walks X-Forwarded-For from the right through trusted proxies to the first address that is none. */
export function peerOf(request: IncomingMessage, trusted: BlockList | undefined): Peer {
  const real = plain(request.socket.remoteAddress ?? '');
  const header = request.headers['x-forwarded-for'];
  const text = Array.isArray(header) ? header.join(',') : header;
  const believed = trusted !== undefined && inList(trusted, real);
  const secure = (request.socket as Partial<TLSSocket>).encrypted === true || (believed && isForwardedTls(request));
  if (text === undefined) return { address: real, claimed: null, secure };
  const claimed = text.slice(0, 200);
  if (!believed) return { address: real, claimed, secure };
  const hops = text.split(',').map((hop) => plain(hop.trim()));
  for (let hop = hops.pop(); hop !== undefined; hop = hops.pop()) {
    if (isIP(hop) === 0) break;
    if (!inList(trusted, hop)) return { address: hop, claimed: hops.length > 0 ? hops.join(',').slice(0, 200) : null, secure };
  }
  return { address: real, claimed, secure };
}

/** A proxy that adds to what the caller wrote lists several: one that is not https is enough to say no. */
function isForwardedTls(request: IncomingMessage): boolean {
  const said = request.headers['x-forwarded-proto'];
  const text = Array.isArray(said) ? said.join(',') : said;
  return text !== undefined && text.split(',').every((each) => each.trim().toLowerCase() === 'https');
}

export function inList(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The network a refused call is counted under: /24, /48. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  if (isIP(address) !== 6) return 'unknown';
  const head = address.split('::')[0] ?? '';
  return `${head.split(':').slice(0, 3).map((part) => part.toLowerCase() || '0').join(':')}::/48`;
}

/** Whom the caller says it asks for: an operator's or a system's mark, never checked, always recorded. */
export function personOf(request: IncomingMessage): string | undefined {
  const text = request.headers['shuqiao-person'];
  return typeof text === 'string' && text !== '' ? written(text).slice(0, 64) : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Node reads headers byte by byte as Latin-1; who writes 窗口03 there sends UTF-8. What is none stays as it was read. */
function written(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text)) return text;
  try {
    return utf8.decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
