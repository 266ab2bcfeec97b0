import { dayOf, judgeLoop, type LoopedEpisode, sayOutcome } from './judge-loop.ts';
import type { PlayedYear, YearStory } from './play-year.ts';
import { lostIn, scoreOf } from './score-of.ts';
import { saySeconds } from './show-year.ts';

/** Prints what the closed loop changed. @returns Whether no more answers were lost with it than without it. */
export function showLoop(
  years: { readonly without: PlayedYear; readonly with: PlayedYear },
  { episodes }: YearStory,
): boolean {
  const looped = judgeLoop(years, episodes);
  console.table(byEpisode(looped, timesOf));
  console.table(byEpisode(looped, answersOf));
  const { without, with: closed } = years;
  for (const { startedAt, trigger, status, reason, steps } of closed.retrainings) {
    const compared = steps.find(
      ({ name, status: ended }) => name === 'compare' && ended === 'done',
    );
    const why = status === 'promoted' ? (compared?.message ?? reason) : reason;
    console.log(`   day ${dayOf(startedAt).toFixed(2)}, ${trigger}, ${status}: ${why}`);
  }
  const score = scoreOf(without.days);
  const nWon = -lostIn(closed.days, score);
  console.log(
    `retrainings: ${sayOutcome(closed.retrainings)}; score of all days ${score.toFixed(4)} without, ${scoreOf(closed.days).toFixed(4)} with the loop: ${nWon} answers won; alerts: ${without.pages.length} without, ${closed.pages.length} with it`,
  );
  console.log(saySeconds(closed));
  return nWon >= 0;
}

function byEpisode(looped: readonly LoopedEpisode[], rowOf: (each: LoopedEpisode) => object) {
  return Object.fromEntries(looped.map((each) => [each.episode.name, rowOf(each)]));
}

function timesOf({ live, outcome, outcomeAfter }: LoopedEpisode) {
  const { untilAlert, untilTraining, training, canary } = live ?? {};
  const total = live && live.untilAlert + live.untilTraining + live.training + live.canary;
  const minutes = (n: number | undefined) => n?.toFixed(0) ?? '-';
  return {
    'min to live': minutes(total),
    'to alert': minutes(untilAlert),
    'to training': minutes(untilTraining),
    training: training?.toFixed(1) ?? '-',
    canary: minutes(canary),
    'retrainings in it': outcome,
    'after it': outcomeAfter,
  };
}

function answersOf({ scoreBefore, during, lost, after, lostAfter, leftWorse }: LoopedEpisode) {
  const digits = (n: number) => n.toFixed(3);
  return {
    'score before': digits(scoreBefore),
    'during, without → with': during.map(digits).join(' → '),
    'answers lost': lost.join(' → '),
    'after it': after.map(digits).join(' → '),
    'lost after it': lostAfter.join(' → '),
    'a worse model left': leftWorse ? 'yes' : 'no',
  };
}
