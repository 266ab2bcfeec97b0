import type { MonitorQuery } from './monitor-address.ts';
import type { DriftCourse } from './monitor-types.ts';

/** What a course is known by: of quality each way to be damaged has its own. */
export function courseKey({
  check,
  column,
  measure,
}: Pick<DriftCourse, 'check' | 'column' | 'measure'>): string {
  return JSON.stringify(check === 'quality' ? [check, column, measure] : [check, column]);
}

/** The course as an address names it. */
export function courseQuery({ check, column, measure }: DriftCourse): MonitorQuery {
  return { column, check, ...(check === 'quality' && { measure }) };
}

/** Whether an address asks for a course. */
export function isCourse({ check, column, measure }: DriftCourse, query: MonitorQuery): boolean {
  return (
    column === query.column &&
    (query.check === undefined || check === query.check) &&
    (query.measure === undefined || measure === query.measure)
  );
}

/** An alarm as monitors tell it, `check/column` or `quality/column/measure`, as an address names it. */
export function alarmQuery(alarm: string): MonitorQuery {
  const [check = '', rest = ''] = alarm.split(/\/(.*)/s);
  const at = rest.lastIndexOf('/');
  return check === 'quality' && at > 0
    ? { check, column: rest.slice(0, at), measure: rest.slice(at + 1) }
    : { check, column: rest };
}

const STRIP_CHECKS: ReadonlySet<string> = new Set([
  'inputs',
  'predictions',
  'quality',
  'operations',
]);

/** Whether what is asked for has a strip; how good answers are is shown apart. */
export function isStrip({ check }: MonitorQuery): boolean {
  return check !== undefined && STRIP_CHECKS.has(check);
}
