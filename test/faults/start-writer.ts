import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A child process that runs one of the scripts of this folder from source. */
export interface Writer {
  readonly child: ChildProcess;
  /** Resolves with all complete lines of its stdout once it has ended, however it did. */
  readonly lines: Promise<string[]>;
  /** Exit code; null after a signal. */
  readonly code: Promise<number | null>;
}

/** Starts `test/faults/<script>.ts`. */
export function startWriter(script: string, ...args: readonly string[]): Writer {
  const path = fileURLToPath(new URL(`./${script}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, code, lines: code.then(() => output.split('\n').slice(0, -1)) };
}

/** Numbers from 0 to 1 that a seed fixes (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
