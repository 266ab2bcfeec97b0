import type { AlertSeverity } from '../alerts/store.ts';

/** From the least to the greatest. */
export const SEVERITIES: readonly AlertSeverity[] = ['info', 'warning', 'error'];

/** 0 for `info`, 2 for `error`. */
export function rankOf(severity: AlertSeverity): number {
  return SEVERITIES.indexOf(severity);
}
