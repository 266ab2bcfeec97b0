import { AppError, didYouMean } from '@kaizenml/contracts';
import { adwin } from './adwin.ts';
import { ddm } from './ddm.ts';
import type { AnyDetector } from './detector.ts';
import { eDetector } from './e-detector.ts';
import { eddm } from './eddm.ts';
import { hddmA } from './hddm-a.ts';
import { hddmW } from './hddm-w.ts';
import { kswin } from './kswin.ts';
import { linearFourRates } from './linear-four-rates.ts';
import { pageHinkley } from './page-hinkley.ts';

/** Every detector. */
export const DETECTORS: readonly AnyDetector[] = [
  adwin,
  ddm,
  eddm,
  hddmA,
  hddmW,
  pageHinkley,
  kswin,
  linearFourRates,
  eDetector,
];

/** The detector of a name. @throws ARGUMENT_INVALID when there is none. */
export function getDetector(name: string): AnyDetector {
  const detector = DETECTORS.find((each) => each.name === name);
  if (detector !== undefined) return detector;
  const known = DETECTORS.map((each) => each.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The detector must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${known.join(', ')}.`,
    details: { name, known },
  });
}
