import { codeZh, disposalWays } from '../../law/codes.ts';
import { disposalEvidence, evidenceZh } from '../../law/disposal-evidence.ts';
import { fail } from '../../law/errors.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { acts } from './contract.ts';
import { getAgreement } from './store/agreement.ts';

/** What was done, in words: the destruction record's text. @throws DISPOSAL_EVIDENCE_MISSING */
export async function provenDisposal(tx: Tx, now: Moving): Promise<{ readonly way: string; readonly evidence: string }> {
  const { way, points, evidence } = acts.dispose.parse(now.stated);
  const { disposal } = await getAgreement(tx, now);
  const { points: asked, paper } = disposalEvidence[way];
  const missing = asked.filter(({ name, day }) => !isStated(points[name] ?? '', day, now.today)).map(({ zh, day }) => (day === undefined ? zh : `${zh}（${day === 'past' ? '不晚于今日' : '在今日以后'}的日期）`));
  if (way !== disposal.how && way !== 'nothing-stored' && evidence.length < 4) missing.push(`与要求的“${codeZh(disposalWays, disposal.how)}”不同的理由`);
  if (paper !== null && now.attachments.length === 0) missing.push(`附件：${paper}`);
  if (missing.length > 0) fail('DISPOSAL_EVIDENCE_MISSING', { way: codeZh(disposalWays, way), missing: missing.join('、') });
  const files = now.attachments.length === 0 ? '' : `证明 ${now.attachments.length} 件，附于处置报告`;
  return { way, evidence: [evidenceZh(way, points), evidence, files].filter((text) => text !== '').join('；') };
}

function isStated(text: string, day: 'past' | 'ahead' | undefined, today: string): boolean {
  if (day === undefined) return text.length >= 2;
  return isPlainDate(text) && (day === 'past' ? text <= today : text > today);
}
