import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@kaizenml/contracts/client';

const BIN = fileURLToPath(new URL('../../packages/platform/bin/kaizen.js', import.meta.url));

/** A `kaizen serve` in a process of its own. */
export interface Server {
  readonly client: Client;
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Starts `kaizen serve` on a home; it answers when this resolves. */
export async function startServer(home: string): Promise<Server> {
  const argv = ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await once(child, 'close');
  };
  return {
    client: createClient({ url: line.trim(), fetch }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
