import { totalmem } from 'node:os';
import { AppError } from '@kaizenml/contracts';

/** Share of the memory that open models may take, unless told otherwise. */
export const MODEL_MEMORY_SHARE = 0.25;

/** What the process may use. */
export interface MachineMemory {
  /** Bytes of the machine. */
  readonly totalBytes: number;
  /** Bytes that the container lets the process have; 0 or more than the machine has where nothing limits it. */
  readonly constrainedBytes: number;
}

/**
 * Bytes that open models may take together.
 *
 * @param share Of the machine's memory, or of the container's where that is less. Above 0, at most 1.
 * @throws ARGUMENT_INVALID
 */
export function memoryLimitBytes(share: number, memory: MachineMemory = machineMemory()): number {
  if (!(share > 0 && share <= 1))
    throw new AppError('ARGUMENT_INVALID', {
      message: `The share of memory for models must be above 0 and at most 1, got ${share}.`,
      hint: `Leave \`--model-memory-share\` out for ${MODEL_MEMORY_SHARE}.`,
      details: { share },
    });
  const { totalBytes, constrainedBytes } = memory;
  return Math.floor(
    share * (constrainedBytes > 0 ? Math.min(totalBytes, constrainedBytes) : totalBytes),
  );
}

function machineMemory(): MachineMemory {
  return { totalBytes: totalmem(), constrainedBytes: process.constrainedMemory() };
}
