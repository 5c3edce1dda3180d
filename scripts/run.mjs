// Every npm script begins here: `node scripts/run.mjs <command> …`. Node's built-ins alone, since nothing may be installed yet.
// Installs and builds what is missing or stale, then runs the built program in this very process,
// so that signals, exit codes and output are the program's own. Everything said here goes to standard error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node 20.19 以上，当前为 ${process.versions.node}。 / Node 20.19 or later is needed, this is ${process.versions.node}.`);
  process.exit(1);
}

const { pathToFileURL } = await import('node:url');
const { prepare } = await import('./bootstrap/prepare.mjs');
const { check } = await import('./bootstrap/check.mjs');
const { endWithNpm } = await import('./bootstrap/parent.mjs');

/** What each command runs, relative to the build, and whether it needs the console. */
const commands = {
  start: { entry: 'main.js', console: true },
  demo: { entry: 'operate/demo/main.js', console: true },
  dev: { entry: 'scripts/dev.js', console: false },
  test: { entry: 'scripts/test.js', console: true },
  shuqiao: { entry: 'operate/cli.js', console: false },
  bench: { entry: 'bench/run.js', console: false },
  docs: { entry: 'scripts/docs.js', console: false },
  pictures: { entry: 'scripts/pictures.js', console: true },
};

/** Path of the entry, with everything that it needs; says why where that cannot be made. */
async function made(command) {
  return prepare(command).catch((error) => {
    console.error(error.exitCode === undefined ? error : error.message);
    process.exit(error.exitCode ?? 1);
  });
}

endWithNpm();
const [name = '', ...args] = process.argv.slice(2);
if (name === 'check') {
  process.exitCode = await check();
} else if (name === 'build') {
  await made(commands.start); // before an upgrade: the start that follows has nothing left to make
} else if (commands[name] === undefined) {
  console.error(`node scripts/run.mjs ${[...Object.keys(commands), 'build', 'check'].join('|')} …`);
  process.exitCode = 2;
} else {
  const entry = await made(commands[name]);
  process.argv.splice(1, process.argv.length, entry, ...args);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(entry).href);
}
