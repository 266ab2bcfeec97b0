import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What to start, and on how many threads of OpenMP. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly nThreads: number;
}

/**
 * Runs a process to its end; it dies with this one, and so do those that it started.
 *
 * @returns Its last line of output, parsed as JSON.
 * @throws Error with its last words where it fails.
 */
export async function runChild<Answer>({ file, args, nThreads }: Command): Promise<Answer> {
  const env = { ...process.env, OMP_NUM_THREADS: String(nThreads) };
  const child = spawn(file, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.on('exit', kill);
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? String(code)));
  });
  const [stdout, stderr, how] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  process.off('exit', kill);
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (how === '0' && line !== '') return JSON.parse(line);
  throw new Error(`ended with ${how}: ${stderr.trim().split('\n').slice(-3).join(' | ')}`);
}
