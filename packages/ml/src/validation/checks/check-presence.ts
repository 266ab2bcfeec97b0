import type { Anomaly } from '@kaizenml/contracts';
import { percent } from '../../guardrails/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import type { ColumnSubject } from './column-subject.ts';
import { sayCount, sayRows } from './sentences.ts';

/** Whether enough rows have a value. */
export function checkPresence(subject: ColumnSubject): Anomaly[] {
  const { name, spec, column, nPresent } = subject;
  const { minShare = 0, minCount = 0 } = spec.presence ?? {};
  if (column.nRows === 0 || (minShare === 0 && minCount === 0)) return [];
  if (nPresent === 0) return [nothingPresent(subject)];
  const { nRows, nMissing } = column;
  const anomalies: Anomaly[] = [];
  if (nPresent / nRows < minShare) {
    const lower = roundDown(nPresent / nRows);
    anomalies.push(
      makeAnomaly('FEATURE_TYPE_LOW_FRACTION_PRESENT', {
        column: name,
        long: `Column "${name}" must have a value in ${minShare === 1 ? 'every row' : `at least ${percent(minShare)} of the rows`}, got none in ${sayRows(nMissing, nRows)}.`,
        count: nMissing,
        nRows,
        details: { minShare, nMissing, nRows },
        patch: makePatch({
          anomaly: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
          column: name,
          says: `Values of "${name}" may be missing, up to ${percent(1 - lower)} of them.`,
          changes: [{ path: ['columns', name, 'presence', 'minShare'], from: minShare, to: lower }],
        }),
      }),
    );
  }
  if (nPresent < minCount) {
    anomalies.push(
      makeAnomaly('FEATURE_TYPE_LOW_NUMBER_PRESENT', {
        column: name,
        long: `Column "${name}" must have a value in at least ${sayCount(minCount, 'row')}, got ${nPresent} of ${nRows}.`,
        count: nMissing,
        nRows,
        details: { minCount, nPresent, nRows },
        patch: makePatch({
          anomaly: 'FEATURE_TYPE_LOW_NUMBER_PRESENT',
          column: name,
          says: `${sayCount(nPresent, 'value')} of "${name}" ${nPresent === 1 ? 'is' : 'are'} enough.`,
          changes: [
            { path: ['columns', name, 'presence', 'minCount'], from: minCount, to: nPresent },
          ],
        }),
      }),
    );
  }
  return anomalies;
}

function nothingPresent({ name, spec, column: { nRows } }: ColumnSubject): Anomaly {
  return makeAnomaly('FEATURE_TYPE_NOT_PRESENT', {
    column: name,
    long: `Column "${name}" must have values, got none in ${sayCount(nRows, 'row')}.`,
    count: nRows,
    nRows,
    details: { presence: spec.presence, nRows },
    patch: makePatch({
      anomaly: 'FEATURE_TYPE_NOT_PRESENT',
      column: name,
      says: `"${name}" may be without any value.`,
      changes: [{ path: ['columns', name, 'presence'], from: spec.presence, to: { minCount: 0 } }],
    }),
  });
}

/** Three digits behind the point, never more than there are. */
function roundDown(share: number): number {
  return Math.floor(share * 1000) / 1000;
}
