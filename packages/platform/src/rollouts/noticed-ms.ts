/**
 * Shorter times count alike: nobody notices them, and a version that is asked once in ten times finds the caches of the processor cold. Of
 * two equal ones the canary took twice as long, 15 microseconds instead of 7; on a busy machine one was rolled back for a p95 of 0.7 ms.
 */
export const NOTICED_MS = 0.5;
