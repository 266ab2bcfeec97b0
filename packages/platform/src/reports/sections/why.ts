import { intervalBars, intervalDots } from '@kaizenml/ui/charts';
import { distinctTitles } from '../distinct-titles.ts';
import { type Html, html, trusted, withCode } from '../html.ts';
import type { ReportInput, TeamFigures } from '../report-input.ts';

const size = { width: 420 } as const;
const MOST_MEMBERS = 12;

/** Why the champion won, from facts; of several models what each says in the answer. */
export function why(input: ReportInput): Html | undefined {
  const { why: sentences, team } = input;
  const charts = team ? [...weights(team), ...approaches(team, input)] : [];
  if (sentences.length === 0 && charts.length === 0) return undefined;
  return html`<section><h2>Why it won</h2>
<ul>${sentences.map((sentence) => html`<li>${withCode(sentence)}</li>`)}</ul>
${charts.length > 0 && html`<div class="grid">${charts.map((chart) => html`<div class="card">${trusted(chart)}</div>`)}</div>`}</section>`;
}

function weights({ members, kind }: TeamFigures): string[] {
  const titles = distinctTitles(members);
  const weighed = members.flatMap(({ weight }, i) =>
    weight === null ? [] : [{ label: titles[i] ?? '', value: weight }],
  );
  if (weighed.length === 0) return [];
  const ranked = weighed.toSorted((a, b) => b.value - a.value);
  const [first] = ranked;
  return [
    intervalBars(
      {
        title: `${first?.label} has the largest say of ${members.length} models`,
        caption: `Weights of the ${kind === 'mixture' ? 'weighted mean of least loss' : 'ensemble'}; each answer is their weighted mean.${ranked.length > MOST_MEMBERS ? ` The largest ${MOST_MEMBERS}.` : ''}`,
        axis: 'weight',
        unit: 'share',
        bars: ranked.slice(0, MOST_MEMBERS),
      },
      size,
    ),
  ];
}

function approaches(
  { approaches: tried, kind }: TeamFigures,
  { primaryMetric: { title, better } }: ReportInput,
): string[] {
  const chosen = tried.find((each) => each.kind === kind);
  if (tried.length < 2 || !chosen) return [];
  return [
    intervalDots(
      {
        title: `Of ${tried.length} ways to make one model, “${chosen.title}” was taken`,
        caption:
          'Each made its choices without one fold and answered that fold; whiskers are 95 % intervals.',
        axis: `${title}, ${better} is better`,
        unit: 'score',
        dots: tried.map((each) => ({
          label: each.title,
          ...each.value,
          isMuted: each !== chosen,
        })),
      },
      size,
    ),
  ];
}
