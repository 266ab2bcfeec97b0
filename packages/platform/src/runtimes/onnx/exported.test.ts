import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adoptTrees, answerTable, conformTable, type FittedModel } from '@kaizenml/ml/artifact';
import { toOnnx } from '@kaizenml/ml/onnx';
import { type Table, tableFromRows } from '@kaizenml/ml/table';
import { readTreeModel } from '@kaizenml/ml/trees';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../../../../test/reference/trees-import/expected.json' with {
  type: 'json',
};
import { thrownBy } from '../../../../../test/thrown-by.ts';
import type { Tensor } from '../tensor.ts';
import { openOnnx } from './open-onnx.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-exported-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function adopted(name: string): Promise<FittedModel> {
  const path = new URL(
    `../../../../../test/reference/trees-import/models/${name}`,
    import.meta.url,
  );
  return adoptTrees(readTreeModel(await readFile(fileURLToPath(path))), { target: 'answer' });
}

/** The inputs of an exported model: a column each, missing ones NaN or an empty text. */
function toInputs(table: Table): Record<string, Tensor> {
  return Object.fromEntries(
    table.columns.map((column): [string, Tensor] => {
      const shape = [table.nRows, 1];
      if ('values' in column)
        return [column.name, { datatype: 'FP64', shape, values: column.values }];
      const values = Array.from(column.codes, (code) => column.levels[code] ?? '');
      return [column.name, { datatype: 'BYTES', shape, values }];
    }),
  );
}

/** Answers of ONNX Runtime and our own to the same rows. */
async function answersOf(
  name: string,
  rows: readonly (readonly unknown[])[],
  names: readonly string[],
) {
  const model = await adopted(name);
  const { inputs } = model.signature;
  const listed = rows.map((cells) =>
    Object.fromEntries(
      inputs.map((field, j) => [
        field.name,
        cells[names.indexOf(field.name) < 0 ? j : names.indexOf(field.name)] ?? null,
      ]),
    ),
  );
  const table = conformTable(model.signature, tableFromRows(inputs, listed));
  const path = join(folder, `${name}.onnx`);
  await writeFile(path, toOnnx(model, { version: '0.1.0' }));
  const opened = await openOnnx(path);
  const made = await opened.run(toInputs(table));
  await opened.close();
  return { made, ours: answerTable(model, table), model, description: opened.description };
}

const { names, rows } = expected;

describe('toOnnx, answered by ONNX Runtime', () => {
  it.each([
    'lightgbm-regression.txt',
    'lightgbm-none-missing.txt',
    'xgboost-squared.json',
    'lightgbm-stump.txt',
    'lightgbm-codes.txt',
    'xgboost-dart.ubj',
  ])('gives the same numbers to the last bit: %s', async (name) => {
    const { made, ours } = await answersOf(name, rows, names);
    expect(made.prediction?.values).toEqual(ours);
  });

  it.each([
    'lightgbm-binary.txt',
    'lightgbm-multiclass.txt',
    'xgboost-softprob.json',
    'lightgbm-poisson.txt',
  ])('differs by the rounding of exp at most: %s', async (name) => {
    const { made, ours } = await answersOf(name, rows, names);
    const theirs = (made.probabilities ?? made.prediction)?.values as Float64Array;
    expect(theirs.length).toBe(ours.length);
    const differences = ours.map(
      (own, i) => Math.abs(own - (theirs[i] as number)) / Math.max(own, 1),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-15);
  });

  it('codes levels as text, with sets of them in the trees', async () => {
    const { rows: framed, names: columns } = expected.frame;
    const { made, ours, description } = await answersOf('xgboost-frame.json', framed, columns);
    expect(made.prediction?.values).toEqual(ours);
    expect(description).toMatchObject({ producer: 'kaizenml', opsets: { 'ai.onnx.ml': 5 } });
  });

  it.each([
    ['xgboost-codes.json', 'a set of levels of a column of numbers'],
    ['lightgbm-zero-missing.txt', 'trees that take 0 for missing'],
    ['lightgbm-one-vs-all.txt', 'answers by the link "logistic-each"'],
    ['lightgbm-square-root.txt', 'answers by the link "signed-square"'],
  ])('refuses what ONNX cannot say: %s', async (name, part) => {
    const model = await adopted(name);
    expect(thrownBy(() => toOnnx(model, { version: '0.1.0' }))).toMatchObject({
      code: 'MODEL_NOT_EXPORTABLE',
      message: `ONNX must say every part of a model exactly, got ${part}.`,
      details: { part },
    });
  });
});
