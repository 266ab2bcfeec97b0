import type { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { memoryLimitBytes } from './memory-limit.ts';

const GB = 2 ** 30;

describe('memoryLimitBytes', () => {
  it('is a share of the machine, or of the container where that has less', () => {
    const machine = { totalBytes: 8 * GB, constrainedBytes: 0 };
    expect(memoryLimitBytes(0.25, machine)).toBe(2 * GB);
    expect(memoryLimitBytes(0.25, { ...machine, constrainedBytes: 2 * GB })).toBe(GB / 2);
    expect(memoryLimitBytes(1, { ...machine, constrainedBytes: 2 ** 63 })).toBe(8 * GB);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a share of %s', (share) => {
    const thrown = (() => {
      try {
        return memoryLimitBytes(share);
      } catch (error) {
        return error as AppError;
      }
    })();
    expect(thrown).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `The share of memory for models must be above 0 and at most 1, got ${share}.`,
      details: { share },
    });
  });
});
