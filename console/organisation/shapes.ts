import type { JurisdictionView, TemplatesView } from '../../processes/organisation/contract.ts';
import type { z } from 'zod';

export type Templates = z.infer<typeof TemplatesView>;

export type Jurisdiction = z.infer<typeof JurisdictionView>;
