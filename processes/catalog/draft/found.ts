import type { ErrorCode } from '../../../law/errors.ts';

/** Collects what is to be mended. `error` bars the submission, `warning` only asks to look again. */
export interface Found {
  error(path: string, basis: string | null, message: string, code?: ErrorCode, params?: Readonly<Record<string, string>>): void;
  warning(path: string, basis: string | null, message: string): void;
}
