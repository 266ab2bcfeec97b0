import { AppError } from '@kaizenml/contracts';
import type { AnyForecaster } from '../forecaster.ts';
import type { Series } from './series.ts';

/**
 * Refuses a series that a forecaster cannot fit.
 *
 * @throws TABLE_EMPTY without points, TARGET_UNUSABLE where one is not finite, ARGUMENT_INVALID for a period that is
 * no whole number of at least 1, TABLE_TOO_SMALL with the sentence of `refusal`.
 */
export function assertSeries(
  forecaster: Pick<AnyForecaster, 'name' | 'refusal'>,
  series: Series,
): void {
  const { name } = forecaster;
  const { values, period } = series;
  if (values.length === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: `${name}.fit must get at least one point, got 0.`,
      hint: 'Give it a series to learn from.',
      details: { forecaster: name, nPoints: 0 },
    });
  }
  if (!Number.isInteger(period) || period < 1) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${name}.fit must get a period that is a whole number of at least 1, got ${period}.`,
      hint: 'Give 1 for a series without seasons.',
      details: { forecaster: name, period: String(period) },
    });
  }
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) {
    throw new AppError('TARGET_UNUSABLE', {
      message: `${name}.fit must get a finite number at every point, got ${values[place]} at point ${place + 1}.`,
      hint: 'Fill gaps with `regularSeries` first.',
      details: { forecaster: name, point: place + 1, value: String(values[place]) },
    });
  }
  const sentence = forecaster.refusal(series);
  if (sentence === undefined) return;
  throw new AppError('TABLE_TOO_SMALL', {
    message: sentence,
    hint: 'Use `naive`, or wait for more points.',
    details: { forecaster: name, nPoints: values.length, period },
  });
}

/** The sentence for a series with fewer points than a method needs; undefined where there are enough. */
export function tooShort(name: string, { values }: Series, least: number): string | undefined {
  if (values.length >= least) return undefined;
  const points = values.length === 1 ? '1 point' : `${values.length} points`;
  return `${name} must get at least ${least} points of this series, got ${points}.`;
}
