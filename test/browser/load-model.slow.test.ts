import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel } from '@kaizenml/ml/artifact';
import { ESTIMATORS } from '@kaizenml/ml/models';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bitsOf, numbersOf, reasonsOf } from './bits-of.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';
import { customers, writeArtifact } from './write-artifact.ts';

const N_ROWS = 200;
const HTML =
  '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

// Counts cannot be made of these columns, which are scaled.
const CASES = ESTIMATORS.filter(({ traits }) => !traits.nonNegative)
  .flatMap((estimator) => [
    ...(estimator.traits.classification ? [{ estimator, task: 'multiclass' as const }] : []),
    ...(estimator.traits.regression ? [{ estimator, task: 'regression' as const }] : []),
  ])
  .map(({ estimator, task }) => ({ estimator, task, name: `${estimator.name}-${task}` }));

describe.skipIf(chromiumPath === undefined)(`loadModel in a browser${skipReason}`, () => {
  const rows = customers(N_ROWS, 5);
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let errors: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-bundle-'));
    await bundlePage(folder);
    for (const { name, estimator, task } of CASES)
      await writeArtifact(join(folder, name), estimator, task);
    [server, browser] = await Promise.all([serveFiles(folder), startChromium()]);
    ({ page, errors } = await browser.open());
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'explain' in window);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const loadHere = (name: string) => loadModel((file) => readFile(join(folder, name, file)));

  it.each(CASES)('answers with the same bits as in Node: $name', async ({ name, estimator }) => {
    const model = await loadHere(name);
    const here = rows.map((row) => bitsOf(numbersOf(model.predictRow(row))));
    if (!estimator.traits.ignoresFeatures) expect(new Set(here).size).toBeGreaterThan(3);
    const there = await page.evaluate(
      ([artifact, given]) => (window as unknown as PageWindow).answer(artifact, given),
      [name, rows] as const,
    );
    expect(there).toEqual(here);
    expect(errors).toEqual([]);
  });

  it.each(CASES)('explains with the same bits as in Node: $name', async ({ name }) => {
    const model = await loadHere(name);
    const few = rows.slice(0, 5);
    const there = await page.evaluate(
      ([artifact, given]) => (window as unknown as PageWindow).explain(artifact, given),
      [name, few] as const,
    );
    expect(there).toEqual(few.map((row) => bitsOf(reasonsOf(model.explain(row)))));
  });
});

type Ask = (folder: string, rows: readonly unknown[]) => Promise<string[]>;
interface PageWindow {
  readonly answer: Ask;
  readonly explain: Ask;
}

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

/** Serves the files of a folder; `/` is the page. */
async function serveFiles(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') return response.setHeader('content-type', 'text/html').end(HTML);
    if (path.endsWith('.js')) response.setHeader('content-type', 'text/javascript');
    return readFile(join(folder, path)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
