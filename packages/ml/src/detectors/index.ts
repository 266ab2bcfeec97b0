export { type AdwinState, adwin } from './adwin.ts';
export { type DdmState, ddm } from './ddm.ts';
export type { AnyDetector, Detector, DetectorState, Estimate, Level } from './detector.ts';
export { DETECTORS, getDetector } from './detectors.ts';
export { type EDetectorState, eDetector, evidenceOf } from './e-detector.ts';
export { type EddmState, eddm } from './eddm.ts';
export { fadingQuantiles } from './fading-quantiles.ts';
export { type Change, findChanges } from './find-changes.ts';
export { type HddmAState, hddmA } from './hddm-a.ts';
export { type HddmWState, hddmW } from './hddm-w.ts';
export { type KswinState, kswin } from './kswin.ts';
export {
  type Call,
  changedRates,
  FOUR_RATES,
  type FourRate,
  type LinearFourRatesState,
  linearFourRates,
} from './linear-four-rates.ts';
export { type PageHinkleyState, pageHinkley } from './page-hinkley.ts';
