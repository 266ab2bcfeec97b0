import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSampleApp } from '../testing/sample-app.ts';
import { startServer } from './server.ts';

const TABLE = 'name,weight\nmallard,1.1\neider,2.2\nteal,0.3\n';

it('a file that is sent becomes a dataset version under its name, and leaves nothing behind', async () => {
  const app = await openSampleApp();
  const server = await startServer(app, { port: 0 });
  const address = `${server.url}/api/v1/uploads?file=wild%20ducks.csv`;
  const send = async () => (await fetch(address, { method: 'POST', body: TABLE })).json();
  try {
    const added = { name: 'wild-ducks', version: 1, nRows: 3, source: 'wild ducks.csv' };
    expect(await send()).toMatchObject({ ...added, isNew: true });
    expect(await send()).toMatchObject({ ...added, isNew: false });
    const left = await readdir(join(app.home, 'tmp'));
    expect(left.filter((name) => name.endsWith('-upload'))).toEqual([]);
  } finally {
    await server.close();
    await app.dispose();
  }
});
