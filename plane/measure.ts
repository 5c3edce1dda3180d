import { counter, histogram } from '../platform/metrics/index.ts';
import type { Refusal } from './national/answers.ts';

const calls = counter('shuqiao_calls_total', 'Calls of the gateway by result; the reason of a refusal as in its record.', ['profile', 'result', 'reason']);
const took = histogram('shuqiao_gateway_seconds', 'From the first byte read to the answer handed over.', ['profile', 'result']);

/** Counts one call: what became of it, and how long it took. No grant, no caller. `weak`: how its signature was, where it was answered only for being allowed so. */
export function measure(profile: string, answer: string | Refusal, ms: number, weak = ''): void {
  const [result, reason] = typeof answer === 'string' ? ['ok', weak] : [resultOf(answer.reason), answer.reason];
  calls.add([profile, result, reason]);
  took.observe([profile, result], ms / 1_000);
}

function resultOf(reason: string): string {
  if (reason === 'closed' || reason === 'bug') return reason;
  return reason.startsWith('failed') ? 'failed' : 'refused';
}
