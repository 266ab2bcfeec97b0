import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const CANDIDATES = [process.env.KAIZEN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The browser of this machine, or undefined where there is none. */
export const chromiumPath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Put behind a title: why its tests are skipped on this machine. */
export const skipReason = chromiumPath
  ? ''
  : ' (skipped: no Chromium; name one with KAIZEN_CHROMIUM)';

const screenshots = fileURLToPath(new URL('./screenshots', import.meta.url));

/** A page that remembers what went wrong on it and what it asked for. */
export interface WatchedPage {
  readonly page: Page;
  /** Messages of the console's error level, and exceptions. */
  readonly errors: readonly string[];
  /** Addresses of every request. */
  readonly requests: readonly string[];
  /** Saves a picture of the whole page to the git-ignored folder `screenshots`. */
  screenshot(name: string): Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** A headless Chromium with a profile of its own. */
export interface Browser {
  open(look?: Look): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** Starts Chromium. */
export async function startChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium on this machine.');
  const profile = await mkdtemp(join(tmpdir(), 'kaizen-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    open: (look = { width: 1280, scheme: 'light' }) => openPage(context, look),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openPage(context: BrowserContext, { width, scheme }: Look): Promise<WatchedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  return {
    page,
    errors,
    requests,
    async screenshot(name) {
      await mkdir(screenshots, { recursive: true });
      const path = join(screenshots, `${name}-${width}-${scheme}.png`);
      await page.screenshot({ path, fullPage: true });
    },
  };
}
