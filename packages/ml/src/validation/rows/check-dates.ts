import type { ColumnSchema } from '@kaizenml/contracts';
import { isoDate } from '../../table/column.ts';
import { isMissingMarker } from '../../table/missing-markers.ts';
import { DATE_FORMATS, type DateFormat, parseDate } from '../../table/parse-date.ts';
import { retype } from '../schema/change-type.ts';
import { dateBound } from '../schema/date-bound.ts';
import { presenceChecks } from './check-presence.ts';
import { boundChecks } from './check-range.ts';
import type { ChunkPlace, ColumnChecker, TypedValues } from './column-checker.ts';
import { rememberLevels } from './level-memory.ts';
import { examplesOf, ofValues, rowCheck } from './row-check.ts';
import { ABSENT, type RawColumn } from './row-chunk.ts';
import { see } from './sightings.ts';

/** The format of the dates of a column: the one that fits most of some texts, ISO 8601 where none fits better. */
export function usualDateFormat(texts: Iterable<string>): DateFormat {
  const present = [...texts].filter((text) => !isMissingMarker(text));
  const fits = DATE_FORMATS.map(
    (format) => present.filter((text) => !Number.isNaN(parseDate(text, format))).length,
  );
  const best = Math.max(...fits);
  return DATE_FORMATS[fits.indexOf(best)] ?? 'iso';
}

/** Checks a column of type date. */
export function dateChecker(
  name: string,
  schema: ColumnSchema,
  { isExpected, format }: { readonly isExpected: boolean; readonly format: DateFormat },
): ColumnChecker {
  const presence = presenceChecks(name, schema, isExpected);
  const type = rowCheck('DATE_TYPE_NOT_DATE_STRING', name, (totals, sightings) => ({
    long: `Column "${name}" must hold dates${format === 'iso' ? '' : ` written like ${LIKE[format]}`}, got ${ofValues(totals)} that ${totals.count === 1 ? 'is none' : 'are none'}, such as ${examplesOf(sightings)}.`,
    details: { format },
    patch: retype(name, schema, { anomaly: 'DATE_TYPE_NOT_DATE_STRING', to: 'string' }),
  }));
  const { low, high } = boundChecks(
    name,
    dateBounds(schema),
    { low: 'DATE_TYPE_SMALL_DATE', high: 'DATE_TYPE_BIG_DATE' },
    isoDate,
    schema.range,
  );
  const instants = rememberLevels((level) =>
    isMissingMarker(level) ? undefined : parseDate(level, format),
  );
  let nPresent = 0;
  let latest = Number.NEGATIVE_INFINITY;

  const push = (column: RawColumn, { firstRow, nRows }: ChunkPlace): TypedValues => {
    const values = new Float64Array(nRows).fill(Number.NaN);
    const known = column.layout === 'texts' ? instants(column.levels) : [];
    for (let i = 0; i < nRows; i++) {
      const isAbsent = column.layout === 'texts' ? column.codes[i] < 0 : column.marks[i] === ABSENT;
      const ms = isAbsent
        ? undefined
        : column.layout === 'texts'
          ? known[column.codes[i]]
          : column.values[i];
      const row = firstRow + i;
      const written = () =>
        column.layout === 'texts' ? (column.levels[column.codes[i]] ?? null) : column.written(i);
      if (ms === undefined) {
        for (const check of presence) see(check.sightings, row, written);
        continue;
      }
      nPresent++;
      values[i] = ms;
      if (Number.isNaN(ms)) see(type.sightings, row, written);
      else if (ms > latest) latest = ms;
      for (const side of [low, high]) {
        if (side === undefined || !(side === low ? ms < side.bound : ms > side.bound)) continue;
        see(side.check.sightings, row, written);
        side.reach(ms);
      }
    }
    return { type: 'date', values };
  };
  const checks = [...presence, type, low?.check, high?.check];
  return {
    checks: checks.filter((check) => check !== undefined),
    nPresent: () => nPresent,
    found: () => ({ kind: 'date', latest: Number.isFinite(latest) ? latest : null }),
    push,
  };
}

const LIKE: Readonly<Record<DateFormat, string>> = {
  iso: '2024-05-31',
  ym: '2024-05',
  ymd: '2024/05/31',
  dmy: '31/05/2024',
  mdy: '05/31/2024',
};

function dateBounds({ range }: ColumnSchema) {
  const instantOf = (end: 'min' | 'max'): number | undefined => {
    const bound = range?.[end];
    return bound === undefined ? undefined : dateBound(bound, end);
  };
  const [min, max] = [instantOf('min'), instantOf('max')];
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
