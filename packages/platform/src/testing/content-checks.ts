import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ContentStore, ReceivedFile } from '../artifacts/contents/store.ts';
import { type Home, sha256 } from '../kit/index.ts';
import { refuses } from './store-checks/asserts.ts';

/** Something that every content store does. */
export interface ContentCheck {
  readonly promise: string;
  /** @throws AssertionError when the store does not do it. */
  run(): Promise<void>;
}

/** What the checks run on. */
export interface ContentCheckParts {
  /** Opens the contents, the same ones each time. */
  readonly open: () => Promise<ContentStore>;
  /** Where files lie before they are taken over. */
  readonly home: Home;
  /** Changes a byte of a content behind the store's back, and keeps its size. */
  readonly damage: (name: string) => Promise<void>;
  /** Size of a file that is large for this place: it comes in several pieces. Even. */
  readonly largeBytes: number;
}

/**
 * What every place of contents promises, for any test runner.
 *
 * @example
 * it.each(contentChecks({ open, home, damage, largeBytes }))('$promise', ({ run }) => run());
 */
export function contentChecks({
  open,
  home,
  damage,
  largeBytes,
}: ContentCheckParts): readonly ContentCheck[] {
  const received = async (bytes: Uint8Array): Promise<ReceivedFile> => {
    const path = home.newTempPath();
    await writeFile(path, bytes);
    return { path, sha256: sha256(bytes), sizeBytes: bytes.length };
  };
  const keep = async (store: ContentStore, bytes: Uint8Array) => store.adopt(await received(bytes));
  const promises: Readonly<Record<string, (store: ContentStore) => Promise<void>>> = {
    'gives back what it took, of any size, also to who opens it again': async (store) => {
      for (const size of [0, 1, 255, 300_000, largeBytes]) {
        const bytes = someBytes(size);
        const name = await keep(store, bytes);
        assert.equal(name.slice(0, 64), sha256(bytes));
        for (const each of [store, await open()]) {
          assert.equal(await each.sizeOf(name), size);
          assert.ok((await drain(await each.read(name, { sizeBytes: size }))).equals(bytes));
        }
      }
    },
    'gives the same bytes another name each time': async (store) => {
      const bytes = someBytes(1000);
      const names = await Promise.all(Array.from({ length: 8 }, () => keep(store, bytes)));
      assert.equal(new Set(names).size, 8);
      await store.remove(names.slice(1));
      assert.ok((await drain(await store.read(names[0] ?? '', { sizeBytes: 1000 }))).equals(bytes));
    },
    'gives any range': async (store) => {
      const bytes = someBytes(largeBytes);
      const name = await keep(store, bytes);
      const ends = [0, 1, 4096, largeBytes / 2, largeBytes - 1, largeBytes];
      for (const start of ends)
        for (const end of ends.filter((each) => each > start)) {
          const range = { start, end };
          const read = await drain(await store.read(name, { sizeBytes: largeBytes, range }));
          assert.ok(read.equals(bytes.subarray(start, end)), `${start} to ${end}`);
        }
    },
    'holds back the end of what is damaged': async (store) => {
      const bytes = someBytes(100_000);
      const name = await keep(store, bytes);
      await damage(name);
      const stream = await store.read(name, { sizeBytes: bytes.length });
      let arrived = 0;
      const reading = (async () => {
        for await (const chunk of stream) arrived += (chunk as Buffer).length;
      })();
      await refuses(reading, {
        code: 'ARTIFACT_DAMAGED',
        message: /must be what was stored, got other content/,
        details: { hash: sha256(bytes) },
      });
      assert.ok(arrived < bytes.length);
    },
    'refuses what has another size than it should': async (store) => {
      const name = await keep(store, someBytes(10));
      for (const range of [undefined, { start: 0, end: 2 }])
        await refuses(store.read(name, { sizeBytes: 11, range }), {
          code: 'ARTIFACT_DAMAGED',
          message: /must be what was stored/,
          details: { hash: name.slice(0, 64) },
        });
    },
    'says ARTIFACT_NOT_FOUND for what is gone, was never there, or is no name': async (store) => {
      const name = await keep(store, someBytes(5));
      await store.remove([name]);
      await store.remove([name, '../kaizen.db', '']);
      for (const absent of [name, `${'0'.repeat(64)}.${'0'.repeat(26)}`, '../../kaizen.db', '']) {
        assert.equal(await store.sizeOf(absent), undefined);
        await refuses(store.read(absent, { sizeBytes: 5 }), {
          code: 'ARTIFACT_NOT_FOUND',
          message: /does not exist/,
          details: {},
        });
      }
    },
    'lists everything': async (store) => {
      const names = await Promise.all([3, 4, 5].map((size) => keep(store, someBytes(size))));
      const listed = new Map<string, number>();
      for await (const { name, sizeBytes, writtenAtMs } of store.list()) {
        assert.ok(writtenAtMs > 0);
        assert.equal(listed.has(name), false);
        listed.set(name, sizeBytes);
      }
      assert.deepEqual(
        names.map((name) => listed.get(name)),
        [3, 4, 5],
      );
    },
    'ends a read that nobody follows': async (store) => {
      const name = await keep(store, someBytes(largeBytes));
      const stream = await store.read(name, { sizeBytes: largeBytes });
      for await (const chunk of stream) {
        assert.ok((chunk as Buffer).length > 0);
        break;
      }
      assert.equal(stream.destroyed, true);
    },
  };
  return Object.entries(promises).map(([promise, check]) => ({
    promise,
    run: async () => check(await open()),
  }));
}

/** Bytes that repeat nowhere near, the same for one size. */
function someBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = size + 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

async function drain(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
