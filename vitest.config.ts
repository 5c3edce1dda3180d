import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/testing/longest-first.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{law,platform,processes,plane,sdk,operate,scripts,scenarios,tests,console}/**/*.test.ts'],
    pool: 'forks',
    execArgv: ['--import', new URL('./scripts/testing/ts-threads.mjs', import.meta.url).href],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000, // for what hangs: the longest takes a quarter of it where two run at once
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } }, // a busy machine is slow, not wrong: what is waited for is a state
    globalSetup: ['tests/global-setup.ts'],
  },
});
