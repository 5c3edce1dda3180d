import type { z } from 'zod';
import type { LoginAnswer as LoginAnswerShape } from '../../processes/organisation/contract.ts';

export type LoginAnswer = z.infer<typeof LoginAnswerShape>;
