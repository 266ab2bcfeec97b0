import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../packages/platform/bin/kaizen.js', import.meta.url));

/** A server in a process of its own. */
export interface RunningKaizen {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Time from its start until it called itself ready, milliseconds. */
  readonly readyMs: number;
  /** Ends it by a signal. @returns Its exit code; null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `kaizen serve` on any free port and waits until it is ready. */
export async function startKaizen(
  home: string,
  flags: readonly string[] = [],
): Promise<RunningKaizen> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home, ...flags],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const url = String(value).trim();
  const { ok } = await fetch(`${url}/readyz`);
  if (!ok) throw new Error(`the server at ${url} is not ready`);
  return {
    ...{ url, child, port: Number(new URL(url).port), readyMs: performance.now() - startedAt },
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
