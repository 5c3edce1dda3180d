import type { ConnectionView, ResourceView } from '../../processes/resource/contract.ts';
import type { z } from 'zod';

export type Connection = z.infer<typeof ConnectionView>;
export type Resource = z.infer<typeof ResourceView>;
