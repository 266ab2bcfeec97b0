import { type Aim, type Task, wordOfTask } from '@kaizenml/contracts';
import { countDistinctSorted, sortedPresent } from '../stats/index.ts';
import { type Column, isNumeric } from '../table/index.ts';
import { evidenceOfCounts } from './evidence-of-counts.ts';

/** What kind of answer a target asks for, and why. */
export interface TaskDecision {
  readonly task: Task;
  /** What is answered about numbers; `mean` for classes. */
  readonly aim: Aim;
  /** One sentence that ends with how to override it. */
  readonly why: string;
}

const MAX_CODES = 10;
const MAX_SCALE_FREE_CODES = 5;
const ROWS_PER_CODE = 10;

/**
 * Infers the task from the values of a target.
 *
 * Two distinct values are binary. Text is multiclass. Numbers are regression, unless they are at most 10
 * whole numbers that repeat (10 rows each on average): those are codes of classes. More than five of
 * them at equal steps are read as a scale (a rating, a count) and stay regression, unless all are about
 * equally frequent, as class codes are and ratings are not. Of more whole numbers, those that count something are told by their
 * spread (`evidenceOfCounts`); quantiles and rankings are never inferred.
 *
 * @cost O(n log n)
 * @source Shah et al. (2021), "Towards Benchmarking Feature Type Inference for AutoML Platforms", SIGMOD: integer codes.
 */
export function inferTask(column: Column): TaskDecision {
  if (!isNumeric(column)) {
    const nClasses = new Set(column.codes.filter((code) => code >= 0)).size;
    return nClasses === 2
      ? decide('binary', column, 'it has two different values')
      : decide('multiclass', column, `it has ${nClasses} different values that are not numbers`);
  }
  const sorted = sortedPresent(column.values);
  const nDistinct = countDistinctSorted(sorted);
  if (nDistinct === 2) return decide('binary', column, 'it has two different values');
  if (!sorted.every(Number.isInteger)) return decide('regression', column, 'it holds fractions');
  const counts = nDistinct > MAX_CODES ? evidenceOfCounts(column.name, sorted) : undefined;
  if (counts !== undefined) return decide('regression', column, counts, 'counts');
  if (nDistinct > MAX_CODES || sorted.length < nDistinct * ROWS_PER_CODE)
    return decide('regression', column, `it has ${nDistinct} different whole numbers`);
  const { frequencies, isEvenlySpaced } = codesOf(sorted);
  const isBalanced = Math.max(...frequencies) <= 2 * Math.min(...frequencies);
  if (nDistinct > MAX_SCALE_FREE_CODES && isEvenlySpaced && !isBalanced) {
    const range = `${sorted[0]} to ${sorted[sorted.length - 1]}`;
    return decide('regression', column, `its whole numbers from ${range} look like a scale`);
  }
  return decide('multiclass', column, `its ${nDistinct} whole numbers look like codes of classes`);
}

function decide(task: Task, column: Column, because: string, aim: Aim = 'mean'): TaskDecision {
  const word = wordOfTask({ task, aim });
  const others = word === 'regression' ? '`multiclass`' : '`regression`';
  const override =
    task === 'binary' || !isNumeric(column)
      ? ''
      : ` Set \`task\` to ${others} if that is not what it means.`;
  return {
    task,
    aim,
    why: `Column "${column.name}" is a ${word} target: ${because}.${override}`,
  };
}

function codesOf(sorted: Float64Array): {
  frequencies: number[];
  isEvenlySpaced: boolean;
} {
  const values: number[] = [];
  const frequencies: number[] = [];
  for (const x of sorted) {
    if (values.length === 0 || x !== values[values.length - 1]) {
      values.push(x);
      frequencies.push(0);
    }
    frequencies[frequencies.length - 1]++;
  }
  const step = values[1] - values[0];
  return {
    frequencies,
    isEvenlySpaced: values.every((value, i) => i === 0 || value - values[i - 1] === step),
  };
}
