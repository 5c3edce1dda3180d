import type { ProcedureName } from '../../../law/procedure.ts';
import type { OrgCode, PersonId, RegionCode } from '../ports.ts';

export interface Ref { readonly region: RegionCode; readonly id: string }
export interface CaseRecord extends Ref {
  readonly kind: ProcedureName;
  readonly number: string | null;
  readonly title: string;
  readonly state: string;
  readonly version: number;
  readonly open: boolean;
  readonly requester: OrgCode | null;
  readonly provider: OrgCode | null;
  readonly authority: OrgCode | null;
  readonly forum: OrgCode | null;
  readonly madeBy: PersonId | null;
  /** The one organisation that sees it so far; null: all its parties do. */
  readonly privateTo: OrgCode | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly movedAt: string;
}
