import { generatedActs } from '../../law/generated-moves.ts';
import type { Situation } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import { copyTo } from './every-case/copy.ts';
import { delegateTo } from './every-case/delegation.ts';
import type { CommonDraft, CommonEffect } from './every-case/effect.ts';
import { answerExtension, askExtension } from './every-case/extension.ts';
import { handOver } from './every-case/hand-over.ts';
import { remind } from './every-case/reminder.ts';
import type { Runner } from './runner.ts';

const acts: ReadonlySet<string> = new Set(generatedActs);

export function isCommonAct(act: string): boolean {
  return acts.has(act);
}

/** The moves that every case has, once for all: 转办, 委托, 催办, 意见, 抄送, 撤回, and the extension of a clock. */
export async function commonEffect(run: Runner, deed: Deed, draft: CommonDraft, situation: Situation): Promise<CommonEffect> {
  switch (draft.act) {
    case 'hand-over': return handOver(deed, draft);
    case 'delegation': return delegateTo(run, deed, draft);
    case 'reminder': return remind(deed, draft);
    case 'copy': return copyTo(deed, draft, situation);
    case 'ask-extension': return askExtension(deed, draft);
    case 'extend': return answerExtension(deed, draft, 'extended');
    case 'deny-extension': return answerExtension(deed, draft, 'denied');
    default: return {}; // comment and take-back are nothing but their move
  }
}
