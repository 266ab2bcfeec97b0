import { countOf, formatNumber, intervalBars } from '../../charts/index.ts';
import { Chart, metricTitle } from '../../components/index.ts';
import type { Comparison } from './retraining-types.ts';
import { sayComparison } from './say-retraining.ts';

/** Parts of the rows that are drawn: those where the challenger loses most. */
const DRAWN = 8;

/** How the challenger compares with the champion on rows that neither learned from, in all and in parts. */
export function ComparisonSection({ comparison }: { readonly comparison: Comparison }) {
  const { metric, gain, slices, nRows } = comparison;
  const worse = slices.filter(({ isWorse }) => isWorse);
  const drawn = slices.slice(0, DRAWN);
  return (
    <section aria-label="Champion and challenger">
      <h2>Champion and challenger</h2>
      <p>{sayComparison(comparison, metricTitle(metric))}</p>
      {worse.length > 0 && (
        <p class="note warned">
          It is surely worse in {worse.map(({ column, name }) => nameOf(column, name)).join(', ')}.
        </p>
      )}
      <div class="card">
        <Chart
          maxWidth={1060}
          draw={(size) =>
            intervalBars(
              {
                title: `Gain of the challenger in ${metricTitle(metric)}`,
                caption:
                  drawn.length === 0
                    ? `${formatNumber(nRows)} rows.`
                    : `${formatNumber(nRows)} rows, and ${countOf(drawn.length, 'part')} of them where it gains least. An interval is drawn in parts where it loses.`,
                axis: 'above 0 the challenger is better',
                bars: [
                  { label: 'all rows', ...gain },
                  ...drawn.map(({ column, name, value, low, high }) => ({
                    ...{ label: nameOf(column, name), value, low, high, isMuted: true },
                  })),
                ],
              },
              size,
            )
          }
        />
      </div>
    </section>
  );
}

/** Some parts have names that begin with their column. */
function nameOf(column: string, name: string): string {
  return name.startsWith(column) ? name : `${column}: ${name}`;
}
