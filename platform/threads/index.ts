export { runInThread, threadModule, type ThreadLimits } from './run.ts';
export { serveThread, type Give } from './serve.ts';
