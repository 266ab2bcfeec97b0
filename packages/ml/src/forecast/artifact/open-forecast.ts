import { AppError } from '@kaizenml/contracts';
import { artifactInvalid } from '../../artifact/artifact-invalid.ts';
import { decodeUtf8 } from '../../artifact/decode-utf8.ts';
import type { FileContent } from '../../artifact/parse-artifact-json.ts';
import { gridOf } from '../series/frequency.ts';
import { checkForecast } from './check-forecast.ts';
import type { ForecastShape } from './fitted-forecast.ts';
import type { ForecastManifest } from './forecast-manifest.ts';
import {
  continuedSeries,
  forecastSeries,
  type NewerPoints,
  type SeriesForecast,
} from './forecast-series.ts';

/** What is asked of a forecast. */
export interface ForecastRequest {
  /** Steps ahead. Default: those that it was made for. */
  readonly horizon?: number;
  /** Probabilities of the intervals. Default: one of 0.95. */
  readonly levels?: readonly number[];
}

/** A loaded forecast. It gives the same bits in Node, workers and browsers. */
export interface ForecastModel {
  readonly manifest: ForecastManifest;
  readonly shape: ForecastShape;
  /** Names of the series it knows, in the order of training. */
  readonly names: readonly string[];
  /** Instant of the newest point of each series. */
  readonly ends: readonly number[];
  /**
   * The next steps of every series, or of those named.
   *
   * @throws ARGUMENT_INVALID for a horizon or a level that is none, or a series that it does not know.
   */
  forecast(
    asked?: ForecastRequest & { readonly series?: readonly string[] },
  ): readonly SeriesForecast[];
  /**
   * The next steps of the series of newer points: forecasters keep their form and learn their numbers anew.
   *
   * @throws ARGUMENT_INVALID; TABLE_EMPTY, TARGET_UNUSABLE for points that make no series.
   */
  forecastAfter(newer: readonly NewerPoints[], asked?: ForecastRequest): readonly SeriesForecast[];
}

const LEVELS = [0.95] as const;
const MOST_STEPS = 100_000;

/**
 * Makes a forecast of the parsed files of an artifact, after checking every field.
 *
 * The hash of the weights is not checked here: who reads the files checks it.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function openForecast(given: unknown, weights: Uint8Array): ForecastModel {
  const { manifest, fitted } = checkForecast(given, weights);
  const { shape, series } = fitted;
  const byName = new Map(series.map((each) => [each.name, each]));
  const read = ({ horizon = shape.horizon, levels = LEVELS }: ForecastRequest) => {
    assertHorizon(horizon);
    return { horizon, levels };
  };
  const known = (name: string) => {
    const found = byName.get(name);
    if (found === undefined)
      throw unknownSeries(
        name,
        series.map((each) => each.name),
      );
    return found;
  };
  return {
    manifest,
    shape,
    names: series.map(({ name }) => name),
    ends: series.map(({ first, values }) =>
      gridOf(shape.frequency, first).instantAt(values.length - 1),
    ),
    forecast({ series: names, ...asked } = {}) {
      const steps = read(asked);
      const chosen = names === undefined ? series : names.map(known);
      return chosen.map((each) => forecastSeries(fitted, each, steps));
    },
    forecastAfter(newer, asked = {}) {
      const steps = read(asked);
      return newer.map((points) => {
        const longer = continuedSeries(fitted, byName.get(points.series), points);
        return forecastSeries(fitted, longer, steps);
      });
    },
  };
}

/**
 * Loads a forecast from wherever its files are: `manifest.json` and `weights.bin`.
 *
 * @param read Gives the content of a file of the artifact folder. A rejection passes through.
 * @throws MODEL_ARTIFACT_INVALID
 * @example
 * const sales = await loadForecast((file) => readFile(`sales/${file}`));
 * const [{ instants, forecast }] = sales.forecast({ horizon: 12 });
 */
export async function loadForecast(
  read: (file: string) => Promise<FileContent>,
): Promise<ForecastModel> {
  const [manifest, weights] = await Promise.all([read('manifest.json'), read('weights.bin')]);
  const bytes = toBytes(weights);
  if (bytes === undefined)
    throw artifactInvalid({
      file: 'weights.bin',
      path: '',
      expectation: 'be bytes',
      received: weights,
    });
  return openForecast(parseManifest(manifest), bytes);
}

function toBytes(content: FileContent): Uint8Array | undefined {
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  return content instanceof Uint8Array ? content : undefined;
}

function parseManifest(content: FileContent): unknown {
  const text =
    typeof content === 'string' ? content : decodeUtf8(toBytes(content) ?? new Uint8Array());
  try {
    return JSON.parse(text ?? '');
  } catch (cause) {
    throw artifactInvalid({
      file: 'manifest.json',
      path: '',
      expectation: 'be JSON',
      received: text,
      cause,
    });
  }
}

function assertHorizon(horizon: number): void {
  if (Number.isInteger(horizon) && horizon >= 1 && horizon <= MOST_STEPS) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The horizon of a forecast must be a whole number from 1 to ${MOST_STEPS}, got ${horizon}.`,
    hint: 'It counts steps after the newest point.',
    details: { horizon: String(horizon) },
  });
}

function unknownSeries(name: string, names: readonly string[]): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The forecast must be asked for a series that it has learned, got "${name}".`,
    hint: `It knows ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
    details: { series: name, nSeries: names.length },
  });
}
