import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projectRoot } from '../../platform/project.ts';

/** What takes half a minute and more, longest first: begun last, one of these would keep a whole run waiting for itself. */
const longest = [
  'tests/console/pages.test.ts', 'tests/crash.test.ts', 'tests/roles.test.ts', 'tests/console/nav.test.ts', 'tests/console/acts.test.ts', 'tests/console/desks.test.ts',
  'operate/cli.test.ts', 'platform/postgres/launcher.test.ts', 'tests/console/papers.test.ts', 'tests/console/imports.test.ts', 'tests/console/entries.test.ts', 'tests/console/set-up.test.ts',
  'tests/rights.test.ts', 'tests/start.test.ts', 'processes/catalog/import/import.test.ts',
];

/** The others follow as vitest has them: larger files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = longest.filter((file) => !existsSync(join(projectRoot, file)));
    if (gone.length > 0) throw new Error(`${gone.join(', ')}: not there any more. Correct the list in scripts/testing/longest-first.ts.`);
    const place = ({ moduleId }: TestSpecification): number => longest.findIndex((file) => moduleId === join(projectRoot, file)) >>> 0;
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
