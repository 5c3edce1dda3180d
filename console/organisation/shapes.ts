import type { z } from 'zod';
import type { JurisdictionView, TemplatesView } from '../../processes/organisation/contract.ts';

export type Templates = z.infer<typeof TemplatesView>;

export type Jurisdiction = z.infer<typeof JurisdictionView>;
