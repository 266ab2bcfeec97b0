import type { Report } from './compare-figures.ts';

/** The report in a sentence: what is better, what is worse, and what to do first. */
export function sayHeadline({
  period,
  endpoints,
  improvements,
}: Pick<Report, 'period' | 'endpoints' | 'improvements'>): string {
  const answered = endpoints.filter(({ nRows }) => nRows > 0);
  if (answered.length === 0) return `In the last ${period} nothing was counted.`;
  const moved = answered.flatMap(({ endpoint, chapters }) =>
    chapters.flatMap(({ figures }) =>
      figures.flatMap(({ name, difference, better }) => {
        if (better === null || difference === null || difference === 'may be chance') return [];
        return [
          {
            what: `${name} of ${endpoint}`,
            isBetter: (difference === 'more') === (better === 'higher'),
          },
        ];
      }),
    ),
  );
  const say = (isBetter: boolean) => {
    const names = moved.filter((one) => one.isBetter === isBetter).map(({ what }) => what);
    return names.length === 0 ? [] : [`${isBetter ? 'better' : 'worse'}: ${names.join(', ')}`];
  };
  const changes = [...say(false), ...say(true)];
  const [first] = improvements;
  return [
    `Against the ${period} before, ${changes.length === 0 ? 'nothing differs by more than chance' : changes.join('; ')}.`,
    first === undefined
      ? 'Nothing was found to improve.'
      : `Next, ${first.endpoint}: ${first.title}`,
  ].join(' ');
}
