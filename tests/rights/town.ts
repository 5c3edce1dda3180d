import { guarded } from '../guard.ts';
import { graduates, publishes } from '../market.ts';
import { below } from '../below.ts';
import { startProvider } from '../provider.ts';
import { town } from '../town.ts';

/**
 * Rights through HTTP: every act that a person may take, of every table, is taken once by whom the table names; just
 * before, it is refused to nobody (401), to another department (404), to a wrong post (403 with post and article), and
 * to who made what he would approve (OWN_WORK). tests/guard.ts does the refusing.
 */
const [plain, provider] = await Promise.all([town({ today: '2026-10-12', also: below }), startProvider()]);
const { town: it, tried } = guarded(plain);
export { it, plain, provider, tried };
export const stop = async () => { await plain.stop(); await provider.stop(); };

export const as = (who: string) => it.client(who);
export const term = { from: '2026-10-12', to: '2028-09-30', reason: '' };
export const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 7], term, ...more });
/** 教育局's entry of persons, which everybody applies for. */
export const people = await publishes(it, graduates);
