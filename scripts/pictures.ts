import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/project.ts';
import { builtConsole, deskOf, openBrowser, visit } from '../tests/console/browser.ts';
import { handbookFolder, handbookPictures, wordsFile, wordsOn } from '../tests/console/handbook.ts';
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
const ofHandbooks = join(handbookFolder, 'pictures');
for (const each of [folder, ofHandbooks]) mkdirSync(each, { recursive: true });
const built = await builtConsole();
const [browser, it] = await Promise.all([openBrowser(), office(built.dir)]);

/** One picture of what a desk sees; answers the words on it. */
async function take(file: string, who: string, path: string, words?: string): Promise<string[]> {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await visit(desk, path);
  if (words !== undefined) await desk.page.getByText(words).first().waitFor();
  await desk.page.locator('.loading').first().waitFor({ state: 'detached' });
  const found = await wordsOn(desk.page);
  await desk.page.screenshot({ path: file, animations: 'disabled' });
  await desk.close();
  console.log(file.slice(projectRoot.length + 1));
  return found;
}

const fill = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => {
  const entry = it.entries[name as keyof Office['entries']] as Office['entries']['graduates'] | undefined;
  return entry ? `${entry.region}/${entry.id}` : it.cases[name as keyof Office['cases']];
});

try {
  for (const [name, who, path] of pictures) await take(join(folder, `${name}.png`), who, path(it));
  const words: Record<string, readonly string[]> = {};
  for (const [name, who, path, whole] of handbookPictures) words[name] = await take(join(ofHandbooks, `${name}.png`), who, fill(path), whole);
  writeFileSync(wordsFile, `${JSON.stringify(words, null, 1)}\n`);
} finally {
  await browser.close();
  await it.stop();
  built.remove();
}
