import { expect, test } from 'vitest';
import { atLeastZh, extensionZh, limitZh } from './limit-words.ts';
import { application } from './procedures/application.ts';
import { dispute } from './procedures/dispute.ts';
import { grant } from './procedures/grant.ts';

test('a sentence says the numbers of the tables: Art. 21.1, 21.2, 22.1', () => {
  expect([limitZh(application.clocks.reply, 'unconditional'), limitZh(application.clocks.reply, 'conditional'), limitZh(grant.clocks.delivery)]).toEqual(['1 个工作日', '10 个工作日', '20 个工作日']);
  expect([limitZh(grant.clocks.unused), atLeastZh(application.clocks.material), extensionZh(application.clocks.reply)]).toEqual(['180 日', '5 个工作日', '10 个工作日']);
  expect(limitZh(dispute.clocks['carry-out'])).toBe('所定日期'); // no number: the act states the day
});
