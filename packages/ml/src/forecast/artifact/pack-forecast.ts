import { packState } from '../../artifact/state-codec.ts';
import type { FittedForecast } from './fitted-forecast.ts';
import type { ForecastAbout, ForecastManifest } from './forecast-manifest.ts';

/** The two files that make a forecast artifact loadable. */
export interface PackedForecast {
  /** Content of `manifest.json`. */
  readonly manifest: ForecastManifest;
  /** Content of `weights.bin`. */
  readonly weights: Uint8Array;
}

/**
 * Writes what forecasts need as a manifest and weights; `openForecast` reads them back.
 *
 * @param hash SHA-256 as hexadecimal; passed in, since this package touches nothing but the CPU.
 */
export function packForecast(
  { shape, pool, series }: FittedForecast,
  about: ForecastAbout,
  hash: (bytes: Uint8Array) => string,
): PackedForecast {
  const { json, tensors, bytes } = packState({ pool, series });
  const packed = json as Pick<ForecastManifest, 'pool' | 'series'>;
  const manifest: ForecastManifest = {
    kind: 'kaizenml-forecast',
    formatVersion: 1,
    createdAt: about.createdAt,
    shape,
    ...packed,
    tensors,
    weightsHash: hash(bytes),
    metrics: about.metrics,
    primaryMetric: about.primaryMetric,
    findings: about.findings,
    lineage: about.lineage,
    environment: about.environment,
  };
  return { manifest, weights: bytes };
}
