export { createPool, WorkerBusy, WorkerEnded, type Limits, type Pool } from './pool.ts';
export { serveTasks } from './serve.ts';
