import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openAccountBook } from '../../access/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { startServer } from '../server.ts';
import { createJwtCheck, type JwtOptions } from './jwt.ts';

const NOW_MS = 1.7e12;
const NOW = NOW_MS / 1000;
const clock = { now: () => NOW_MS };
const SECRET = '0123456789abcdef0123456789abcdef';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (changes: object = {}) => ({
  iss: 'https://issuer.example',
  aud: 'kaizen',
  sub: 'billing',
  exp: NOW + 600,
  scope: 'predict openid',
  ...changes,
});

/** A token made by hand with the cryptography of the system, as RFC 7515 says. */
function sign(payload: object, header: object, signature: (text: string) => Buffer): string {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${signature(text).toString('base64url')}`;
}
const hs256 = (payload: object, secret: string | Buffer = SECRET) =>
  sign(payload, { alg: 'HS256', typ: 'JWT' }, (text) =>
    createHmac('sha256', secret).update(text).digest(),
  );
const rs256 = (payload: object, key: KeyObject) =>
  sign(payload, { alg: 'RS256', kid: 'one' }, (text) =>
    createSign('RSA-SHA256').update(text).sign(key),
  );

/** Accounts that two of the subjects have. */
const accounts = openAccountBook(
  {
    find: async (name) =>
      ['maria', 'gone'].includes(name)
        ? {
            ...{ name, kind: 'person', createdAt: '2026-01-01T00:00:00.000Z' },
            closedAt: name === 'gone' ? '2026-01-02T00:00:00.000Z' : null,
            roles: [
              { role: 'write', thing: { kind: 'model', id: 'churn' }, name: 'churn', at: '' },
            ],
          }
        : undefined,
  },
  { clock },
);

describe('JSON Web Tokens', () => {
  let folder = '';
  let secretFile = '';
  let jwks = '';
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-jwt-'));
    secretFile = join(folder, 'secret.txt');
    jwks = join(folder, 'jwks.json');
    await writeFile(secretFile, `${SECRET}\n`);
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
    await writeFile(jwks, JSON.stringify({ keys: [key] }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const check = (options: Partial<JwtOptions>) =>
    createJwtCheck(
      { issuer: 'https://issuer.example', audience: 'kaizen', ...options },
      { clock, accounts },
    );

  it('stand for their subject, with the scopes that are known here', async () => {
    const withKeys = await check({ jwks });
    expect(await withKeys(rs256(claims(), privateKey))).toEqual({
      id: 'jwt:billing',
      scopes: new Set(['predict']),
      endpoints: undefined,
      rights: undefined,
    });
    const withSecret = await check({ secretFile, scopesClaim: 'roles' });
    const roles = ['read', 'admin', 'root'];
    expect(await withSecret(hs256(claims({ roles })))).toMatchObject({
      scopes: new Set(['read', 'admin']),
    });
    expect(await withSecret(hs256(claims()))).toMatchObject({ scopes: new Set() });
  });

  it('have the rights of the account that is called as their subject, within their scopes', async () => {
    const withSecret = await check({ secretFile });
    const found = await withSecret(hs256(claims({ sub: 'maria', scope: 'read' })));
    if (typeof found === 'string') return expect.unreachable(found);
    const { id, scopes, rights } = found;
    expect([id, scopes, rights?.account]).toEqual(['jwt:maria', new Set(['read']), 'maria']);
    expect(rights?.has('write', { kind: 'model', id: 'churn' })).toBe(true);
    expect(rights?.has('read', { kind: 'model', id: 'demand' })).toBe(false);
    expect(await withSecret(hs256(claims({ sub: 'gone' })))).toBe(
      'a token of "gone", an account that is closed',
    );
  });

  it('count a minute before and after their time, and no longer', async () => {
    const withSecret = await check({ secretFile });
    for (const changes of [{ exp: NOW - 59 }, { nbf: NOW + 60 }])
      expect(await withSecret(hs256(claims(changes)))).toHaveProperty('scopes');
    expect(await withSecret(hs256(claims({ exp: NOW - 60 })))).toBe('a token whose time is over');
    for (const [claim, changes] of [
      ['nbf', { nbf: NOW + 61 }],
      ['exp', { exp: undefined }],
      ['iss', { iss: 'https://other.example' }],
      ['iss', { iss: undefined }],
      ['aud', { aud: 'others' }],
      ['aud', { aud: undefined }],
    ] as const)
      expect(await withSecret(hs256(claims(changes)))).toBe(
        `a token whose \`${claim}\` is not the one that is asked for`,
      );
  });

  it('are refused with another key, another algorithm, or none', async () => {
    const withKeys = await check({ jwks });
    const withSecret = await check({ secretFile });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const { privateKey: other } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const none = sign(claims(), { alg: 'none' }, () => Buffer.alloc(0));
    const forged: [typeof withKeys, string][] = [
      [withKeys, rs256(claims(), other)],
      [withKeys, hs256(claims(), pem as string)],
      [withKeys, hs256(claims(), SECRET)],
      [withKeys, none],
      [withSecret, none],
      [withSecret, hs256(claims(), `${SECRET}x`)],
      [withSecret, rs256(claims(), privateKey)],
      [withSecret, `${hs256(claims()).slice(0, -3)}AAA`],
      [withSecret, 'a.b.c'],
    ];
    for (const [one, token] of forged) expect(await one(token)).toBe('one that it does not know');
  });

  it('are not checked with what cannot be trusted', async () => {
    const short = join(folder, 'short.txt');
    await writeFile(short, 'too short');
    expect(await rejectionOf(check({ secretFile: short }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `The secret in "${short}" must have at least 32 bytes, got 9.`,
      details: { path: short, minBytes: 32, sizeBytes: 9 },
    });
    expect(await rejectionOf(check({ jwks: 'http://issuer.example/jwks.json' }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      details: { url: 'http://issuer.example/jwks.json' },
    });
    expect(await rejectionOf(check({ jwks: short }))).toMatchObject({ code: 'ARGUMENT_INVALID' });
    const missing = join(folder, 'missing.json');
    expect(await rejectionOf(check({ jwks: missing }))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { path: missing, reason: 'ENOENT' },
    });
    for (const options of [{}, { jwks, secretFile }])
      expect(await rejectionOf(check(options))).toMatchObject({ code: 'ARGUMENT_INVALID' });
  });

  it('cannot be checked while the keys of their issuer cannot be read', async () => {
    const closedPort = await check({ jwks: 'https://127.0.0.1:1/jwks.json' });
    expect(await rejectionOf(closedPort(rs256(claims(), privateKey)))).toEqual({
      code: 'ISSUER_UNREACHABLE',
      message: 'The keys of the issuer must be readable to check a token, got no answer with keys.',
      hint: 'Try again soon; the administrator sees whether the address of `--jwks` answers.',
      details: {},
    });
  });

  it('open the routes of their scopes, and close the server to everyone else', async () => {
    const app: SampleApp = await openSampleApp({ clock });
    const jwt = { secretFile, issuer: 'https://issuer.example', audience: 'kaizen' };
    const server = await startServer(app, { port: 0, jwt });
    const ask = async (token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return await fetch(`${server.url}/api/v1/models`, { headers });
    };
    expect(server.isClosed).toBe(true);
    expect((await ask()).status).toBe(401);
    expect((await ask(hs256(claims()))).status).toBe(403);
    expect((await ask(hs256(claims({ scope: 'read' })))).status).toBe(200);
    const over = await ask(hs256(claims({ exp: NOW - 100 })));
    expect(over.status).toBe(401);
    expect(await over.text()).toContain('got a token whose time is over.');
    await server.close();
    await app.dispose();
  });
});
