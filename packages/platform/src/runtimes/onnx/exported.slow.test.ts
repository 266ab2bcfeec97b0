import { resolveParams } from '@kaizenml/contracts';
import { answerTable, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { boostedTrees, type Target } from '@kaizenml/ml/models';
import { toOnnx } from '@kaizenml/ml/onnx';
import { fitGraph, prepareTable } from '@kaizenml/ml/preprocess';
import { dropColumns, getColumn, isNumeric, takeRows } from '@kaizenml/ml/table';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { readTable } from '../../../../../test/shared-table.ts';

const MOST_ROWS = 4000;

/** Trees that learned a real table, exported, and the answers of both to its rows. */
async function compare(path: string, target: string) {
  const whole = await readTable(path);
  const rows = Int32Array.from({ length: Math.min(MOST_ROWS, whole.nRows) }, (_, i) => i);
  const all = takeRows(whole, rows);
  const unread = all.columns.filter(({ kind }) => kind === 'id' || kind === 'text');
  const table = dropColumns(all, [target, ...unread.map(({ name }) => name)]);
  const truth = getColumn(all, target);
  const isNumber = isNumeric(truth) && new Set(truth.values).size > 2;
  const y: Target = isNumber
    ? { kind: 'regression', values: truth.values }
    : {
        kind: 'classification',
        codes: isNumeric(truth) ? Int32Array.from(truth.values) : truth.codes,
        nClasses: 2,
      };
  const graph = fitGraph('native', table, y);
  const params = resolveParams('boosted-trees', boostedTrees.params, { nRounds: 60 });
  const state = boostedTrees.fit(prepareTable(graph, table) as never, y, params, {
    random: seededRandom(1),
  });
  const output = isNumber
    ? ({ name: target, task: 'regression' } as const)
    : ({ name: target, task: 'binary', classes: ['no', 'yes'] } as const);
  const model = soleModel({ inputs: inferInputs(table), output }, graph, {
    name: boostedTrees.name,
    params: {},
    state,
  });
  const session = await InferenceSession.create(toOnnx(model, { version: '0' }), {
    intraOpNumThreads: 1,
  });
  const feeds = Object.fromEntries(
    graph.inputs.map(({ name }) => {
      const column = getColumn(table, name);
      const shape = [table.nRows, 1];
      const given = isNumeric(column)
        ? new Tensor('float64', column.values, shape)
        : new Tensor(
            'string',
            Array.from(column.codes, (code) => column.levels[code] ?? ''),
            shape,
          );
      return [name, given];
    }),
  );
  const made = await session.run(feeds);
  await session.release();
  const theirs = (made.probabilities ?? made.prediction)?.data as Float64Array;
  const ours = answerTable(model, table);
  expect(theirs.length).toBe(ours.length);
  const differences = ours.map((own, i) => Math.abs(own - (theirs[i] as number)));
  return {
    largest: Math.max(...differences),
    nSets: state.ensemble.setOffsets.length - 1,
    nTrees: state.ensemble.treeOutputs.length,
  };
}

describe('toOnnx of trees that learned real tables', () => {
  const housing = sharedData('california_housing/housing.csv');
  it.skipIf(housing === undefined)('gives the same prices to the last bit', async () => {
    const { largest, nTrees, nSets } = await compare(housing as string, 'median_house_value');
    expect(nTrees).toBe(60);
    expect(nSets).toBeGreaterThan(0);
    expect(largest).toBe(0);
  });

  it.for([
    ['titanic/kaggle_train.csv', 'Survived'],
    ['adult/adults.from_parquet.csv', 'class'],
  ] as const)(
    'gives the same probabilities but for the rounding of exp: %s',
    async ([file, target], { skip }) => {
      const path = sharedData(file);
      if (path === undefined) {
        skip(`${file} is absent`);
        return;
      }
      const { largest, nSets } = await compare(path, target);
      expect(nSets).toBeGreaterThan(0);
      expect(largest).toBeLessThan(1e-15);
    },
  );
});
