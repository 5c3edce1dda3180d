import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/project.ts';
import { builtConsole, deskOf, openBrowser, visit } from '../tests/console/browser.ts';
import { office, type Office } from '../tests/console/office.ts';

/**
 * Takes the pictures of the running console that the documents show, 1440 × 900: `node scripts/run.mjs pictures`.
 * The office is that of the console's tests, on 19 October 2026; the watermark is off, since it bears a time and would
 * make every picture a new one.
 */
const pictures: readonly (readonly [name: string, who: string, path: (of: Office) => string])[] = [
  ['case', 'education.head', (of) => `/cases/application/${of.cases.reply}`],
  ['worklist', 'education.head', () => '/'],
  ['search', 'labour.clerk', () => '/catalog'],
  ['reply', 'education.clerk', (of) => `/cases/application/${of.cases.received}/reply`],
  ['grant', 'labour.head', (of) => `/cases/grant/${of.cases.suspended}`],
  ['supervision', 'bureau.lead', () => '/supervision'],
  ['law', 'education.clerk', () => '/law?article=21-1-a'],
];

const folder = join(projectRoot, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const built = await builtConsole();
const [browser, it] = await Promise.all([openBrowser(), office(built.dir)]);
try {
  for (const [name, who, path] of pictures) {
    const desk = await deskOf(browser, it.town.base, it.town.client(who));
    await visit(desk, path(it));
    await desk.page.locator('.loading').first().waitFor({ state: 'detached' });
    await desk.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    console.log(`docs/pictures/${name}.png`);
    await desk.context.close();
  }
} finally {
  await browser.close();
  await it.stop();
  built.remove();
}
