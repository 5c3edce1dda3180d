import type { LoginAnswer as LoginAnswerShape } from '../../processes/organisation/contract.ts';
import type { z } from 'zod';

export type LoginAnswer = z.infer<typeof LoginAnswerShape>;
