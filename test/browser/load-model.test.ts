import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSampleApp,
  type SampleApp,
} from '../../packages/platform/src/testing/open-sample-app.ts';
import { sampleRow } from '../../packages/platform/src/testing/sample-model.ts';
import { bitsOf } from './bits-of.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const N_ROWS = 200;
const HTML =
  '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

describe.skipIf(chromiumPath === undefined)(`loadModel in a browser${skipReason}`, () => {
  let folder: string;
  let app: SampleApp;
  let server: Server;
  let browser: Browser;
  let artifact: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-bundle-'));
    [app, browser] = await Promise.all([openSampleApp(), startChromium(), bundlePage(folder)]);
    artifact = (await app.handlers.models.show({ name: 'churn' })).path;
    server = await serveFiles({ '/artifact/': artifact, '/': folder });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it(`gives the same bits as in Node for ${N_ROWS} rows`, async () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: N_ROWS }, () => sampleRow(() => random.next()));
    const model = await loadModel((file) => readFile(join(artifact, file)));
    const here = rows.map((row) => bitsOf(model.predictRow(row)));
    expect(new Set(here).size).toBeGreaterThan(10);

    const { page, errors } = await browser.open();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'answer' in window);
    const there = await page.evaluate(
      (given) => (window as unknown as { answer(given: unknown): Promise<string[]> }).answer(given),
      rows,
    );
    expect(errors).toEqual([]);
    expect(there).toEqual(here);
  });
});

/** Bundles a page that has nothing but the library, as an application would. */
async function bundlePage(folder: string): Promise<void> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['source', 'module', 'browser'] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: join(root, 'load-model-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
}

/** Serves the files of folders by the start of their path; `/` itself is the page. */
async function serveFiles(folders: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const [start, folder] = Object.entries(folders).find(([each]) => path.startsWith(each)) ?? [];
    if (path === '/') return response.setHeader('content-type', 'text/html').end(HTML);
    if (path.endsWith('.js')) response.setHeader('content-type', 'text/javascript');
    return readFile(join(folder ?? '', path.slice(start?.length))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
