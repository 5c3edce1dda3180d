import type { z } from 'zod';
import type { DraftSaved } from '../../processes/application/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { api } from '../shell/api.ts';
import { tidy } from './apply-check.ts';
import { setLine, type Line } from './basket.ts';
import type { Draft } from './shapes.ts';

/** Draft, statements, submission of one line, in turn; each step is kept, so that a second try goes on from there. Says whether it was filed. */
export async function fileLine(line: Line, common: Draft): Promise<boolean> {
  try {
    setLine(line.entry, { problems: [] });
    let { ref, version } = line;
    if (ref === undefined || version === undefined) {
      const opened = await api.open('application', { entryRegion: line.region, entry: line.entry }, line.key);
      ({ ref, version } = opened);
      setLine(line.entry, { ref, version });
    }
    const body = tidy({ ...common, items: [...line.items] });
    const { problems } = await api.put<z.infer<typeof DraftSaved>>(`/application/${ref}/draft`, { body });
    if (problems.length > 0) { setLine(line.entry, { problems: problems.map((p) => p.message) }); return false; }
    const answer = await api.move({ kind: 'application', ref, version }, 'submit', body as Record<string, unknown>, line.submitKey);
    setLine(line.entry, { filed: true, ...(answer.number ? { number: answer.number } : {}) });
    return true;
  } catch (thrown) {
    const refusal = thrown instanceof ApiError ? thrown.refusal : null;
    setLine(line.entry, { problems: refusal?.fields?.length ? refusal.fields.map((f) => f.message) : [refusal?.message ?? '没有办成，请重试。'] });
    return false;
  }
}
