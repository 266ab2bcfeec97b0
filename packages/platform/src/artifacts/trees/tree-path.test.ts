import { posix, win32 } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathBelow, treeFolder, treePath } from './tree-path.ts';

/** What treePath makes of a text; undefined where it refuses it. */
function read(text: string): string | undefined {
  try {
    return treePath(text);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe('ARTIFACT_PATH_INVALID');
    return undefined;
  }
}

/** Pieces of which ways out of a folder are made, and of names. */
const PIECES = [
  ...['.', '..', '/', '\\', '%', '%2e', '%2E', '%252e', '%2f', '%5c', '%255C', '%00', '\0', ' '],
  ...['\uff0e', '\uff0f', '\u2024', '\u2025', '\u2215', '\uff3c', '\u200b', '\u202e', '\ufeff'],
  ...['C:', 'c:', '%43:', '#', '~', 'a', 'B', 'é', 'e\u0301', '🐧', '\ud800', '\n', '%c0%ae', '℀'],
];

describe('treePath', () => {
  it.each([
    'a',
    'model/MLmodel',
    'a b/c-d.e_f',
    '..a',
    'a..',
    'a../b',
    '...txt',
    '100%.txt',
    'é/日本/🐧.png',
    'x'.repeat(255),
    '~/.ssh',
    'plots/loss (1)+[2]&=;@!,$\'".svg',
  ])('takes %j as it is', (path) => {
    expect(treePath(path)).toBe(path);
  });

  it.each([
    ['a%20b', 'a b'],
    ['a%2Fb', 'a/b'],
    ['%25252541', 'A'],
  ])('reads %j as %j', (text, path) => {
    expect(treePath(text)).toBe(path);
  });

  it.each([
    ['', 'has an empty name'],
    ['/', 'has an empty name'],
    ['/etc/passwd', 'has an empty name'],
    ['a//b', 'has an empty name'],
    ['a/', 'has an empty name'],
    ['..', 'has a name of dots or spaces alone'],
    ['../path', 'has a name of dots or spaces alone'],
    ['a/./b', 'has a name of dots or spaces alone'],
    ['%2e%2e/a', 'has a name of dots or spaces alone'],
    ['%252e%252e%252fa', 'has a name of dots or spaces alone'],
    ['a/.. /b', 'has a name of dots or spaces alone'],
    ['a/.\u200b./b', 'has a name of dots or spaces alone'],
    ['\uff0e\uff0e/a', 'has a name of dots or spaces alone'],
    ['a/\u2025/b', 'has a name of dots or spaces alone'],
    ['a\\..\\b', 'holds a backslash'],
    ['a%5Cb', 'holds a backslash'],
    ['a\uff3cb', 'holds a backslash'],
    ['a\uff0fb', 'holds what looks like "/"'],
    ['C:/Windows', 'names a drive'],
    ['C:a', 'names a drive'],
    ['a/c:/b', 'names a drive'],
    ['a\0b', 'holds a control character'],
    ['a%00b', 'holds a control character'],
    ['a\nb', 'holds a control character'],
    ['a#b', 'holds "#"'],
    ['a%23b', 'holds "#"'],
    ['\ud800', 'must be whole letters'],
    ['x'.repeat(256), 'has a name of more than 255 bytes'],
    ['é'.repeat(128), 'has a name of more than 255 bytes'],
    [`${'a/'.repeat(2048)}a`, 'is longer than 4096 bytes'],
    [`%${'25'.repeat(12)}41`, 'is encoded more than ten times'],
  ])('refuses %j', (text, problem) => {
    expect(() => treePath(text)).toThrow(
      expect.objectContaining({
        code: 'ARTIFACT_PATH_INVALID',
        details: expect.objectContaining({ problem }),
      }),
    );
  });

  it('takes nothing that leaves a folder on any system, in any reading of it', () => {
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    let nTaken = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const path = read(text);
        if (path === undefined) return;
        nTaken++;
        const seen = (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).flatMap((form) =>
          [path, path.replace(/\p{Cf}/gu, '')].map((one) => one.normalize(form)),
        );
        const isInside = (one: string) =>
          posix.resolve('/root', one).startsWith('/root/') &&
          win32.resolve('D:\\root', one).startsWith('D:\\root\\') &&
          posix.normalize(one) === one &&
          one.split('/').length === path.split('/').length;
        expect([treePath(path), seen.filter((one) => !isInside(one))]).toEqual([path, []]);
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(nTaken).toBeGreaterThan(100);
  });

  it('keeps names apart that differ by case or by the form of an accent', () => {
    expect(treePath('Model')).not.toBe(treePath('model'));
    expect(treePath('\u00e9')).not.toBe(treePath('e\u0301'));
  });
});

describe('treeFolder', () => {
  it('takes a slash at the end, and nothing for the top', () => {
    expect([treeFolder(''), treeFolder('/'), treeFolder('a/b/')]).toEqual(['', '', 'a/b']);
  });

  it('refuses what treePath refuses', () => {
    for (const text of ['..', '../', '//', '/a', 'a/../'])
      expect(() => treeFolder(text)).toThrow(
        expect.objectContaining({ code: 'ARTIFACT_PATH_INVALID' }),
      );
  });
});

describe('pathBelow', () => {
  it('stays below the folder', () => {
    expect(pathBelow('1/r', 'a/b')).toBe('1/r/a/b');
    expect(pathBelow('', 'a')).toBe('a');
    for (const path of ['..', '../r2/a', '/a', '%2e%2e/a'])
      expect(() => pathBelow('1/r', path)).toThrow(
        expect.objectContaining({ code: 'ARTIFACT_PATH_INVALID' }),
      );
  });
});
