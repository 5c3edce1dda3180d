import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser that the tests drive: CHROME_PATH, else an installed Chrome, Chromium or Edge; undefined where there is none. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env['CHROME_PATH']) return existsSync(env['CHROME_PATH']) ? env['CHROME_PATH'] : undefined;
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find((place) => existsSync(place));
}

/** The one line to type where we may not install. */
export const installLine = 'sudo apt-get update && sudo apt-get install -y chromium fonts-noto-cjk';

/**
 * A browser and Chinese fonts, installed from the system's packages where this user may.
 *
 * @throws with the one line to type, where it may not or the packages cannot be had
 */
export function needBrowser(): string {
  const found = findBrowser();
  if (found && hasChineseFont()) return found;
  const root = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (root && apt) {
    process.stderr.write('正在安装测试所需的浏览器和中文字体 / installing Chromium and Chinese fonts …\n');
    const options = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update', '-q'], options);
    execFileSync('apt-get', ['install', '-y', '-q', ...(found ? [] : ['chromium']), 'fonts-noto-cjk'], options);
    const installed = findBrowser();
    if (installed) return installed;
  }
  if (found) throw new Error(`缺少中文字体，页面图片会是方框。请执行：${installLine}`);
  throw new Error(`没有找到浏览器。请安装 Chrome、Chromium 或 Edge，或用 CHROME_PATH 指明。Debian、Ubuntu 上执行：${installLine}`);
}

/** Without fontconfig (macOS, Windows) the system's own fonts have Chinese. */
function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return list.error !== undefined || list.stdout.trim() !== '';
}
