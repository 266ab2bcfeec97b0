import { type Combination, combineAnswers, outcomeOf } from '@kaizenml/ml/combine';
import { defaultMetric, type Metric, signOf } from '@kaizenml/ml/metrics';
import type { TeamLibrary } from './team-library.ts';

/** Judges answers to the test rows of a library: how much better they are than those of its best single model. */
export interface TestJudge {
  readonly metric: Metric;
  /** Percent of what the best single model has over the constant one; positive is better. */
  gainOf(answers: Float64Array): number;
  /** Answers of a combination of refitted, or of bagged, models. */
  answersOf(combination: Combination, how?: 'refit' | 'bagged'): Float64Array;
}

/** @param best Name of the best single model. */
export function testJudge(library: TeamLibrary, best: string): TestJudge {
  const metric = defaultMetric(library.task);
  const sign = signOf(metric);
  const scoreOf = (answers: Float64Array) =>
    sign * metric.compute(outcomeOf(library.testTruth, answers));
  const answers = (id: string, how: 'refit' | 'bagged' = 'refit') => {
    const member = library.members.find((each) => each.id === id);
    if (member === undefined) throw new Error(`no member ${id}`);
    return Float64Array.from(member[how]);
  };
  const single = scoreOf(answers(best));
  const unit = Math.max(1e-9, Math.abs(single - scoreOf(constantAnswers(library))));
  return {
    metric,
    gainOf: (given) => (100 * (scoreOf(given) - single)) / unit,
    answersOf: (combination, how) =>
      combineAnswers(
        combination,
        combination.members.map((id) => answers(id, how)),
      ),
  };
}

function constantAnswers({ truth, testTruth }: TeamLibrary): Float64Array {
  if (truth.kind === 'regression') {
    const mean = truth.values.reduce((sum, each) => sum + each, 0) / truth.values.length;
    const n = testTruth.kind === 'regression' ? testTruth.values.length : 0;
    return new Float64Array(n).fill(mean);
  }
  const shares = new Float64Array(truth.nClasses);
  for (const code of truth.codes) shares[code] += 1 / truth.codes.length;
  const n = testTruth.kind === 'classification' ? testTruth.codes.length : 0;
  return Float64Array.from({ length: n * truth.nClasses }, (_, at) => shares[at % truth.nClasses]);
}

/** Figures by name, each of a table; printed as means over tables with standard errors. */
export function printMeans(figures: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>) {
  for (const [name, byTable] of figures) {
    const perTable = [...byTable.values()].map(meanOf);
    const all = [...byTable.values()].flat();
    const mean = meanOf(perTable);
    const variance = meanOf(perTable.map((each) => (each - mean) ** 2));
    const error = Math.sqrt(variance / Math.max(1, perTable.length - 1));
    const lost = all.filter((each) => each < -0.5).length / all.length;
    console.log(
      `${name.padEnd(28)} ${mean.toFixed(3).padStart(8)} ± ${error.toFixed(3)}  worst ${Math.min(...all).toFixed(2)}  below -0.5 in ${(100 * lost).toFixed(0)} % of ${all.length}, ${perTable.length} tables`,
    );
  }
}

/** Adds a figure of a table under a name. */
export function addFigure(
  figures: Map<string, Map<string, number[]>>,
  { name, table, value }: { readonly name: string; readonly table: string; readonly value: number },
): void {
  const byTable = figures.get(name) ?? new Map<string, number[]>();
  figures.set(name, byTable);
  byTable.set(table, [...(byTable.get(table) ?? []), value]);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
