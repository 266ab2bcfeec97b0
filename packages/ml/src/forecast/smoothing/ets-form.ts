/** The components of an exponential smoothing model. */
export interface EtsForm {
  /** Mistakes of constant size, or in proportion to the forecast. */
  readonly error: 'additive' | 'multiplicative';
  readonly trend: 'none' | 'additive' | 'damped';
  readonly season: 'none' | 'additive' | 'multiplicative';
}

/** What a choice of forms depends on. */
export interface FormLimits {
  /** All values are above 0. */
  readonly isPositive: boolean;
  /** The series is long enough for a season. */
  readonly hasSeason: boolean;
}

/**
 * The forms to choose from, simple ones first.
 *
 * A multiplicative season takes multiplicative errors, as with additive ones the variance of the forecast is infinite
 * or unstable; both need values above 0. A multiplicative trend is left out, since it explodes.
 *
 * @source Hyndman & Khandakar (2008), Journal of Statistical Software 27(3), 2.3: the restrictions of `ets`.
 */
export function etsForms({ isPositive, hasSeason }: FormLimits): readonly EtsForm[] {
  const forms: EtsForm[] = [];
  for (const season of ['none', 'additive', 'multiplicative'] as const) {
    if (season !== 'none' && !hasSeason) continue;
    for (const error of ['additive', 'multiplicative'] as const) {
      if (error === 'multiplicative' && !isPositive) continue;
      if (season === 'multiplicative' && error === 'additive') continue;
      for (const trend of ['none', 'additive', 'damped'] as const)
        forms.push({ error, trend, season });
    }
  }
  return forms;
}

/** Number of estimated values: smoothing parameters, first states, and the size of the mistakes. */
export function etsParameters({ trend, season }: EtsForm, period: number): number {
  const ofTrend = trend === 'none' ? 0 : trend === 'additive' ? 2 : 3;
  return 3 + ofTrend + (season === 'none' ? 0 : period);
}
