import type { DatasetStatistics } from '@kaizenml/contracts';
import {
  associationDigits,
  associationMatrix,
  MEASURES,
  strongestPairs,
} from '../../charts/index.ts';
import { ScrollTable } from '../../components/index.ts';

const MOST_PAIRS = 12;
const MOST_COLUMNS = 40;

/** How closely columns belong together; nothing where no pair was compared. */
export function AssociationView({ statistics }: { readonly statistics: DatasetStatistics }) {
  const associations = statistics.associations ?? [];
  const pairs = strongestPairs(associations);
  if (pairs.length === 0) return null;
  const columns = statistics.columns.map(({ name }) => name);
  const nShown = Math.min(MOST_COLUMNS, new Set(pairs.flatMap((pair) => pair.columns)).size);
  const markup = associationMatrix(
    { columns, associations, limit: MOST_COLUMNS },
    { width: Math.min(1040, 220 + 44 * nShown) },
  );
  return (
    <section>
      <h2>Associations</h2>
      <p class="soft">
        Blue rises together, orange falls. Pearson’s r between numbers, Cramér’s V between
        categories, the correlation ratio ε between the two, which few rows per category do not
        raise. An association is not a cause.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="card matrix" tabIndex={0} aria-label="Heat map of associations">
        <div dangerouslySetInnerHTML={{ __html: markup }} />
      </section>
      <h3 class="above">The strongest</h3>
      <ScrollTable label="Strongest associations" head={['Columns', '', 'Measure', '#Value']}>
        {pairs.slice(0, MOST_PAIRS).map(({ columns: [a, b], measure, value }) => (
          <tr key={`${a}\n${b}`}>
            <td>{a}</td>
            <td>{b}</td>
            <td>{MEASURES[measure].title}</td>
            <td class="n">{associationDigits(value, measure)}</td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
