import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { InputField, Signature } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeModelTypes } from './write-types.ts';

const field = (
  name: string,
  kind: InputField['kind'],
  more: Partial<InputField> = {},
): InputField => ({
  name,
  kind,
  shareMissing: 0,
  required: true,
  typical: null,
  ...more,
});
const signature: Signature = {
  inputs: [
    field('bill length', 'number', { unit: 'mm', range: [32.1, 59.6], typical: 44.45 }),
    field('island', 'category', { levels: ['Biscoe', 'Dream', 'say "hi" */'] }),
    field('sex', 'boolean', { required: false, shareMissing: 0.03, levels: ['f', 't'] }),
    field('__proto__', 'category', {
      required: false,
      levels: Array.from({ length: 51 }, (_, i) => `${i}`),
    }),
    field('since', 'date', { range: [0, 864e5], typical: '1970-01-01' }),
  ],
  output: { name: 'species', task: 'binary', classes: ['Adelie', 'Gentoo'] },
};
const good = { 'bill length': 40, island: 'Dream', since: '1970-01-01' };

interface Written {
  parsePenguinsSpeciesInput(value: unknown): unknown;
  penguinsSpeciesInputSchema: Record<string, unknown>;
}

describe('writeModelTypes', () => {
  const source = writeModelTypes(signature, 'penguins-species');
  let folder: string;
  let written: Written;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizenml-types-'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'types.ts'), source);
    written = (await import(pathToFileURL(join(folder, 'types.ts')).href)) as Written;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const compile = async (use: string): Promise<string> => {
    await writeFile(join(folder, 'use.ts'), use);
    const tsc = join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes'];
    const target = [
      '--target',
      'es2024',
      '--module',
      'nodenext',
      '--types',
      '',
      '--allowImportingTsExtensions',
    ];
    const node = ['--customConditions', 'source', '--ignoreConfig', '--skipLibCheck'];
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [tsc, ...flags, ...target, ...node, 'use.ts'],
        { cwd: folder },
        (_error, stdout) => resolve(stdout),
      );
    });
  };
  const artifact = fileURLToPath(new URL('./index.ts', import.meta.url));
  const head = `import { loadModel, type Model } from ${JSON.stringify(artifact)};
import type { PenguinsSpeciesInput, PenguinsSpeciesOutput } from './types.ts';
declare const model: Model;
const typed = await loadModel<PenguinsSpeciesInput, PenguinsSpeciesOutput>(async () => '');
`;

  it('compiles under strict, and its input passes as a row', async () => {
    const use = `${head}
const row: PenguinsSpeciesInput = { 'bill length': 40, island: 'Dream', since: '1970-01-01', sex: null };
model.predictRow(row);
const answer: 'Adelie' | 'Gentoo' = typed.predictRow(row).prediction;
const share: number = typed.predictRow(row).probabilities.Gentoo;
export { answer, share };
`;
    expect(await compile(use)).toBe('');
  });

  it('makes a wrong column, a wrong level, text for a number and a missing column compile errors', async () => {
    const uses = [
      "typed.predictRow({ 'bil length': 40, island: 'Dream', since: '' });",
      "typed.predictRow({ 'bill length': 40, island: 'Dreem', since: '' });",
      "typed.predictRow({ 'bill length': '40', island: 'Dream', since: '' });",
      "typed.predictRow({ island: 'Dream', since: '' });",
    ];
    const errors = (await compile(`${head}${uses.join('\n')}\n`)).split('\n');
    const said = errors.filter((line) => line.startsWith('use.ts'));
    expect(said).toEqual([
      expect.stringContaining("'bil length'' does not exist in type 'PenguinsSpeciesInput'"),
      expect.stringContaining('"Dreem"\' is not assignable'),
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining('Property \'"bill length"\' is missing'),
    ]);
  });

  it('parses a row of unknown origin', () => {
    expect(written.parsePenguinsSpeciesInput(good)).toBe(good);
  });

  it.each<[string, unknown, string]>([
    ['no object', [1], 'The row must be an object, got [1].'],
    ['an unknown column', { ...good, a: 1 }, 'Column "a" is not one of the model\'s.'],
    [
      'a level that is none',
      { ...good, island: 'x' },
      'Column "island" must be Biscoe, Dream, say "hi" */, got "x".',
    ],
    [
      'two problems',
      { ...good, since: 'soon', 'bill length': null },
      'Column "bill length" must be number, got null. Column "since" must be date, got "soon".',
    ],
  ])('refuses %s', (_what, value, message) => {
    expect(() => written.parsePenguinsSpeciesInput(value)).toThrow(new TypeError(message));
  });

  it('carries a JSON Schema', () => {
    expect(written.penguinsSpeciesInputSchema).toMatchObject({
      type: 'object',
      required: ['bill length', 'island', 'since'],
      additionalProperties: false,
      properties: { 'bill length': { type: 'number', description: 'In mm.' } },
    });
    expect(Object.keys(written.penguinsSpeciesInputSchema.properties as object)).toContain(
      '__proto__',
    );
  });

  it('documents unit, range and typical value', () => {
    expect(source).toContain('/** Number in mm, 32.1 to 59.6 in training; typically 44.45. */');
    expect(source).toContain('/** True or false; missing in 3 % of rows. */');
  });

  it('names a model that starts with a digit, and a number as output', () => {
    const output = { name: 'price', task: 'regression', unit: 'EUR' } as const;
    const other = writeModelTypes({ ...signature, output }, '2nd-house.price');
    expect(other).toContain('export type Model2ndHousePriceInput = {');
    expect(other).toContain('/** price, in EUR. */\n  readonly prediction: number;');
  });
});
