import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { startServer } from '../server.ts';
import { readKeyPair } from './key-pair.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../testing/certificates/${name}.pem`, import.meta.url));

describe('TLS', () => {
  let app: SampleApp;
  let folder = '';
  const files = () => ({ certPath: join(folder, 'cert.pem'), keyPath: join(folder, 'key.pem') });
  const install = async (name: string) => {
    const { certPath, keyPath } = files();
    await copyFile(fixture(`${name}.cert`), certPath);
    await copyFile(fixture(`${name}.key`), keyPath);
  };
  beforeAll(async () => {
    app = await openSampleApp();
    folder = await mkdtemp(join(tmpdir(), 'kaizen-tls-'));
  });
  beforeEach(() => install('first'));
  afterAll(async () => {
    await app.dispose();
    await rm(folder, { recursive: true });
  });

  /** Status of an answer, whose certificate came with it, and whether its connection was used before. */
  const ask = (url: string, options: RequestOptions = {}) =>
    new Promise<{ status: number | undefined; name: string; isReused: boolean }>(
      (resolve, reject) => {
        const asked = get(`${url}/livez`, { rejectUnauthorized: false, ...options }, (response) => {
          const { subject } = (response.socket as TLSSocket).getPeerCertificate();
          const name = String(subject?.CN);
          response.resume();
          response.on('end', () =>
            resolve({ status: response.statusCode, name, isReused: asked.reusedSocket }),
          );
        });
        asked.on('error', reject);
      },
    );

  it('answers under https with its certificate, which strangers do not trust', async () => {
    const server = await startServer(app, { port: 0, tls: files() });
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(server.url, { agent: false })).toMatchObject({ status: 200, name: 'first' });
    const refused = ask(server.url, { agent: false, rejectUnauthorized: true });
    await expect(refused).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    await server.close();
  });

  it('takes a new pair without ending connections, and keeps the old one while the new does not fit', async () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line) });
    const server = await startServer(app, { port: 0, log, tls: { ...files(), checkEveryMs: 5 } });
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(server.url, { agent: kept })).toMatchObject({ name: 'first' });
    await copyFile(fixture('second.cert'), files().certPath);
    while (!lines.join('').includes('cannot be used')) await ask(server.url, { agent: false });
    expect(lines.join('')).toContain('TLS_INVALID');
    expect(await ask(server.url, { agent: false })).toMatchObject({ name: 'first' });
    await copyFile(fixture('second.key'), files().keyPath);
    while ((await ask(server.url, { agent: false })).name !== 'second');
    expect(await ask(server.url, { agent: kept })).toMatchObject({ status: 200, isReused: true });
    expect(lines.join('')).toContain('the certificate was replaced');
    expect(lines.join('')).not.toContain('PRIVATE KEY');
    kept.destroy();
    await server.close();
  });

  it('refuses files that do not fit, are over, not yet valid, or none', async () => {
    const { certPath, keyPath } = files();
    const at = (iso: string) => ({ now: () => Date.parse(iso) });
    const today = at('2030-01-01T00:00:00Z');
    expect((await readKeyPair(files(), today)).endsAt.getUTCFullYear()).toBe(2126);
    expect(await rejectionOf(readKeyPair(files(), at('2127-01-01T00:00:00Z')))).toMatchObject({
      code: 'TLS_INVALID',
      message: expect.stringMatching(/must be valid now, got one that ended at 2126-10-29T/),
      details: { certPath, keyPath },
    });
    expect(await rejectionOf(readKeyPair(files(), at('2020-01-01T00:00:00Z')))).toMatchObject({
      code: 'TLS_INVALID',
      message: expect.stringMatching(/must be valid now, got one that begins at 2026-11-22T/),
    });
    await copyFile(fixture('second.key'), keyPath);
    expect(await rejectionOf(startServer(app, { port: 0, tls: files() }))).toMatchObject({
      code: 'TLS_INVALID',
      message: `The key in "${keyPath}" must belong to the certificate in "${certPath}", got another one.`,
      details: { certPath, keyPath },
    });
    await writeFile(keyPath, 'no key');
    expect(await rejectionOf(readKeyPair(files(), today))).toMatchObject({
      code: 'TLS_INVALID',
      message: `The file "${keyPath}" must hold a private key without a passphrase as PEM, got something else.`,
      details: { path: keyPath, expected: 'a private key without a passphrase' },
    });
    const missing = join(folder, 'missing.pem');
    expect(await rejectionOf(readKeyPair({ certPath, keyPath: missing }, today))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { path: missing, reason: 'ENOENT' },
    });
  });
});
