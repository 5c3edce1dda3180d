/** Tells the story: in plain Chinese for people, one JSON object a step for programs. */
export interface Teller {
  /** A chapter begins. */
  chapter(title: string): void;
  /** Something was done, and what it shows. `facts` are for programs. */
  step(text: string, facts?: Readonly<Record<string, unknown>>): void;
  /** The last line of `--json`. */
  done(facts: Readonly<Record<string, unknown>>): void;
  /** Addresses and accounts at the end. */
  say(text: string): void;
}

export function teller(asJson: boolean, began: number): Teller {
  const seconds = () => Number(((Date.now() - began) / 1000).toFixed(1));
  let n = 0;
  if (asJson) {
    let chapter = '';
    const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
    return {
      chapter: (title) => { chapter = title; },
      step: (text, facts = {}) => print({ step: (n += 1), chapter, text, seconds: seconds(), ...facts }),
      done: (facts) => print({ done: true, ...facts }),
      say: (text) => { process.stderr.write(`${text}\n`); },
    };
  }
  return {
    chapter: (title) => { process.stdout.write(`\n■ ${title}\n`); },
    step: (text) => { process.stdout.write(`  ${String((n += 1)).padStart(2)}  ${text}\n`); },
    done: () => undefined,
    say: (text) => { process.stdout.write(`${text}\n`); },
  };
}
