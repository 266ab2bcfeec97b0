import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeClosure, codeHash, openCode } from './code-hash.ts';

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const hash = () => codeHash(pathToFileURL(join(folder, 'step.ts')).href);
const reached = () =>
  codeClosure(pathToFileURL(join(folder, 'step.ts')).href).files.map((file) =>
    file.slice(folder.length + 1),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-code-'));
  write('step.ts', "import { twice } from './twice.ts';\nexport const run = () => twice(2);\n");
  write(
    'twice.ts',
    "import type { N } from './types.ts';\nimport { add } from './add.ts';\nexport const twice = (n: N) => add(n, n);\n",
  );
  write('add.ts', 'export const add = (a: number, b: number) => a + b;\n');
  write('types.ts', 'export type N = number;\n');
  write('unused.ts', 'export const unused = 1;\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('codeHash', () => {
  it('is the same for the same text', () => {
    expect(hash()).toBe(hash());
  });

  it('is the same for files that were read before, which are not read again', () => {
    const url = pathToFileURL(join(folder, 'step.ts')).href;
    const code = openCode();
    const before = codeHash(url, code);
    expect(before).toBe(hash());
    write('add.ts', 'export const add = () => 0;\n');
    expect(codeHash(url, code)).toBe(before);
    expect(hash()).not.toBe(before);
  });

  it('changes when a helper two imports away changes', () => {
    const before = hash();
    write('add.ts', 'export const add = (a: number, b: number) => a + b + 0;\n');
    expect(hash()).not.toBe(before);
  });

  it('does not change with a file that is not reached, or reached for its types only', () => {
    const before = hash();
    write('unused.ts', 'export const unused = 2;\n');
    write('types.ts', 'export type N = number | bigint;\n');
    expect(hash()).toBe(before);
  });

  it.each([
    ['a re-export', "export { add } from './add.ts';\n"],
    [
      'an import over several lines',
      "import {\n  add,\n} from './add.ts';\nexport const x = add;\n",
    ],
    ['a bare import', "import './add.ts';\n"],
    ['a dynamic import', "export const x = () => import('./add.ts');\n"],
    ['a worker named by URL', "export const x = new URL('./add.ts', import.meta.url);\n"],
    [
      'a mixed import of types and values',
      "import { type A, add } from './add.ts';\nexport const x = add;\n",
    ],
  ])('follows %s', (_what, source) => {
    write('step.ts', source);
    expect(reached()).toEqual(['add.ts', 'step.ts']);
  });

  it('follows packages of ours into their sources and takes others by version', () => {
    const { files, packages } = codeClosure(new URL('./read-project.ts', import.meta.url).href);
    expect(files.some((file) => file.endsWith('project.ts'))).toBe(true);
    expect(files.some((file) => file.endsWith('app-error.ts'))).toBe(true);
    expect(packages).toContainEqual(expect.stringMatching(/^yaml@\d/));
    expect(packages).toContainEqual(expect.stringMatching(/^zod@\d/));
  });
});
