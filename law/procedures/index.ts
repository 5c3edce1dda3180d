/** Every table there is, by name and by code. A new procedure is a file here and a row below. */
import type { AnyProcedure, ProcedureName } from '../procedure.ts';
import { account } from './account.ts';
import { application } from './application.ts';
import { assessment } from './assessment.ts';
import { catalog } from './catalog.ts';
import { demand } from './demand.ts';
import { correction } from './correction.ts';
import { dispute } from './dispute.ts';
import { finding } from './finding.ts';
import { grant } from './grant.ts';
import { incident } from './incident.ts';
import { procedureNames } from './names.ts';
import { reflux } from './reflux.ts';
import { serviceChange } from './service-change.ts';
import { source } from './source.ts';
import { useChange } from './use-change.ts';

export { procedureNames, usageRecordCode } from './names.ts';
export { account, application, assessment, catalog, correction, demand, dispute, finding, grant, incident, reflux, serviceChange, source, useChange };

/** The tables, in the order in which processes may call each other. */
export const procedures: readonly AnyProcedure[] = [account, incident, assessment, catalog, source, grant, useChange, serviceChange, demand, application, reflux, correction, dispute, finding];

const byName: ReadonlyMap<string, AnyProcedure> = new Map(procedures.map(table => [table.name, table]));
const byCode: ReadonlyMap<string, AnyProcedure> = new Map(procedures.map(table => [table.code, table]));

/** The table of this name; undefined where the procedure has none yet, or does not exist. */
export function findProcedure(name: string): AnyProcedure | undefined {
  return byName.get(name);
}

/** The table that numbers like `SQ-320000-2026-000123` belong to. */
export function procedureOfCode(code: string): AnyProcedure | undefined {
  return byCode.get(code);
}

export function isProcedureName(name: string): name is ProcedureName {
  return Object.keys(procedureNames).includes(name);
}
