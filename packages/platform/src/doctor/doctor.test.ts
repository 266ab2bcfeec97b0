import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../server/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { version } from '../version.ts';
import { type Check, examine } from './examine.ts';

let app: SampleApp;
let folder: string;
beforeAll(async () => {
  app = await openSampleApp();
  folder = await mkdtemp(join(tmpdir(), 'kaizen-doctor-'));
});
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true });
});

async function look(home: string, port = 0): Promise<Record<string, Check>> {
  const { checks } = await examine({ home, port });
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

describe('examine', () => {
  it('counts what a home holds, and finds Node and DuckDB', async () => {
    const { store, home, node, duckdb, onnx } = await look(app.home);
    expect(store?.found).toMatch(/^schema \d+, 0 runs, 1 models, 0 datasets$/);
    expect(home).toEqual({ name: 'home', status: 'ok', found: app.home });
    expect(node?.status).toBe('ok');
    expect(onnx).toEqual({ name: 'onnx', status: 'ok', found: '1.30.0' });
    expect(duckdb).toMatchObject({ status: 'ok', found: expect.stringMatching(/^v?\d/) });
  });

  it('creates nothing where no home is, and says what does', async () => {
    const path = join(folder, 'none');
    const { home, store } = await look(path);
    expect(home).toMatchObject({ status: 'note', fix: expect.stringContaining('kaizen run') });
    expect(store).toBeUndefined();
    await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves a home that holds only a database as it is', async () => {
    const home = await mkdtemp(join(folder, 'only-'));
    const path = join(home, 'kaizen.db');
    const older = new DatabaseSync(path);
    older.exec('pragma journal_mode = wal');
    older.exec('create table migrations (version integer primary key)');
    older.close();
    const [bytes, { mtimeMs }] = [await readFile(path), await stat(path)];
    const { store } = await look(home);
    expect(store).toMatchObject({
      status: 'ok',
      found: 'schema 0, 0 runs, 0 models, 0 datasets',
    });
    expect(await readdir(home)).toEqual(['kaizen.db']);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  it('counts what a writer has not folded into the file yet', async () => {
    const home = await mkdtemp(join(folder, 'busy-'));
    const writer = new DatabaseSync(join(home, 'kaizen.db'));
    writer.exec('pragma journal_mode = wal');
    writer.exec('create table runs (id text)');
    writer.exec("insert into runs values ('a'), ('b')");
    const before = await readdir(home);
    expect((await look(home)).store?.found).toContain('2 runs');
    expect(await readdir(home)).toEqual(before);
    writer.close();
  });

  it('finds a home that is a file', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const { status, checks } = await examine({ home: path, port: 0 });
    expect(status).toBe('missing');
    expect(checks.find(({ name }) => name === 'home')).toMatchObject({
      status: 'missing',
      fix: expect.stringContaining('--home'),
    });
  });

  it('tells of a database that is none in the words of the store', async () => {
    const home = await mkdtemp(join(folder, 'home-'));
    await writeFile(
      join(home, 'kaizen.db'),
      'this is no database, but it is long enough to be read',
    );
    const { store } = await look(home);
    expect(store).toMatchObject({ status: 'missing', fix: expect.any(String) });
  });

  it('names another port when one is taken', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const looked = await look(app.home, port);
    expect(looked.port).toMatchObject({
      status: 'note',
      found: `${port} is taken`,
      fix: `Serve on another one with \`kaizen serve --port ${port + 1}\`.`,
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it('tells which KaizenML answers at a port that is taken', async () => {
    const server = await startServer(app, { port: 0 });
    const { port } = await look(app.home, server.port);
    expect(port).toEqual({
      ...{ name: 'port', status: 'note' },
      found: `${server.port} is served by KaizenML ${version}`,
    });
    await server.close();
  });
});
