import assert from 'node:assert/strict';
import type { NewTreeFile, TreeFileStore } from '../../artifacts/trees/store.ts';
import { readPages, refuses } from './asserts.ts';
import { upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const hash = (digit: string) => digit.repeat(64);

function aFile(path: string, changes: Partial<NewTreeFile> = {}): NewTreeFile {
  const sha256 = changes.sha256 ?? hash('a');
  return { path, sha256, sizeBytes: 3, contentName: `${sha256}.1`, isNew: true, ...changes };
}

const removed = (path: string, sha256 = hash('a')) => ({ path, sha256, sizeBytes: 3 });

const listed = async (files: TreeFileStore, folder: string, limit = 100) =>
  (await readPages((page) => files.list(folder, page), limit)).map(({ path, sizeBytes }) =>
    sizeBytes === undefined ? `${path}/` : path,
  );

/** What every store does with files by path. */
export function artifactFileChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'artifact files', {
    'come back as they were put, also to other processes': async ({ store, again }) => {
      const put = await store.artifactFiles.put(aFile('1/run/artifacts/a "b" %_ é 🐧.txt'));
      assert.deepEqual(put?.released, []);
      const found = await (await again()).artifactFiles.find('1/run/artifacts/a "b" %_ é 🐧.txt');
      assert.deepEqual(found, put?.file);
      assert.equal(found?.sizeBytes, 3);
      assert.equal(await store.artifactFiles.find('1/run/artifacts'), undefined);
    },
    'share bytes, which go with the last of them': async ({ store: { artifactFiles: files } }) => {
      await files.put(aFile('a'));
      const second = await files.put(aFile('b', { contentName: `${hash('a')}.2` }));
      assert.deepEqual(second?.released, [`${hash('a')}.2`]);
      assert.equal(second?.file.contentName, `${hash('a')}.1`);
      assert.deepEqual(await files.findContent(hash('a')), {
        contentName: `${hash('a')}.1`,
        sizeBytes: 3,
      });
      assert.deepEqual(await files.remove('a'), { files: [removed('a')], released: [] });
      assert.deepEqual(await files.remove('b'), {
        files: [removed('b')],
        released: [{ contentName: `${hash('a')}.1`, sizeBytes: 3 }],
      });
      assert.equal(await files.findContent(hash('a')), undefined);
      assert.deepEqual(await files.remove('b'), { files: [], released: [] });
    },
    'are replaced, and say which bytes nobody needs then': async ({ store }) => {
      const { artifactFiles: files } = store;
      await files.put(aFile('a'));
      const put = await files.put(aFile('a', { sha256: hash('b') }));
      assert.deepEqual(put?.released, [`${hash('a')}.1`]);
      assert.equal((await files.find('a'))?.sha256, hash('b'));
      const same = await files.put(aFile('a', { sha256: hash('b'), isNew: false }));
      assert.deepEqual(same?.released, []);
    },
    'are not put on bytes that have gone': async ({ store: { artifactFiles: files } }) => {
      assert.equal(await files.put(aFile('a', { isNew: false })), undefined);
      await files.put(aFile('a'));
      await files.remove('a');
      assert.equal(await files.put(aFile('b', { isNew: false })), undefined);
      assert.equal(await files.find('b'), undefined);
    },
    'point at new bytes where the old ones are damaged': async ({ store }) => {
      const { artifactFiles: files } = store;
      await files.put(aFile('a'));
      const put = await files.put(
        aFile('b', { contentName: `${hash('a')}.2`, insteadOf: `${hash('a')}.1` }),
      );
      assert.deepEqual(put?.released, [`${hash('a')}.1`]);
      assert.equal((await files.find('a'))?.contentName, `${hash('a')}.2`);
    },
    'are no folders of each other': async ({ store: { artifactFiles: files } }) => {
      await files.put(aFile('a/b'));
      for (const [path, taken] of [
        ['a', 'a/b'],
        ['a/b/c', 'a/b'],
        ['a/b/c/d', 'a/b'],
      ] as const)
        await refuses(files.put(aFile(path)), {
          code: 'ARTIFACT_PATH_TAKEN',
          message: /must be free for a file/,
          details: { path, taken },
        });
      await files.put(aFile('a.b'));
      await files.put(aFile('a/b.c'));
    },
    'lie in folders, page by page, whatever letters their names have': async ({ store }) => {
      const { artifactFiles: files } = store;
      const names = ['B', 'a', 'a b', 'a-b', 'b/1', 'b/2/3', 'b/2/4', 'b-c', 'c', '\ufffd', '😀'];
      for (const name of names) await files.put(aFile(`1/r/${name}`));
      await files.put(aFile('1/r0'));
      await files.put(aFile('1/q/z'));
      const expected = ['B', 'a', 'a b', 'a-b', 'b-c', 'b/', 'c', '\ufffd', '😀'];
      for (const limit of [1, 2, 3, 100])
        assert.deepEqual(
          await listed(files, '1/r', limit),
          expected.map((name) => `1/r/${name}`),
        );
      assert.deepEqual(await listed(files, '1/r/b'), ['1/r/b/1', '1/r/b/2/']);
      assert.deepEqual(await listed(files, ''), ['1/']);
      assert.deepEqual(await listed(files, '1'), ['1/q/', '1/r/', '1/r0']);
      assert.deepEqual(await listed(files, '1/r/a'), []);
      assert.deepEqual(await listed(files, '2'), []);
    },
    'of large folders do not hide what comes behind': async ({
      store: { artifactFiles: files },
    }) => {
      for (const i of upTo(1100)) await files.put(aFile(`x/many/${String(i).padStart(5, '0')}`));
      await files.put(aFile('x/z'));
      assert.deepEqual(await listed(files, 'x'), ['x/many/', 'x/z']);
      assert.equal((await listed(files, 'x/many', 400)).length, upTo(1100).length);
    },
    'are walked through, page by page, however deep they lie': async ({ store }) => {
      const { artifactFiles: files } = store;
      const paths = ['1/r/B', '1/r/a', '1/r/b/1', '1/r/b/2/3', '1/r/b-c', '1/r/😀', '1/r/\ufffd'];
      for (const path of [...paths, '1/r0', '1/q/z']) await files.put(aFile(path));
      const inBytes = (texts: readonly string[]) =>
        texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const limit of [1, 2, 100]) {
        const walk = (folder: string) => readPages((page) => files.walk(folder, page), limit);
        assert.deepEqual(
          (await walk('1/r')).map(({ path }) => path),
          inBytes(paths),
        );
        assert.equal((await walk('')).length, paths.length + 2);
        assert.deepEqual(await walk('1/r/a'), []);
      }
      assert.deepEqual((await files.walk('1/q', { limit: 1 })).items[0], await files.find('1/q/z'));
    },
    'go with their folder, and with no other': async ({ store: { artifactFiles: files } }) => {
      await files.put(aFile('1/r/a'));
      await files.put(aFile('1/r/b/c', { sha256: hash('b') }));
      await files.put(aFile('1/r2/a', { sha256: hash('c') }));
      await files.put(aFile('1/r-'));
      assert.deepEqual(await files.remove('1/r'), {
        files: [removed('1/r/a'), removed('1/r/b/c', hash('b'))],
        released: [{ contentName: `${hash('b')}.1`, sizeBytes: 3 }],
      });
      assert.deepEqual(await listed(files, '1'), ['1/r-', '1/r2/']);
    },
    'of a copy stay when the first go': async ({ store: { artifactFiles: files } }) => {
      await files.put(aFile('1/r/m/a'));
      await files.put(aFile('1/r/m/b/c', { sha256: hash('b') }));
      assert.equal(await files.copy('1/r/m', 'v/1'), 2);
      await refuses(files.copy('1/r/m', 'v'), {
        code: 'ARTIFACT_PATH_TAKEN',
        message: /must be free/,
        details: { path: 'v', taken: 'v/1/a' },
      });
      assert.deepEqual((await files.remove('1/r')).released, []);
      assert.equal((await files.find('v/1/b/c'))?.sha256, hash('b'));
      assert.equal(await files.copy('1/r/m', 'v/2'), 0);
      assert.equal((await files.remove('v')).released.length, 2);
    },
    'know the names of their bytes': async ({ store: { artifactFiles: files } }) => {
      await files.put(aFile('a'));
      assert.deepEqual(await files.recorded([`${hash('a')}.1`, `${hash('a')}.2`]), [
        `${hash('a')}.1`,
      ]);
      assert.deepEqual(await files.recorded([]), []);
    },
    'are put and removed by several processes at once without losing bytes that are needed':
      async ({ store, again }) => {
        const stores = [store, await again()];
        const gone = new Set<string>();
        await Promise.all(
          upTo(40).map(async (i) => {
            const { artifactFiles: files } = stores[i % 2] ?? store;
            const contentName = `${hash('a')}.${i}`;
            const put = await files.put(aFile(`f/${i % 5}`, { contentName }));
            for (const name of put?.released ?? []) gone.add(name);
            if (i % 3 === 0)
              for (const { contentName } of (await files.remove(`f/${(i + 1) % 5}`)).released)
                gone.add(contentName);
          }),
        );
        for (const entry of (await store.artifactFiles.list('f', { limit: 10 })).items)
          if (entry.sizeBytes !== undefined) assert.equal(gone.has(entry.contentName), false);
      },
  });
}
