import { AppError, asId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { limitsIn, readLimits } from './read-limits.ts';

const artifact = asId<ReturnType<typeof asId<never>>>('0'.repeat(64));

describe('limits of a model card', () => {
  it('are the list below their heading, and nothing of the next section', () => {
    const card =
      '# Card\n\n## When not to use it\n\n- Not here.\n- Not `there`.\n\n## How good\n\n- no';
    expect(limitsIn(card)).toEqual(['Not here.', 'Not `there`.']);
    expect(limitsIn('# Card')).toEqual([]);
  });

  it('are none where an artifact has no card, and a damaged card is no absent one', async () => {
    const failing = (code: 'ARTIFACT_NOT_FOUND' | 'ARTIFACT_DAMAGED') => ({
      read: () => Promise.reject(new AppError(code, { message: 'No.' })),
    });
    expect(await readLimits(failing('ARTIFACT_NOT_FOUND'), artifact)).toEqual([]);
    await expect(readLimits(failing('ARTIFACT_DAMAGED'), artifact)).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      message: 'No.',
      details: {},
    });
  });
});
