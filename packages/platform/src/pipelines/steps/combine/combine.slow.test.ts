import { seededRandom } from '@kaizenml/ml/math';
import { encodeTarget } from '@kaizenml/ml/search';
import { kFolds, splitRows } from '@kaizenml/ml/selection';
import { getColumn, type Table } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../../test/shared-data.ts';
import { readTable } from '../../../../../../test/shared-table.ts';
import { silentProgress } from '../../../progress.ts';
import type { StepContext } from '../../step.ts';
import { combine } from '../combine.ts';
import { evaluate } from '../evaluate.ts';
import { fit } from '../fit.ts';
import { bestSingle, type ModelPlans, type RolePlan } from '../model-plan.ts';
import { search } from '../search.ts';
import type { SplitOutput } from '../split.ts';
import type { Validated } from '../validate.ts';
import { roleFacts } from './testing/role-facts.ts';

const path = sharedData('german_credit/german.csv');
const NAMES = Array.from({ length: 21 }, (_, i) => `c${i}`);
const context: StepContext = {
  progress: silentProgress,
  signal: new AbortController().signal,
  deadlineAt: undefined,
  parts: { find: async () => undefined, put: async () => undefined },
};

function validatedOf({ nRows }: Table): Validated {
  return {
    target: 'c20',
    task: 'binary',
    aim: 'mean',
    why: 'it is known',
    classes: ['1', '2'],
    features: NAMES.slice(0, 20),
    rows: Int32Array.from({ length: nRows }, (_, row) => row),
    findings: [],
  };
}

function splitOf(table: Table, { classes }: Validated): SplitOutput {
  const target = encodeTarget(getColumn(table, 'c20'), 'binary', classes);
  const codes = target.kind === 'classification' ? target.codes : new Int32Array();
  const random = seededRandom(3);
  const { train, test } = splitRows(
    { kind: 'stratified', classes: codes },
    { testShare: 0.4, random },
  );
  const folds = kFolds(
    { kind: 'stratified', classes: train.map((row) => codes[row] ?? 0) },
    { nFolds: 5, random },
  );
  return { kind: 'stratified', train, test, folds, findings: [] };
}

describe.skipIf(path === undefined)('a team of real trials', () => {
  it('answers new rows no worse than the best single model, calibrated, and calls them at less cost', async () => {
    const table = await readTable(path ?? '', { names: NAMES });
    const validated = validatedOf(table);
    const split = splitOf(table, validated);
    const inputs = { table, validated, split };
    const searched = await search(1).run(
      inputs,
      { metric: 'roc_auc', seed: 1, trials: 10 },
      context,
    );
    const costs = [
      [0, 1],
      [5, 0],
    ];
    const params = { metric: 'roc_auc', seed: 1, costs };
    const plans = await combine.run({ ...inputs, searched }, params, context);
    expect(plans.champion.candidates.length).toBeGreaterThan(2);
    const facts = searched.trials.filter(({ candidate }) => !candidate.isBaseline).map(roleFacts);
    const factsOf = (role: RolePlan | undefined) =>
      facts.find(({ id }) => id === role?.plan.candidates[0]?.id);
    const fewest = Math.min(...facts.map(({ nParts }) => nParts));
    expect(factsOf(plans.interpretable)?.nParts).toBe(fewest);
    expect(fewest).toBeGreaterThan(30);
    expect(plans.interpretable?.isWithinLimits).toBe(false);
    // Nothing is within 1 % of the forest, which looks better on its folds than the team does on rows that chose nothing.
    const best = facts.reduce((a, b) => (b.value > a.value ? b : a));
    expect(best.value).toBeGreaterThan(plans.validation?.value ?? 1);
    expect(facts.filter(({ value }) => value >= 0.99 * best.value)).toEqual([best]);
    expect(factsOf(plans.small)).toEqual(best);
    expect(plans.small?.isWithinLimits).toBe(false);
    expect(plans.decision?.cost?.value).toBeLessThan(
      plans.decision?.costOfMostProbable?.value ?? 0,
    );
    const measure = async (wanted: ModelPlans) => {
      const fitted = await fit.run({ ...inputs, searched, plans: wanted }, { seed: 1 }, context);
      const evaluated = await evaluate.run(
        { ...inputs, fitted },
        { seed: 1, nResamples: 50, metric: 'roc_auc', costs },
        context,
      );
      return evaluated.metrics;
    };
    const team = await measure({ champion: plans.champion });
    const single = await measure({ champion: bestSingle(searched.trials) });
    const auc = team.roc_auc?.value ?? 0;
    expect(auc).toBeGreaterThan((single.roc_auc?.value ?? 1) - 0.005);
    expect(team.expected_calibration_error?.value).toBeLessThan(0.1);
    // Refusing everybody costs 1 for each of the 70 % that are good.
    expect(team.mean_cost?.high).toBeLessThan(0.7);
    expect(Math.abs(auc - (plans.validation?.value ?? 0))).toBeLessThan(0.06);
  }, 120_000);
});
