import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../app.ts';
import { startServer } from '../../server/index.ts';
import { tempHome } from '../../testing/index.ts';
import { olderDatabase } from '../testing/older-database.ts';

const ID = '01JD0000000000000000000000';
const SECRET = 'a'.repeat(43);

describe('the migration to accounts', () => {
  it('leaves keys as they were: of no account, bound by their scopes alone', async () => {
    await using temp = await tempHome();
    const older = await olderDatabase(temp.home.databasePath, 30);
    const sha256 = createHash('sha256').update(SECRET).digest('hex');
    older.exec(`
      insert into api_keys (id, name, sha256, scopes, created_at) values
        ('${ID}', 'billing', '${sha256}', '["read"]', '2026-01-01T00:00:00.000Z');
    `);
    older.close();
    const app = await openApp({ home: temp.home.path, proof: 'in-process' });
    const server = await startServer(app, { port: 0 });
    const ask = async (path: string, method = 'GET') => {
      const headers = { authorization: `Bearer kz_${ID}_${SECRET}` };
      const response = await fetch(server.url + path, { method, headers });
      return { status: response.status, body: await response.json() };
    };
    expect(server.isClosed).toBe(true);
    expect((await ask('/api/v1/keys/self')).body).toEqual({
      ...{ id: ID, scopes: ['read'], account: null, endpoints: null },
    });
    expect((await ask('/api/v1/models')).status).toBe(200);
    expect((await ask('/api/v1/accounts')).body).toEqual({ items: [] });
    expect((await ask('/api/v1/models/churn', 'DELETE')).body.code).toBe('KEY_FORBIDDEN');
    await server.close();
    await app.close();
  });
});
