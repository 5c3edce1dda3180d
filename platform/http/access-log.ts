import type { Actor } from '../procedures/ports.ts';

/** One act that leaves no other trace: a look, an export, an attempt. */
export interface Access {
  readonly actor: Actor | null;
  readonly address: string;
  /** What was done: the route's summary, or `attachment.download` … */
  readonly act: string;
  /** What it was done to: the path, or a case reference. */
  readonly object: string;
  /** `ok`, or the code of the refusal. */
  readonly result: string;
  readonly request: string; // 请求号
}

/** Where looks are recorded. `log` answers at once and is written soon; `before` is durable when it resolves. */
export interface AccessLog {
  log(access: Access): void;
  before(access: Access): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}
