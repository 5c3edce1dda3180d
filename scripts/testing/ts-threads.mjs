// Threads of the program under test load its TypeScript as it stands: Node 20 does not strip types, and vitest transforms only its own modules.
// Named by `execArgv` in vitest.config.ts; a thread inherits it.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) register(import.meta.url);

/** Node's hook: a `.ts` file is what it says without its types. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const { transformSync } = await import('rolldown/utils'); // comes with vite
  const path = fileURLToPath(url);
  const { code } = transformSync(path, readFileSync(path, 'utf8'), { lang: 'ts', sourcemap: false });
  return { format: 'module', shortCircuit: true, source: code };
}
