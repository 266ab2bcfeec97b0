import { AppError } from '@kaizenml/contracts';
import type { RetrainingRecord, RetrainingStore } from './store.ts';

/** @throws RETRAINING_NOT_FOUND */
export async function getRetraining(
  retrainings: Pick<RetrainingStore, 'find'>,
  id: string,
): Promise<RetrainingRecord> {
  const found = await retrainings.find(id);
  if (found !== undefined) return found;
  throw new AppError('RETRAINING_NOT_FOUND', {
    message: `No retraining has the id "${id}", or several begin so.`,
    hint: 'See them with `kaizen retrainings list`.',
    details: { id },
  });
}
