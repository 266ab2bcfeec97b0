import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedFile, diffFiles } from './diff-files.ts';

async function* listed(files: readonly ComparedFile[]): AsyncGenerator<ComparedFile> {
  yield* files;
}

const file = (path: string, sha256: string, sizeBytes = 1): ComparedFile => ({
  path,
  sha256,
  sizeBytes,
});

const diff = (first: readonly ComparedFile[], second: readonly ComparedFile[]) =>
  diffFiles(listed(first), listed(second));

describe('diffFiles', () => {
  it('tells what came, went, changed and moved, and counts what stayed', async () => {
    const first = [file('log', 'a', 5), file('m', 'b'), file('old', 'c'), file('w', 'd')];
    const second = [file('log', 'a', 5), file('m', 'e', 2), file('deep/new', 'c'), file('z', 'f')];
    const content = (sha256: string, sizeBytes = 1) => ({ sha256, sizeBytes });
    expect(await diff(first, second)).toEqual({
      same: { nFiles: 1, sizeBytes: 5 },
      changes: [
        {
          ...{ path: 'deep/new', change: 'moved', from: 'old' },
          ...{ before: content('c'), after: content('c') },
        },
        {
          ...{ path: 'm', change: 'changed', from: null },
          ...{ before: content('b'), after: content('e', 2) },
        },
        { path: 'w', change: 'removed', from: null, before: content('d'), after: null },
        { path: 'z', change: 'added', from: null, before: null, after: content('f') },
      ],
    });
  });

  it('takes empty files for others, and copies of a file that stayed for added', async () => {
    const { changes } = await diff(
      [file('empty', '0', 0), file('kept', 'a')],
      [file('blank', '0', 0), file('kept', 'a'), file('copy', 'a')],
    );
    expect(changes.map(({ path, change }) => [path, change])).toEqual([
      ['blank', 'added'],
      ['copy', 'added'],
      ['empty', 'removed'],
    ]);
  });

  it('makes the second of the first, whatever the two are', async () => {
    const files = fc.uniqueArray(
      fc.record({
        path: fc.constantFrom(...'abcdefgh'),
        sha256: fc.constantFrom(...'123'),
        sizeBytes: fc.constantFrom(0, 4),
      }),
      { selector: ({ path }) => path },
    );
    await fc.assert(
      fc.asyncProperty(files, files, async (first, second) => {
        const { same, changes } = await diff(first, second);
        const made = new Map(first.map(({ path, sha256 }) => [path, sha256]));
        for (const { change, from, path, before } of changes) {
          if (change === 'added') continue;
          expect(made.get(from ?? path)).toBe(before?.sha256);
          if (change !== 'changed') made.delete(from ?? path);
        }
        for (const { path, after } of changes) if (after !== null) made.set(path, after.sha256);
        expect(made).toEqual(new Map(second.map(({ path, sha256 }) => [path, sha256])));
        const nChangedAfter = changes.filter(({ after }) => after !== null).length;
        expect(same.nFiles + nChangedAfter).toBe(second.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
