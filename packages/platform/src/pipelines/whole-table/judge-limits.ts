import type { Estimate } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { inDigits } from '../in-digits.ts';

/** What speaks against a result by the limits of a project: `gate.min` and `gate.max`. */
export function judgeLimits(
  metrics: Readonly<Record<string, Estimate>>,
  { min, max }: Pick<Project['gate'], 'min' | 'max'>,
): string[] {
  return [
    ...Object.entries(min).flatMap(([name, limit]) => missed(metrics, name, 'at least', limit)),
    ...Object.entries(max).flatMap(([name, limit]) => missed(metrics, name, 'at most', limit)),
  ];
}

function missed(
  metrics: Readonly<Record<string, Estimate>>,
  name: string,
  side: 'at least' | 'at most',
  limit: number,
): string[] {
  const value = metrics[name]?.value;
  if (value === undefined)
    return [
      `${name} must be ${side} ${limit}, but this task has no such figure; it has ${Object.keys(metrics).join(', ')}.`,
    ];
  const isFine = side === 'at least' ? value >= limit : value <= limit;
  return isFine ? [] : [`${name} must be ${side} ${limit}, got ${inDigits(value, 4)}.`];
}
