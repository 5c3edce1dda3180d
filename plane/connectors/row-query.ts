import type { Connection } from 'pg';
import { bindExecuteSync } from './bind-message.ts';

/** Takes the rows of one statement as texts, as they come off the wire. */
export interface RowSink {
  /** `false`: enough, the rest is dropped. */
  row(values: readonly (string | null)[]): boolean;
}

interface Wire {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  readonly stream: { write(bytes: Buffer): void };
  parse(of: { name: string; text: string }): void;
}

/**
 * One run of a named statement for `pg.Client.query`, without what the driver's own query does for everybody:
 * no row description (the columns are known since the binding's test), no row objects, no types: values stay
 * the texts that the database wrote, so dates and decimals lose nothing.
 */
export class RowQuery {
  readonly name: string;
  readonly text: string;
  readonly done: Promise<void>;
  readonly #values: readonly (string | Buffer | null)[];
  readonly #sink: RowSink;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #error: Error | undefined;
  #enough = false;

  constructor(name: string, text: string, values: readonly (string | Buffer | null)[], sink: RowSink) {
    this.name = name;
    this.text = text;
    this.#values = values;
    this.#sink = sink;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.done.catch(() => undefined); // given up before it was sent
  }

  submit(connection: Connection): null {
    const wire = connection as unknown as Wire;
    if (wire.parsedStatements[this.name] === undefined && wire.submittedNamedStatements[this.name] === undefined) {
      wire.parse({ name: this.name, text: this.text });
      wire.submittedNamedStatements[this.name] = this.text;
    }
    wire.stream.write(bindExecuteSync(this.name, this.#values));
    return null;
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (!this.#enough) this.#enough = !this.#sink.row(message.fields);
  }

  /** Told once per error; the driver calls no handleReadyForQuery after it. */
  handleError(error: Error): void {
    this.#error = error;
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#resolve();
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(connection: { sendCopyFail(why: string): void }): void {
    connection.sendCopyFail('no copy here');
  }
}
