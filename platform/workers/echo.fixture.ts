import { serveTasks } from './serve.ts';

/** A thread for the tests: answers, fails, sleeps, eats memory, or ends. */
serveTasks(async (task: { readonly what: 'answer' | 'fail' | 'sleep' | 'eat' | 'exit'; readonly text: string }) => {
  if (task.what === 'fail') throw new Error(task.text);
  if (task.what === 'sleep') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (task.what === 'exit') process.exit(3);
  if (task.what === 'eat') for (const kept: string[][] = []; ;) kept.push(Array.from({ length: 100_000 }, (_, n) => `${n}${task.text}`));
  return `${task.text}, ${process.env['HOME'] === undefined ? 'no environment' : 'environment'}`;
});
