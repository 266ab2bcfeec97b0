import { log, type Matrix } from '../../math/index.ts';
import type { Member } from '../library/library.ts';
import { logOdds } from '../library/log-odds.ts';

/** Probabilities are kept this far from 0 and 1, so that certain answers have finite log-odds. */
const LEAST = 1e-6;

/**
 * Answers of models as columns of a linear model: values as they are, of two classes the log-odds, of more the
 * logarithms of probabilities, centered in each row.
 *
 * @param nClasses 0 for numbers.
 * @shape n x m for numbers and two classes, n x (m * nClasses) for more
 */
export function metaColumns(members: readonly Pick<Member, 'answers'>[], nClasses: number): Matrix {
  const width = nClasses > 2 ? nClasses : 1;
  const stride = Math.max(1, nClasses);
  const nRows = (members[0]?.answers.length ?? 0) / stride;
  const nColumns = members.length * width;
  const values = new Float64Array(nRows * nColumns);
  members.forEach(({ answers }, m) => {
    for (let i = 0; i < nRows; i++) {
      const at = i * nColumns + m * width;
      if (nClasses === 0) values[at] = answers[i];
      else if (nClasses === 2) values[at] = logOdds(answers[2 * i + 1], LEAST);
      else centeredLogs(answers, i * nClasses, values.subarray(at, at + nClasses));
    }
  });
  return { nRows, nColumns, values };
}

/** Writes ln p_c - mean of ln p over the classes, p not below 1e-6. */
function centeredLogs(answers: Float64Array, start: number, into: Float64Array): void {
  let sum = 0;
  for (let c = 0; c < into.length; c++) {
    into[c] = log(Math.max(LEAST, answers[start + c]));
    sum += into[c];
  }
  const mean = sum / into.length;
  for (let c = 0; c < into.length; c++) into[c] -= mean;
}
