import { makeRunFolder, runFolderVariable } from '../platform/postgres/testing.ts';

/** Names the folder of this run's database server; the first test file that needs one starts it (platform/postgres/testing.ts). */
export default function setup(): void {
  process.env[runFolderVariable] = makeRunFolder();
}
