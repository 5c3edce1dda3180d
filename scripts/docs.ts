import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/project.ts';
import { printed } from './docs/printed.ts';

/** Writes the documents that are printed from law/. */
for (const [file, text] of Object.entries(printed())) {
  writeFileSync(join(projectRoot, file), text);
  console.log(file);
}
