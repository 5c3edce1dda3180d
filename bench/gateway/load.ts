import { connect } from 'node:net';

/**
 * The client of the bench, a process of its own: 32 connections that send prepared requests and read answers by their
 * content-length. It shares the machine with the servers, so it does as little as can be: nothing is signed, parsed
 * or allocated per request beyond what both sides cost alike.
 */
export interface Load { readonly port: number; readonly requests: readonly string[]; readonly connections: number; readonly ms: number; readonly expect: string }
export interface Measured { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly answers: number; readonly wrong: number }

process.on('message', (load: Load) => void measure(load).then((measured) => process.send?.(measured)));

async function measure(load: Load): Promise<Measured> {
  const requests = load.requests.map((text) => Buffer.from(text));
  const latencies: number[] = [];
  let wrong = 0;
  let next = 0;
  const began = performance.now();
  const until = began + load.ms;

  await Promise.all(Array.from({ length: load.connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let text = '';
    const send = (): void => {
      sentAt = performance.now();
      if (sentAt >= until) {
        socket.destroy();
        resolve();
        return;
      }
      socket.write(requests[next % requests.length] as Buffer);
      next += 1;
    };
    socket.on('connect', send).on('error', reject).on('data', (part) => {
      text += part.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? -1);
      if (length < 0 || text.length < head + 4 + length) return;
      latencies.push(performance.now() - sentAt);
      if (!text.startsWith('HTTP/1.1 200') || !text.includes(load.expect)) wrong += 1;
      text = '';
      send();
    });
  })));
  const seconds = (performance.now() - began) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { perSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), answers: latencies.length, wrong };
}
