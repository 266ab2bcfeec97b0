import type { Estimate, Finding, Manifest, TensorEntry } from '@kaizenml/contracts';
import type { ForecastShape } from './fitted-forecast.ts';

/** What a manifest of forecasts says besides the forecasters. */
export interface ForecastAbout {
  readonly createdAt: string;
  /** On the end of each series, which no forecaster had seen. */
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly primaryMetric: string;
  readonly findings: readonly Finding[];
  /** `nTrainRows` counts points. */
  readonly lineage: Manifest['lineage'];
  readonly environment: Manifest['environment'];
}

/** `manifest.json` of a forecast artifact: everything but the numbers, which are in `weights.bin`. Nothing in it is code. */
export interface ForecastManifest extends ForecastAbout {
  readonly kind: 'kaizenml-forecast';
  /** Version of this layout. A reader accepts every version up to its own. */
  readonly formatVersion: 1;
  readonly shape: ForecastShape;
  /** The model that all series share; null where none does. Typed arrays stand as in `Manifest`. */
  readonly pool: unknown;
  readonly series: readonly unknown[];
  readonly tensors: readonly TensorEntry[];
  /** SHA-256 of `weights.bin`, hexadecimal. */
  readonly weightsHash: string;
}
