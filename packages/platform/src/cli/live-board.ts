import type { TrialProgress } from '../progress.ts';
import type { Style } from './terminal.ts';

/** Candidates shown at most. */
const MOST = 6;
const NARROWEST_NAME = 12;

/** A candidate with a score, as the board ranks it. */
interface Scored {
  readonly name: string;
  readonly score: number;
  readonly sd: number | undefined;
  readonly nFolds: number;
  readonly fitMs: number | null;
  readonly isBaseline: boolean;
}

/** The best candidates so far, best first; baselines behind them as what must be beaten. */
export interface Board {
  readonly ranked: readonly Scored[];
  readonly nTried: number;
  readonly nFailed: number;
  readonly metric: string;
}

/** What the candidates told so far come to; undefined while none has said more than its name. */
export function boardOf(trials: readonly TrialProgress[]): Board | undefined {
  const told = trials.flatMap(({ name, score, trial }) =>
    trial === undefined ? [] : [{ name, score, trial }],
  );
  const [first] = told;
  if (!first) return undefined;
  const scored = told.flatMap(({ name, score, trial }): Scored[] =>
    score === undefined || trial.status !== 'finished'
      ? []
      : [
          {
            name: words(name),
            score,
            sd: trial.scoreSd,
            nFolds: trial.nFolds,
            fitMs: trial.fitMs,
            isBaseline: trial.isBaseline,
          },
        ],
  );
  const best = trials.findLast((trial) => trial.best !== undefined)?.best;
  const sign = scored.some(({ score }) => best !== undefined && score > best) ? 1 : -1;
  return {
    ranked: scored.toSorted((a, b) => b.nFolds - a.nFolds || sign * (a.score - b.score)),
    nTried: trials.length,
    nFailed: told.filter(({ trial }) => trial.status === 'failed').length,
    metric: words(first.trial.metric),
  };
}

/** The board as lines that are no wider than a terminal: what is compared, the best few, the best baseline. */
export function boardLines(
  { ranked, nFailed, metric }: Board,
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const [first] = ranked;
  if (!first) return [];
  const models = ranked.filter(({ isBaseline }) => !isBaseline);
  const shown = models.slice(0, MOST);
  const baseline = ranked.find(({ isBaseline }) => isBaseline);
  const digits = digitsOf(ranked);
  const longest = [...shown, ...(baseline ? [baseline] : [])].reduce(
    (most, { name }) => Math.max(most, name.length),
    NARROWEST_NAME,
  );
  const spread = ({ sd }: Scored) => (sd === undefined ? '' : ` ± ${sd.toFixed(digits)}`);
  const widest = shown.reduce(
    (most, row) => Math.max(most, `${row.score.toFixed(digits)}${spread(row)}`.length),
    0,
  );
  const room = Math.max(NARROWEST_NAME, Math.min(longest, width - 8 - widest));
  const line = (row: Scored, place: string, mark: string) => {
    const figures = `${row.score.toFixed(digits)}${spread(row)}`.padEnd(widest);
    const name = cut(row.name, room).padEnd(room);
    const text = cut(`${place.padStart(3)} ${mark} ${name}  ${figures}`, width);
    const whole = `${text}  ${fitOf(row)}`;
    return whole.length <= width ? whole : text;
  };
  const alike = (row: Scored) => (row !== shown[0] && isWithinNoise(row, shown[0]) ? '≈' : ' ');
  const failed = nFailed === 0 ? '' : ` · ${nFailed} failed`;
  return [
    style.dim(
      cut(`    ${metric}, mean ± sd of folds · ≈ within the noise of the first${failed}`, width),
    ),
    ...shown.map((row, i) => {
      const text = line(row, String(i + 1), alike(row));
      return i === 0 ? style.bold(text) : text;
    }),
    ...(baseline ? [style.dim(line(baseline, '–', ' '))] : []),
  ].map((text) => text.trimEnd());
}

/** `boosted-trees-4` as people read it: `boosted trees 4`. */
export function words(name: string): string {
  return name.replaceAll(/[-_]/g, ' ');
}

/**
 * Whether a mean is as near to the best as the spread of the best one over its folds explains.
 *
 * @source Nadeau & Bengio (2003), "Inference for the generalization error", Machine Learning 52: the variance of a mean over
 * overlapping training parts.
 */
function isWithinNoise(row: Scored, best: Scored | undefined): boolean {
  if (best?.sd === undefined || best.nFolds < 2) return false;
  const standardError =
    best.sd *
    Math.sqrt((1 / best.nFolds + 1 / (best.nFolds - 1)) * (best.nFolds / (best.nFolds - 1)));
  return Math.abs(row.score - best.score) <= standardError;
}

function fitOf({ fitMs }: Scored): string {
  if (fitMs === null) return '';
  return `fit ${fitMs < 1000 ? `${Math.round(fitMs)} ms` : `${(fitMs / 1000).toFixed(1)} s`}`;
}

function digitsOf(rows: readonly Scored[]): number {
  const largest = rows.reduce((most, { score }) => Math.max(most, Math.abs(score)), 0);
  return largest < 10 ? 4 : largest < 100 ? 3 : largest < 1000 ? 2 : largest < 100_000 ? 1 : 0;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
