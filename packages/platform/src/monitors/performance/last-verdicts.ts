import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Subject } from '../store.ts';
import { BASES } from './state.ts';
import type { PerformanceStore } from './store.ts';

/** The last verdict of each basis. */
export async function lastVerdicts(
  performance: Pick<PerformanceStore, 'verdicts'>,
  subject: Subject,
): Promise<OutputOf<Operations['monitors']['performance']>['verdicts']> {
  const found = await Promise.all(
    BASES.map((basis) => performance.verdicts(subject, { basis, limit: 1 })),
  );
  return found
    .flat()
    .map((verdict) => ({ ...verdict, findings: verdict.findings.map((one) => ({ ...one })) }));
}
