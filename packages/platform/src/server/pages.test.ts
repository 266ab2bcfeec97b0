import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { type RunningServer, startServer } from './server.ts';

describe('pages', () => {
  let app: SampleApp;
  let server: RunningServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-web-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><p>pages');
    await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
    await writeFile(join(folder, '..', 'kaizen-outside.txt'), 'secret');
    app = await openSampleApp();
    server = await startServer(app, { port: 0, findWebFolder: () => folder });
  });

  afterAll(async () => {
    await server.close();
    await app.dispose();
    await rm(join(folder, '..', 'kaizen-outside.txt'), { force: true });
    await rm(folder, { recursive: true });
  });

  it('gives index.html for every page path, never kept without asking', async () => {
    for (const path of ['/', '/models', '/models/churn@champion', '/runs/01JD']) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('<!doctype html><p>pages');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('keeps hashed files for a year', async () => {
    const response = await fetch(`${server.url}/assets/main-1a2b.js`);
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('answers 304 to a page that has not changed', async () => {
    const etag = (await fetch(`${server.url}/`)).headers.get('etag') ?? '';
    const again = await fetch(`${server.url}/`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('refuses scripts from elsewhere and inline ones', async () => {
    const policy = (await fetch(`${server.url}/`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('gives a problem for a file and for an API route that are not there', async () => {
    for (const path of ['/assets/none.js', '/api/v2/runs', '/api']) {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
    }
  });

  it('shows the pages for an address that is longer than a name of a file may be', async () => {
    const response = await fetch(`${server.url}/${'x'.repeat(600)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('never leaves its folder', async () => {
    for (const path of [
      '/../kaizen-outside.txt',
      '/%2e%2e/kaizen-outside.txt',
      '/..%2fkaizen-outside.txt',
      '/assets/%2e%2e%2f%2e%2e%2fkaizen-outside.txt',
      '//etc/passwd',
      '/%00.txt',
    ]) {
      const text = await rawGet(server.port, path);
      expect(text).not.toContain('secret');
      expect(text).not.toContain('root:');
    }
  });

  it('says how to build the pages when there are none', async () => {
    const bare = await startServer(app, { port: 0, findWebFolder: () => undefined });
    const response = await fetch(bare.url);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('<code>npm run build:ui</code>');
    await bare.close();
  });
});

function rawGet(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end();
  });
}
