export { counted, counter, gauge, histogram, type Family } from './instruments.ts';
export { watchRuntime } from './runtime.ts';
export { textOf, textType } from './text.ts';
