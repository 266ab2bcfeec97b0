import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '@kaizenml/ml/math';
import { boostedTrees } from '@kaizenml/ml/models';
import { openFitTeam } from '../../packages/platform/src/automl/index.ts';
import type { FitAnswer, FitJob } from './fit-job.ts';
import { ourParams } from './our-params.ts';
import { residentMb } from './peak-memory.ts';
import { readRows, readShape } from './rows-on-disk.ts';

/** One fit in a process of its own; prints its figures as JSON. */

/** Threads are there before the clock starts, as those of a server are. */
const START_MS = 700;

const { folder, nRows, nThreads, options, again, answers }: FitJob = JSON.parse(process.argv[2]);
const team = openFitTeam(nThreads);
await setTimeout(START_MS);
const params = ourParams(options);
const { x, y } = readRows(folder, '', nRows);
const beforeMb = residentMb('VmRSS');
const fit = () => {
  const began = performance.now();
  const state = boostedTrees.fit(x, y, params, { random: seededRandom(1), team });
  return { state, seconds: (performance.now() - began) / 1000 };
};
const { state, seconds } = fit();
const peakMb = residentMb('VmHWM');
const againSeconds = again ? fit().seconds : undefined;
const { nTest } = readShape(folder);
const predicted = boostedTrees.predict(state, readRows(folder, '-test', nTest).x);
writeFileSync(
  answers,
  state.nClasses === 0 ? predicted : predicted.filter((_, at) => at % state.nClasses === 1),
);
const answer: FitAnswer = {
  seconds,
  ...(againSeconds !== undefined && { againSeconds }),
  ...(beforeMb !== undefined && { beforeMb }),
  ...(peakMb !== undefined && { peakMb }),
};
console.log(JSON.stringify(answer));
team.close();
