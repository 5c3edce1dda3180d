import type { z } from 'zod';
import type { ConnectionView, ResourceView } from '../../processes/resource/contract.ts';

export type Connection = z.infer<typeof ConnectionView>;
export type Resource = z.infer<typeof ResourceView>;
