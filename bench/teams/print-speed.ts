import { resolveParams } from '@kaizenml/contracts';
import { answerMicros } from '@kaizenml/ml/combine';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { answerRows, fitRows, getEstimator } from '@kaizenml/ml/models';
import { fitGraph, prepareTable } from '@kaizenml/ml/preprocess';
import { portfolio, recipeOf, stateBytes, takeTargetRows } from '@kaizenml/ml/search';
import { takeRows } from '@kaizenml/ml/table';
import { openProblem, type SearchTable } from '../search/tables.ts';

const N_ANSWERED = 2000;
const N_TIMES = 3;

/** Prints what an answer takes, and what is estimated of it, for each candidate of the portfolio. */
export async function printSpeed(
  table: SearchTable,
  { nRows, nCandidates }: { readonly nRows: number; readonly nCandidates: number },
): Promise<void> {
  const problem = await openProblem(table, nRows + N_ANSWERED);
  if (problem === undefined) return;
  const { features, target } = problem;
  const order = shuffledIndices(features.nRows, seededRandom(1));
  const known = order.slice(0, Math.min(nRows, features.nRows >> 1));
  const asked = takeRows(features, order.slice(known.length, known.length + N_ANSWERED));
  const train = takeRows(features, known);
  const truth = takeTargetRows(target, known);
  for (const candidate of portfolio(table.task, { nTrials: nCandidates, nRows })) {
    const estimator = getEstimator(candidate.estimator);
    const graph = fitGraph(recipeOf(candidate, train), train, truth);
    const params = resolveParams(estimator.name, estimator.params, candidate.params);
    const state = fitRows(estimator, prepareTable(graph, train), truth, params, {
      random: seededRandom(1),
    });
    const rows = prepareTable(graph, asked);
    answerRows(estimator, state, rows);
    const { user, system } = timed(() => {
      for (let time = 0; time < N_TIMES; time++) answerRows(estimator, state, rows);
    });
    const micros = (user + system) / (N_TIMES * asked.nRows);
    const size = stateBytes(state);
    const estimated = answerMicros(estimator.name, size);
    console.log(
      `${table.name.padEnd(16)} ${estimator.name.padEnd(24)} ${String(size).padStart(9)} bytes  ${micros.toFixed(2).padStart(8)} µs  estimated ${estimated.toFixed(2)}`,
    );
  }
}

function timed(work: () => void): NodeJS.CpuUsage {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before);
}
