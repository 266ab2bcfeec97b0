import { AppError } from '@kaizenml/contracts';
import type { ClassificationTarget } from '../../refusals.ts';

/**
 * Refuses a target of a single class: there is nothing to tell apart.
 *
 * @throws TARGET_UNUSABLE
 */
export function assertTwoClasses(owner: string, { nClasses }: ClassificationTarget): void {
  if (nClasses >= 2) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `${owner}.fit must get a target of at least 2 classes, got ${nClasses}.`,
    hint: 'Choose a target that takes more than one value.',
    details: { estimator: owner, nClasses },
  });
}
