import type { MonitorStore } from '../store.ts';

/** Windows as judges read them: whatever version of a dataset they are of, they are counted on the bins of one. */
export function onReference(
  monitors: Pick<MonitorStore, 'windows' | 'verdicts'>,
  version: number,
): Pick<MonitorStore, 'windows' | 'verdicts'> {
  return {
    verdicts: (subject, span) => monitors.verdicts(subject, span),
    async windows(subject, { from, to }) {
      const windows = await monitors.windows(subject, { from, to });
      return windows.map((window) => ({ ...window, version }));
    },
  };
}
