import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { buildPages } from './build-pages.ts';
import { type Browser, startChromium } from './chromium.ts';

/** A sample app behind its pages, and a browser to look at them. */
export interface SamplePages extends AsyncDisposable {
  readonly app: SampleApp;
  readonly server: RunningServer;
  readonly browser: Browser;
}

/**
 * Builds the pages and serves them over an app with the sample model `churn`.
 *
 * @param token That the server asks for. Default: none.
 */
export async function openSamplePages({
  token,
  ...options
}: NonNullable<Parameters<typeof openSampleApp>[0]> & {
  readonly token?: string;
} = {}): Promise<SamplePages> {
  const [pages, app, browser] = await Promise.all([
    buildPages(),
    openSampleApp(options),
    startChromium(),
  ]);
  const server = await startServer(app, { port: 0, token, findWebFolder: () => pages.folder });
  return {
    ...{ app, server, browser },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.close();
      await app.dispose();
      await pages[Symbol.asyncDispose]();
    },
  };
}
