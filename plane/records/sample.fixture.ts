import type { CallRecord } from '../../processes/usage/index.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';

/** A record as tests need it. */
export function recordOf(part: Partial<CallRecord> = {}): CallRecord {
  return {
    id: uuidv7(), atMs: Date.now(), region: '320800', grant: '01970000-0000-7000-8000-000000000001', application: null, caller: '11320800PDY0000286', person: null,
    purpose: '核验学历', items: '1,2', entryRegion: '320800', entry: '01970000-0000-7000-8000-0000000000e1', rows: 1, bytes: 64, params: '07'.repeat(16),
    status: 'ok', reason: null, repeats: 1, ms: 3, address: '127.0.0.1', claimed: null, ignored: null, keys: [], ...part,
  };
}
