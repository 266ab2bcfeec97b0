import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../server.ts';

const TOKEN = 'a-token-of-24-characters';

describe('keys of accounts at the door', () => {
  let app: SampleApp;
  let server: RunningServer;
  let now = Date.parse('2026-03-01T12:00:00.000Z');
  beforeAll(async () => {
    app = await openSampleApp({ clock: { now: () => now } });
    for (const name of ['maria', 'bob'])
      await app.handlers.accounts.create({ name, kind: 'person', role: 'read' });
    server = await startServer(app, { port: 0, token: TOKEN });
  });
  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  const ask = async (key: string, path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(server.url + path, { ...init, headers });
    return { status: response.status, body: await response.json() };
  };
  const self = async (key: string) => (await ask(key, '/api/v1/keys/self')).body;
  const rolesOf = async (key: string) =>
    (await self(key)).account.roles.map(({ role }: { readonly role: string }) => role);

  it('tell who they are and what they may do, which is all that their account may', async () => {
    const { key, id, account } = await app.handlers.keys.create({ name: 'mac', account: 'maria' });
    expect(account).toBe('maria');
    expect(await self(key)).toMatchObject({
      ...{ id, scopes: ['admin'], endpoints: null },
      account: { name: 'maria', kind: 'person', roles: [{ role: 'read', thing: null }] },
    });
    const free = await app.handlers.keys.create({ name: 'free', scopes: 'read' });
    expect(await self(free.key)).toMatchObject({ id: free.id, scopes: ['read'], account: null });
    expect(await self(TOKEN)).toMatchObject({ id: 'admin', account: null });
  });

  it('may do at once what is given over HTTP, and within a second what is given elsewhere', async () => {
    const { key } = await app.handlers.keys.create({ name: 'mac', account: 'maria' });
    const roles = '/api/v1/accounts/maria/roles';
    const body = JSON.stringify({ role: 'write', model: 'churn' });
    expect((await ask(key, roles, { method: 'POST', body })).body).toMatchObject({
      ...{ code: 'ACCESS_FORBIDDEN', details: { account: 'maria' } },
    });
    expect((await ask(TOKEN, roles, { method: 'POST', body })).status).toBe(200);
    expect(await rolesOf(key)).toEqual(['read', 'write']);
    const change = { role: 'write', thing: { kind: 'model', id: 'churn' } } as const;
    expect((await app.accountBook.find('maria'))?.rights.has('write', change.thing)).toBe(true);
    await app.store.accounts.withdraw('maria', { ...change, reason: { by: 'person' } });
    expect((await app.accountBook.find('maria'))?.rights.has('write', change.thing)).toBe(true);
    now += 1000;
    expect((await app.accountBook.find('maria'))?.rights.has('write', change.thing)).toBe(false);
  });

  it('make their account admin at what it made, also in the eyes of a request that goes on', async () => {
    const { rights } = (await app.accountBook.find('maria')) ?? expect.unreachable();
    const thing = { kind: 'experiment', id: '0' } as const;
    expect(rights.has('admin', thing)).toBe(false);
    for (let i = 0; i < 2; i++) await app.own(rights, thing);
    expect([rights.has('admin', thing), rights.has('admin')]).toEqual([true, false]);
    const entries = await app.store.audit.list({ name: 'experiment:0', limit: 9 });
    expect(entries).toMatchObject([{ action: 'role.grant', who: 'maria' }]);
  });

  it('are refused while the account is closed, with a sentence for who has the secret', async () => {
    const { key, id } = await app.handlers.keys.create({ name: 'pc', account: 'bob' });
    expect((await ask(key, '/api/v1/keys/self')).status).toBe(200);
    await app.handlers.accounts.close({ name: 'bob' });
    now += 1000;
    const refused = await ask(key, '/api/v1/keys/self');
    expect([refused.status, refused.body.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(refused.body.detail).toContain('got a key of "bob", an account that is closed.');
    const guessed = await ask(`kz_${id}_${'A'.repeat(43)}`, '/api/v1/keys/self');
    expect(guessed.body.detail).toContain('got one that it does not know.');
    await app.handlers.accounts.open({ name: 'bob' });
    now += 1000;
    expect((await ask(key, '/api/v1/keys/self')).status).toBe(200);
  });

  it('are one person in the history, whichever of them is used', async () => {
    await app.handlers.accounts.grant({ name: 'bob', role: 'admin' });
    now += 1000;
    const path = '/api/v1/models/churn/aliases/champion';
    for (const name of ['one', 'two']) {
      const { key } = await app.handlers.keys.create({ name, account: 'bob' });
      const body = JSON.stringify({ version: 1, note: name });
      expect((await ask(key, path, { method: 'PUT', body })).status).toBe(200);
    }
    const { items } = await app.handlers.models.history({ name: 'churn', limit: 2 });
    expect(items.map(({ who, why }) => [who, why])).toEqual([
      ['bob', 'two'],
      ['bob', 'one'],
    ]);
  });
});
