import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { trainCustomers } from '../browser/train-customers.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN = 'the-token-of-a-server-0123456789';
const PYTHON = process.env.KAIZEN_PYTHON ?? 'python3';

/** What a sample needs of this machine, by its id. */
const NEEDS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  'python-requests': [PYTHON, '-c', 'import requests'],
  'python-mlflow': [PYTHON, '-c', 'import requests'],
  'python-triton': [PYTHON, '-c', 'import tritonclient.http'],
};

const IDS = [
  ...['curl', 'typescript', 'fetch', 'command'],
  ...['python-requests', 'python-mlflow', 'python-triton'],
] as const;

/** How the lines of a language are run. */
const RUN: Readonly<Record<string, (code: string) => [command: string, args: string[]]>> = {
  shell: (code) => ['sh', ['-ec', code]],
  typescript: (code) => [
    process.execPath,
    ['--conditions=source', '--input-type=module-typescript', '-e', code],
  ],
  python: (code) => [PYTHON, ['-c', code]],
};

describe('the requests that the guide of an endpoint shows', () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-samples-'));
    app = await openApp({ home: join(folder, 'home') });
    await trainCustomers(app, folder);
    server = await startServer(app, { port: 0, token: TOKEN });
  });
  afterAll(async () => {
    await server?.close();
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const guide = () => app.handlers.endpoints.guide({ name: 'churn', url: server.url });
  const nAnswered = async () => (await app.handlers.endpoints.show({ name: 'churn' })).nPredictions;

  it('are those that are run here', async () => {
    const { samples } = await guide();
    expect(samples.map(({ id }) => id).sort()).toEqual([...IDS].sort());
  });

  describe.each(IDS.map((id) => ({ id, missing: missingFor(id) })))('$id', ({ id, missing }) => {
    it.skipIf(missing !== undefined)(`gets the answer of the model${missing ?? ''}`, async () => {
      const { samples, sampleRow } = await guide();
      const sample = samples.find((each) => each.id === id);
      const before = await nAnswered();
      const [command, args] = RUN[sample?.language ?? '']?.(sample?.code ?? '') ?? ['false', []];
      const { stdout } = await run(command, args, {
        cwd: root,
        env: {
          ...process.env,
          KAIZEN_KEY: TOKEN,
          KAIZEN_HOME: join(folder, 'home'),
          PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
        },
      });
      const { prediction } = await app.handlers.models.explain({
        name: 'churn',
        row: sampleRow ?? {},
      });
      expect(stdout).toContain(String(prediction));
      expect(await nAnswered()).toBe(before + 1);
    });
  });

  it('need the key', async () => {
    const { samples } = await guide();
    const curl = samples.find(({ id }) => id === 'curl')?.code ?? '';
    const { stdout } = await run('sh', ['-ec', curl], { env: { PATH: process.env.PATH } });
    expect(JSON.parse(stdout)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
  });
});

/** Behind the title: why a sample is not run on this machine. */
function missingFor(id: string): string | undefined {
  const [command, ...args] = NEEDS[id] ?? [];
  if (command === undefined || spawnSync(command, args).status === 0) return undefined;
  return ` (skipped: \`${[command, ...args].join(' ')}\` fails here)`;
}
