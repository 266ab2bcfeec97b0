import { type JudgedEpisode, judgeYear } from './judge-year.ts';
import type { Page, PlayedYear, YearStory } from './play-year.ts';

/** Prints a year. @returns Whether every harmful change was told, and at most one alert a quiet month was false. */
export function showYear(played: PlayedYear, story: YearStory): boolean {
  const { episodes, falsePages, quietMonths } = judgeYear(played, story.episodes);
  console.table(Object.fromEntries(episodes.map((each) => [each.episode.name, rowOf(each)])));
  const nMissed = episodes.filter(
    ({ episode, page }) => episode.isHarmful && episode.fromDay < story.nDays && page === undefined,
  ).length;
  const [nFalse, perMonth] = [falsePages.length, falsePages.length / quietMonths];
  console.log(
    `harmful changes missed: ${nMissed}; false alerts: ${nFalse} in ${quietMonths.toFixed(1)} quiet months (${perMonth.toFixed(2)} a month)`,
  );
  for (const page of falsePages) console.log(sayPage(page));
  console.log(saySeconds(played));
  return nMissed === 0 && nFalse <= quietMonths;
}

/** An alert, on one line. */
export function sayPage({ atHour, severity, check, message }: Page): string {
  return `   day ${(atHour / 24).toFixed(2)}, ${severity}, ${check}: ${message}`;
}

/** What a year took, on one line. */
export function saySeconds({ seconds }: PlayedYear): string {
  const said = Object.entries(seconds).map(([what, n]) => `${what} ${n.toFixed(1)}`);
  return `seconds: ${said.join(', ')}`;
}

function rowOf({
  page,
  isNamed,
  delayHours,
  delayRows,
  scoreBefore,
  scoreDuring,
  nLost,
}: JudgedEpisode) {
  return {
    alert: page?.check ?? '-',
    'names the column': isNamed,
    'delay, h': delayHours?.toFixed(0) ?? '-',
    'delay, rows': delayRows ?? '-',
    'score before': scoreBefore.toFixed(3),
    during: scoreDuring.toFixed(3),
    'answers lost': nLost,
  };
}
