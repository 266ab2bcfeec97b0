import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { chromiumPath, skipReason, startChromium } from '../../browser/chromium.ts';
import { engineFits } from './engine-fits.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

const digests = Array.from(engineFits(2500), ([name, { json, bytes }]) => [
  name,
  createHash('sha256').update(JSON.stringify(json)).update(bytes).digest('hex'),
]);

describe('boosted trees have the same bytes', () => {
  it('in all settings that differ, that is: not the same for each', () => {
    expect(new Set(digests.map(([, digest]) => digest)).size).toBe(6);
  });

  it.each([
    ['compiled in haste', ['--liftoff-only'], []],
    ['compiled with care', ['--no-liftoff'], []],
    ['without compiled kernels', [], ['no-wasm']],
  ])('%s', async (_what, flags, args) => {
    const script = join(here, 'print-digests.ts');
    const { stdout } = await run(process.execPath, [
      ...flags,
      '--conditions=source',
      script,
      ...args,
    ]);
    const hasWasm = args.length === 0 ? 'object' : 'undefined';
    expect(JSON.parse(stdout)).toEqual([hasWasm, digests]);
  });

  it.skipIf(chromiumPath === undefined)(`in a browser${skipReason}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaizen-engines-'));
    await build({
      root: here,
      configFile: false,
      logLevel: 'warn',
      resolve: { conditions: ['source', 'module', 'browser'] },
      build: {
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: {
          input: join(here, 'engine-fits-page.ts'),
          output: { entryFileNames: 'page.js' },
        },
      },
    });
    const script = await readFile(join(folder, 'page.js'));
    const server = createServer(({ url }, response) => {
      const isPage = url === '/';
      response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript');
      response.end(
        isPage ? '<!doctype html><script type="module" src="/page.js"></script>' : script,
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const browser = await startChromium();
    try {
      const { page } = await browser.open();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => 'digests' in window);
      expect(await page.evaluate(() => window.digests())).toEqual(digests);
    } finally {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
