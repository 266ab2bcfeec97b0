import { checkDrift, type DriftFinding, soundDriftTest } from '@kaizenml/ml/drift';
import { type Binning, type ColumnWindow, sampleOfWindow } from '@kaizenml/ml/windows';

/** Counts, and where they were counted. */
export interface Counted {
  readonly binning: Binning;
  readonly window: ColumnWindow;
}

/** Compares counts by the recommended test of their kind. @cost O(bins) */
export function compareCounted(reference: Counted, current: Counted): DriftFinding {
  const samples = [sampleOf(reference), sampleOf(current)] as const;
  return checkDrift(soundDriftTest(samples[1].kind), samples);
}

function sampleOf({ binning, window }: Counted): ReturnType<typeof sampleOfWindow> {
  return sampleOfWindow(binning, window);
}
