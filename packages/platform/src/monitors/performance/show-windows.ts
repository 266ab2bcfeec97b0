import type { MonitorSettings, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { nClassesOf, type ScoredVersion } from './counting/scored-version.ts';
import {
  addPerformance,
  noPerformance,
  type WindowPerformance,
} from './counting/window-performance.ts';
import { estimatedOf } from './judging/judge-estimated.ts';
import { costOf } from './outcomes/cost-of.ts';
import { estimateMean } from './outcomes/mean-sum.ts';
import { measureOutcomes, Z_95 } from './outcomes/measure-outcomes.ts';
import type { PerformancePlace } from './store.ts';

type Shown = OutputOf<Operations['monitors']['performance']>;

/** What one version did in one window, and what it is measured by. */
export interface ReadWindow {
  readonly place: PerformancePlace;
  readonly version: ScoredVersion;
  readonly counted: WindowPerformance;
}

/** A window as it is shown. */
export function showWindow(
  { place, version, counted }: ReadWindow,
  { cost }: Pick<MonitorSettings, 'cost'>,
): Shown['items'][number] {
  const { start, end, nRows, nLabelled } = place;
  const { outcomes, estimated, business } = counted;
  const { metric } = version;
  const nClasses = nClassesOf(version);
  const measure = (name: string) => measureOutcomes(outcomes, { metric: name, nClasses }) ?? null;
  const { classes } = version.signature.output;
  return {
    ...{ start, end, version: place.version, nRows, nLabelled },
    realised: measure(metric),
    estimated: estimatedOf(estimated, { metric, isOfClasses: nClasses > 0 }) ?? null,
    calibrationError: nClasses === 0 ? null : measure('expected_calibration_error'),
    cost: cost === undefined ? null : (costOf(outcomes, cost, classes) ?? null),
    business: Object.entries(business).map(([name, mean]) => ({
      ...{ metric: name, nRequests: mean.nRows, perRequest: estimateMean(mean, Z_95) },
    })),
  };
}

/** All windows of one version together, as they are shown; null of none. */
export function showTotal(windows: readonly ReadWindow[]): Shown['total'] {
  const [first] = windows;
  if (first === undefined) return null;
  const { version, place } = first;
  const sum = noPerformance();
  for (const { counted } of windows) addPerformance(sum, counted);
  const measured = { metric: version.metric, nClasses: nClassesOf(version) };
  return {
    ...{ version: place.version, nRows: sum.nRows, nLabelled: sum.outcomes.nRows },
    realised: measureOutcomes(sum.outcomes, measured) ?? null,
    slices: Object.entries(sum.slices).map(([name, outcomes]) => ({
      ...{ name, nLabelled: outcomes.nRows },
      realised: measureOutcomes(outcomes, measured) ?? null,
    })),
    reliability: Object.entries(sum.outcomes.trust)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, { nRows, weight, expected, happened }]) => ({
        ...{ nRows, believed: expected / weight, observed: happened / weight },
      })),
  };
}
