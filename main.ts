import { ConfigRefused, readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { KeyRefused } from './platform/keys/index.ts';
import { HomeInUse } from './platform/postgres/launcher.ts';
import { MigrationRefused } from './platform/postgres/migrate.ts';
import { DatabaseUnusable } from './platform/postgres/unusable.ts';
import { sayRefusedFile, sayRefusedLine } from './platform/system-refusal.ts';
import { MarkRefused } from './operate/serve/bring-up-to-date.ts';
import { startPlatform } from './operate/serve/platform.ts';
import type { Platform } from './operate/serve/platform.ts';

/** `npm start`: the platform of this environment, until a signal ends it. */
let log = createLog('info');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function tell(platform: Platform): void {
  say(`数桥 政务数据共享平台已启动：${platform.url}`);
  for (const warning of platform.warnings) say(`注意：${warning}`);
  if (platform.setup === undefined) return;
  say(`首次设置请在本机浏览器打开（30 分钟内有效，只能用一次，只认首个打开的浏览器）：\n  ${platform.setup.url}`);
  say(`地址另存于 ${platform.setup.path}；过期后可运行 npm run shuqiao -- officers init 重新生成。`);
}

/** Told plainly: what the environment or the data makes impossible. Anything else is a bug and shows its trace. */
function explain(error: unknown): string {
  const plain = error instanceof ConfigRefused || error instanceof KeyRefused || error instanceof HomeInUse || error instanceof MigrationRefused || error instanceof MarkRefused || error instanceof DatabaseUnusable;
  if (plain) return error.message;
  const file = sayRefusedFile(error);
  if (file !== undefined) return file;
  return sayRefusedLine(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

let starting: Promise<Platform> | undefined;
let ending: Promise<void> | undefined;
/** What is just being started is ended in order, too. */
function end(code: number): void {
  setTimeout(() => process.exit(code), 2_800).unref(); // whatever hangs: the database's guard ends what is left
  ending ??= (starting?.then((platform) => platform.stop(), () => undefined) ?? Promise.resolve()).finally(() => process.exit(code));
}
process.on('SIGTERM', () => end(0));
process.on('SIGINT', () => end(0));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught exception');
  end(1);
});

try {
  const config = readConfig();
  log = createLog(config.logLevel);
  const platform = await (starting = startPlatform(config, log));
  if (ending !== undefined) await ending;
  tell(platform);
  void platform.lost.then(() => {
    say('内置数据库已意外停止，平台退出。 / The embedded database ended; the server ends too.');
    end(1);
  });
} catch (error) {
  say(explain(error));
  process.exit(1);
}
