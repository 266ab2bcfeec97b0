import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that speaks S3. */
export interface S3Server {
  /** Root, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

const MOST_TRIES = 300;
const BETWEEN_TRIES_MS = 100;

/**
 * Starts moto's S3 server, the package `moto[server]` of PyPI: what `KAIZEN_S3_SERVER` names, else `moto_server` of the path.
 *
 * @returns Undefined where it is not installed.
 */
export async function startS3Server(): Promise<S3Server | undefined> {
  const port = await freePort();
  const child = spawn(
    process.env.KAIZEN_S3_SERVER ?? 'moto_server',
    ['-H', '127.0.0.1', '-p', `${port}`],
    { stdio: 'ignore' },
  );
  let isOver = false;
  const over = once(child, 'exit').then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < MOST_TRIES && !isOver; i++) {
    const isUp = await fetch(url).then(
      (response) => response.body?.cancel().then(() => true),
      () => false,
    );
    if (isUp === true)
      return {
        url,
        async stop() {
          child.kill();
          await over;
        },
      };
    await sleep(BETWEEN_TRIES_MS);
  }
  child.kill();
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
