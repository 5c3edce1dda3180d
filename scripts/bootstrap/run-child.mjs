import { spawn } from 'node:child_process';

/** Runs a program whose output goes to standard error. Fails with its exit code. */
export function runToStderr(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && command === 'npm' });
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Failed(`${command} ${args.slice(0, 3).join(' ')} … ended with ${code ?? signal}`, code ?? 1));
    });
  });
}

/** A step of the bootstrap failed and has said why: no stack trace for it. */
export class Failed extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}
