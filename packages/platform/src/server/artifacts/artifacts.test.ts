import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ArtifactTrees,
  createArtifactTrees,
  openContents,
  openUploads,
} from '../../artifacts/index.ts';
import { createLog, sha256, systemClock } from '../../kit/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { addArtifactRoutes } from './index.ts';

const PROXY = '/api/2.0/mlflow-artifacts';
const RUN = '1/0a1b2c/artifacts';
const LIMIT_BYTES = 200_000;

describe('files over MLflow’s protocol', () => {
  let temp: TempHome;
  let store: Store;
  let trees: ArtifactTrees;
  let server: FastifyInstance;
  let url = '';
  let port = 0;

  beforeAll(async () => {
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath);
    const contents = await openContents({
      ...{ home: temp.home, clock: systemClock, url: undefined, env: {} },
    });
    trees = createArtifactTrees({
      ...{ home: temp.home, contents, files: store.artifactFiles },
      limitBytes: LIMIT_BYTES,
    });
    server = Fastify();
    const unknown = (code: 'RUN_NOT_FOUND' | 'MODEL_NOT_FOUND', id: string) =>
      new AppError(code, { message: `"${id}" does not exist.`, details: { id } });
    addArtifactRoutes(server, {
      trees,
      uploads: openUploads(temp.home, trees),
      roots: {
        async ofRun(id) {
          if (id === 'elsewhere') return 's3://bucket/1';
          if (id !== '0a1b2c') throw unknown('RUN_NOT_FOUND', id);
          return `mlflow-artifacts:/${RUN}`;
        },
        ofModel: async () => `mlflow-artifacts://host:5000/1/models/m-1/artifacts`,
        async ofVersion(name, version) {
          if (name !== 'churn') throw unknown('MODEL_NOT_FOUND', `${name}/${version}`);
          return `http://host/api/2.0/mlflow-artifacts/artifacts/${RUN}/model`;
        },
      },
      log: createLog({ level: 'silent' }),
    });
    url = await server.listen({ port: 0 });
    port = Number(new URL(url).port);
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, init);
  const put = async (path: string, body: string | Uint8Array<ArrayBuffer>) => {
    const response = await ask(`${PROXY}/artifacts/${path}`, { method: 'PUT', body });
    expect([response.status, await response.text()]).toEqual([200, '{}']);
  };
  const failureOf = async (response: Response) => ({
    status: response.status,
    body: (await response.json()) as unknown,
  });
  const post = async (path: string, body: unknown) => {
    const response = await ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  /** Sends an address as it is, which `fetch` would tidy up first. */
  const raw = async (method: string, path: string, body = ''): Promise<number> => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { connection: 'close' },
    });
    sent.end(body);
    const [answer] = await once(sent, 'response');
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode;
  };

  it('takes, lists, gives and deletes files', async () => {
    await put(`${RUN}/model/MLmodel`, 'flavors: {}');
    await put(`${RUN}/model/data/weights%20(1).bin`, new Uint8Array([0, 255]));
    await put(`${RUN}/empty.txt`, '');
    const list = async (path: string) =>
      (await ask(`${PROXY}/artifacts?path=${encodeURIComponent(path)}`)).json();
    expect(await list(RUN)).toEqual({
      files: [
        { path: 'empty.txt', is_dir: false, file_size: 0 },
        { path: 'model', is_dir: true },
      ],
    });
    expect(await list(`${RUN}/model/data`)).toEqual({
      files: [{ path: 'weights (1).bin', is_dir: false, file_size: 2 }],
    });
    expect(await list('1/nobody/artifacts')).toEqual({});
    const given = await ask(`${PROXY}/artifacts/${RUN}/model/data/weights%20(1).bin`);
    expect(new Uint8Array(await given.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
    const gone = await ask(`${PROXY}/artifacts/${RUN}/model/`, { method: 'DELETE' });
    expect([gone.status, await gone.text()]).toEqual([200, '{}']);
    expect(await list(RUN)).toEqual({
      files: [{ path: 'empty.txt', is_dir: false, file_size: 0 }],
    });
    const again = await ask(`${PROXY}/artifacts/${RUN}/model`, { method: 'DELETE' });
    expect(again.status).toBe(200);
  });

  it('tells a file that is not there, and one that is a folder, as the protocol does', async () => {
    await put(`${RUN}/folder/a`, 'a');
    for (const path of ['nothing', 'folder'])
      expect(await failureOf(await ask(`${PROXY}/artifacts/${RUN}/${path}`))).toEqual({
        status: 404,
        body: {
          error_code: 'RESOURCE_DOES_NOT_EXIST',
          message: `A file must lie at "${RUN}/${path}", got nothing. List the folder above it.`,
        },
      });
    const response = await ask(`${PROXY}/artifacts/${RUN}/folder`, { method: 'PUT', body: 'x' });
    expect(await failureOf(response)).toMatchObject({
      status: 409,
      body: { error_code: 'RESOURCE_CONFLICT' },
    });
  });

  it('refuses what is too large before it reads it, and while it reads it', async () => {
    const large = 'x'.repeat(LIMIT_BYTES + 1);
    const address = `${PROXY}/artifacts/${RUN}/large`;
    const announced = await failureOf(await ask(address, { method: 'PUT', body: large }));
    expect(announced).toEqual({
      status: 413,
      body: {
        error_code: 'INVALID_PARAMETER_VALUE',
        message: `A file that is sent must have at most ${LIMIT_BYTES} bytes, got more. Send it in several files, or start the server with a higher \`--artifact-gb\`.`,
      },
    });
    const sent = request({ port, host: '127.0.0.1', method: 'PUT', path: address });
    sent.on('error', () => undefined);
    sent.write(large);
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(413);
    sent.destroy();
    expect((await trees.list(RUN, { limit: 100 })).items.map(({ path }) => path)).not.toContain(
      `${RUN}/large`,
    );
  });

  it('keeps nothing of a file that breaks off', async () => {
    const address = `${PROXY}/artifacts/${RUN}/half`;
    const headers = { 'content-length': 1000 };
    const sent = request({ port, host: '127.0.0.1', method: 'PUT', path: address, headers });
    const broken = once(sent, 'error');
    sent.write('half');
    sent.flushHeaders();
    await new Promise((resolve) => sent.write('more', resolve));
    sent.destroy();
    await broken;
    let left = ['once'];
    while (left.length > 0) left = await readdir(temp.home.tempPath);
    await expect(trees.get(`${RUN}/half`)).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_NOT_FOUND',
    });
  });

  it('gives ranges, and says when nothing has changed', async () => {
    await put(`${RUN}/digits.txt`, '0123456789');
    const address = `${PROXY}/artifacts/${RUN}/digits.txt`;
    const etag = `"${sha256('0123456789')}"`;
    const of = async (headers: Record<string, string>) => {
      const response = await ask(address, { headers });
      const range = response.headers.get('content-range');
      return [response.status, await response.text(), range];
    };
    expect(await of({ range: 'bytes=2-4' })).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await of({ range: 'bytes=7-' })).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await of({ range: 'bytes=-3' })).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await of({ range: 'bytes=8-99' })).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await of({ range: 'bytes=-99' })).toEqual([206, '0123456789', 'bytes 0-9/10']);
    for (const range of ['bytes=0-1,3-4', 'lines=1-2', 'bytes=4-2', 'bytes=-'])
      expect(await of({ range })).toEqual([200, '0123456789', null]);
    expect(await of({ range: 'bytes=2-4', 'if-range': etag })).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ]);
    expect((await of({ range: 'bytes=2-4', 'if-range': '"x"' }))[0]).toBe(200);
    expect(await of({ 'if-none-match': `"x", ${etag}` })).toEqual([304, '', null]);
    expect((await of({ range: 'bytes=10-' }))[0]).toBe(416);
    expect(
      (await ask(address, { headers: { range: 'bytes=10-' } })).headers.get('content-range'),
    ).toBe('bytes */10');
    const head = await ask(address, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      '10',
      '',
    ]);
  });

  it('lets no file act in the browser of who looks at it', async () => {
    const names = [
      'a.html',
      'a.svg',
      'a.js',
      'a.css',
      'a.xml',
      'a.png',
      'MLmodel',
      'a.unknown',
      'a.',
    ];
    const types: Record<string, string | null> = {};
    for (const name of names) {
      await put(`${RUN}/${name}`, '<script>alert(1)</script>');
      const { headers } = await ask(`${PROXY}/artifacts/${RUN}/${name}`);
      types[name] = headers.get('content-type');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
      expect(headers.get('content-security-policy')).not.toContain('allow-scripts');
      expect(headers.get('content-disposition')).toBe(
        `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      );
    }
    expect(types).toEqual({
      'a.html': 'text/html; charset=utf-8',
      'a.svg': 'image/svg+xml',
      'a.js': 'text/plain; charset=utf-8',
      'a.css': 'text/plain; charset=utf-8',
      'a.xml': 'text/plain; charset=utf-8',
      'a.png': 'image/png',
      MLmodel: 'text/plain; charset=utf-8',
      'a.unknown': 'application/octet-stream',
      'a.': 'application/octet-stream',
    });
    const odd = 'a"b;é🐧%\'.txt';
    await trees.copy(`${RUN}/a.html`, `${RUN}/${odd}`);
    const { headers } = await ask(`${PROXY}/artifacts/${RUN}/${encodeURIComponent(odd)}`);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="a_b;____'.txt"; filename*=UTF-8''${encodeURIComponent(odd).replace("'", '%27')}`,
    );
  });

  it.each(['../path', '/etc/passwd', 'a/../../b', '%2e%2e/a', '..\\a', 'C:/a', 'a#b', 'a\0'])(
    'refuses the path %j in every call, in the words of the protocol',
    async (path) => {
      const invalid = {
        status: 400,
        body: { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' },
      };
      const q = encodeURIComponent(path);
      for (const address of [
        `/get-artifact?run_id=0a1b2c&path=${q}`,
        `/model-versions/get-artifact?name=churn&version=1&path=${q}`,
        `/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=${q}`,
        `${PROXY}/artifacts?path=${q}`,
        `${PROXY}/artifacts/${q}`,
      ])
        expect([address, await failureOf(await ask(address))]).toEqual([address, invalid]);
      for (const method of ['PUT', 'DELETE'])
        expect(await failureOf(await ask(`${PROXY}/artifacts/${q}`, { method }))).toEqual(invalid);
      const created = await post(`${PROXY}/mpu/create/${q}`, { path: 'x', num_parts: 1 });
      expect(created).toEqual(invalid);
    },
  );

  it('never writes outside of what it was given, whatever the address', async () => {
    const before = await readdir(temp.folder, { recursive: true });
    const pieces = fc.constantFrom(
      ...['..', '.', '/', '%2e', '%2E%2e', '%2f', '%5c', '%252e', '%00', '%c0%ae', 'a', '~', ':'],
      ...['%ef%bc%8e', '%E2%80%A5', '//', '\\', '%', '?', ';', '%e2%88%95'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 8 }), async (parts) => {
        const status = await raw('PUT', `${PROXY}/artifacts/fuzz/${parts.join('')}`, 'x');
        expect([200, 400, 404, 409]).toContain(status);
      }),
      { numRuns: 80, seed: 3 },
    );
    const top = (await trees.list('', { limit: 100 })).items.map(({ path }) => path);
    expect(top.filter((path) => path !== '1' && path !== 'fuzz')).toEqual([]);
    const isOurs = /^home\/(artifacts\/contents|kaizen\.db)/;
    const after = await readdir(temp.folder, { recursive: true });
    expect(after.filter((path) => !before.includes(path) && !isOurs.test(path))).toEqual([]);
  });

  it('takes a file in parts, in any order, at addresses that need nothing else', async () => {
    const { status, body } = await post(`${PROXY}/mpu/create/${RUN}/model`, {
      path: 'large.bin',
      num_parts: 3,
    });
    expect(status).toBe(200);
    const { upload_id, credentials } = body as unknown as {
      readonly upload_id: string;
      readonly credentials: readonly {
        readonly url: string;
        readonly part_number: number;
        readonly headers: object;
      }[];
    };
    expect(credentials.map(({ part_number }) => part_number)).toEqual([1, 2, 3]);
    const texts = ['abc', 'def', 'g'];
    const parts = await Promise.all(
      credentials.toReversed().map(async ({ url: address, part_number }) => {
        const response = await fetch(address, {
          method: 'PUT',
          body: texts[part_number - 1] ?? '',
        });
        return { part_number, etag: response.headers.get('etag'), url: address };
      }),
    );
    const named = { path: 'large.bin', upload_id, parts };
    expect(
      await post(`${PROXY}/mpu/complete/${RUN}/model`, { ...named, parts: parts.slice(1) }),
    ).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
    expect(await post(`${PROXY}/mpu/complete/${RUN}/model`, named)).toEqual({
      status: 200,
      body: {},
    });
    const given = await ask(`/get-artifact?run_uuid=0a1b2c&path=model/large.bin`);
    expect(await given.text()).toBe('abcdefg');
    expect(await post(`${PROXY}/mpu/abort/${RUN}/model`, named)).toMatchObject({
      status: 404,
      body: { error_code: 'RESOURCE_DOES_NOT_EXIST' },
    });
    for (const path of ['C:\\runs\\new.bin', '/home/me/new.bin', 'new.bin']) {
      const begun = await post(`${PROXY}/mpu/create/${RUN}`, { path, num_parts: 1 });
      const { upload_id: id } = begun.body as unknown as { readonly upload_id: string };
      const end = await post(`${PROXY}/mpu/abort/${RUN}`, { path: 'new.bin', upload_id: id });
      expect([path, end.status]).toEqual([path, 200]);
    }
    expect(await post(`${PROXY}/mpu/create/${RUN}`, { num_parts: 2 })).toEqual({
      status: 400,
      body: {
        error_code: 'INVALID_PARAMETER_VALUE',
        message:
          "Missing value for required parameter 'path'. See the API docs for more information about request parameters.",
      },
    });
  });

  it('gives files of runs, logged models and versions, and takes small ones from pages', async () => {
    await put(`${RUN}/model/MLmodel`, 'flavors');
    await put('1/models/m-1/artifacts/MLmodel', 'logged');
    const text = async (address: string) => (await ask(address)).text();
    expect(await text('/get-artifact?run_id=0a1b2c&path=model/MLmodel')).toBe('flavors');
    expect(await text('/model-versions/get-artifact?name=churn&version=1&path=MLmodel')).toBe(
      'flavors',
    );
    expect(
      await text(
        '/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=MLmodel',
      ),
    ).toBe('logged');
    expect((await ask('/get-artifact?run_id=none&path=a')).status).toBe(404);
    expect((await ask('/get-artifact?run_id=0a1b2c')).status).toBe(400);
    expect(await failureOf(await ask('/get-artifact?run_id=elsewhere&path=a'))).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE' },
    });
    const address = '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=0a1b2c&path=note.md';
    expect((await ask(address, { method: 'POST', body: 'note' })).status).toBe(200);
    expect(await text('/get-artifact?run_id=0a1b2c&path=note.md')).toBe('note');
  });
});
