import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../packages/platform/bin/kaizen.js', import.meta.url));

/** `kaizen serve` in a process of its own. */
export interface ServedKaizen {
  readonly port: number;
  /** Sends a signal and waits for the end. @returns The exit code; null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Serves a home on any free port, and waits until the server is ready. */
export async function serveKaizen(
  home: string,
  flags: readonly string[] = [],
): Promise<ServedKaizen> {
  const argv = ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home, ...flags];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return {
    port: Number(new URL(String(value).trim()).port),
    async end(signal) {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
