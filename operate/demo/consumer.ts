import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { built, stopChild } from './platform.ts';

export interface Credential { readonly baseUrl: string; readonly rid: string; readonly sid: string; readonly appKey: string }
export interface Order { readonly credential: Credential; readonly query: Record<string, string>; readonly times?: number; readonly method?: 'GET' | 'POST'; readonly prefix?: string; readonly path?: string }
export interface Answered { readonly rows: number; readonly refused: Record<string, number>; readonly first: Record<string, string | null> | null; readonly message: string | null; readonly ms: number }

/** The consuming department's system, in a process of its own (scenarios/graduate-check). */
export interface Consumer {
  call(order: Order): Promise<Answered>;
  stop(): Promise<void>;
}

export function startConsumer(): Consumer {
  const child = spawn(process.execPath, [built('scenarios/graduate-check')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    call: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('业务系统进程已结束');
      const answer = JSON.parse(line.value) as Answered & { failed?: string };
      if (answer.failed) throw new Error(answer.failed);
      return answer;
    },
    stop: () => stopChild(child),
  };
}
