// Lets a worker thread of the tests read TypeScript as it lies in the project; a built program never loads this.
import { register } from 'node:module';

register('./sources-hooks.mjs', import.meta.url);
