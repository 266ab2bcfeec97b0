import { invariant } from '@kaizenml/contracts';
import { type DriftFinding, inflationOf } from '@kaizenml/ml/drift';
import { addWindow, type ColumnWindow, effectiveRows, emptyWindow } from '@kaizenml/ml/windows';
import { type Counted, compareCounted } from './compare-counted.ts';

/** Counts of the same windows in seasons before, on the same bins, the newest first, at least one; `learning`: of a season of which nothing is known yet. */
export type Seasons = readonly Counted[] | 'learning' | undefined;

/** Rows that are left of a season, however much its rows depend on each other. */
const LEAST_ROWS = 2;

/**
 * What is left of a difference beside seasons: it has to be one from the reference and one from what the same windows were in seasons
 * before, so the smaller effect and the larger p-value hold.
 *
 * Rows of a window share its weather and its events. So the seasons are held against each other, too: as much further as they differ than
 * independent rows would, the windows may.
 *
 * @param finding Of the reference.
 * @param by What matters and what is sure: where a difference is neither, seasons are not asked.
 * @returns The finding as it is where no seasons are known; one of no significance while they are learned.
 * @cost O(seasons bins)
 * @source Berger (1982), "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, for the larger p-value.
 */
export function beyondSeason(
  finding: DriftFinding,
  { seasons, ...current }: Counted & { readonly seasons?: Seasons },
  { rate, leastEffect }: { readonly rate: number; readonly leastEffect: number },
): DriftFinding {
  const isSure = ({ pValue }: DriftFinding) => pValue !== null && pValue <= rate;
  if (seasons === undefined || !isSure(finding)) return finding;
  if (seasons === 'learning') return { ...finding, pValue: 1 };
  const before = together(seasons);
  const seasonal = compareCounted(before, current);
  const effect = Math.min(finding.effect, seasonal.effect);
  const isAsked = isSure(seasonal) && effect >= leastEffect;
  const inflation = isAsked ? inflationOfSeasons(seasons) : 1;
  const { pValue } =
    inflation > 1 ? compareCounted(asOne(before, inflation), asOne(current, inflation)) : seasonal;
  return {
    ...finding,
    effect,
    pValue: pValue === null ? null : Math.max(finding.pValue ?? 1, pValue),
  };
}

/** How many rows of a season count as one, by how far each differs from the others. */
function inflationOfSeasons(seasons: readonly Counted[]): number {
  if (seasons.length < 2) return 1;
  const pairs = seasons.map((one, i) => [together(seasons.toSpliced(i, 1)), one] as const);
  const least = Math.min(...seasons.map(({ window }) => effectiveRows(window)));
  return inflationOf(
    (inflation) =>
      pairs.flatMap(
        ([others, one]) =>
          compareCounted(asOne(others, inflation), asOne(one, inflation)).pValue ?? [],
      ),
    least / LEAST_ROWS,
  );
}

/** Counts of which so many rows say as much as one would. */
function asOne({ binning, window }: Counted, inflation: number): Counted {
  return { binning, window: { ...window, weightSquares: window.weightSquares * inflation } };
}

/** Seasons added up. */
function together(seasons: readonly Counted[]): Counted {
  const [first] = seasons;
  invariant(first !== undefined, 'there is a season');
  const window: ColumnWindow = emptyWindow(first.binning);
  for (const season of seasons) addWindow(window, season.window);
  return { binning: first.binning, window };
}
