import type { MonitorStore, WindowPlace, WindowSpan } from '../store.ts';

/** Windows as judges read them: whatever version of a dataset they are of, they are counted on the bins of one. */
export function onReference(
  monitors: Pick<MonitorStore, 'windows' | 'places' | 'verdicts'>,
  version: number,
): Pick<MonitorStore, 'windows' | 'places' | 'verdicts'> {
  const ofAll = (span: WindowSpan): WindowSpan => ({ ...span, version: undefined });
  const counted = <Place extends WindowPlace>(places: readonly Place[]) =>
    places.map((place) => ({ ...place, version }));
  return {
    verdicts: (subject, span) => monitors.verdicts(subject, span),
    windows: async (subject, span) => counted(await monitors.windows(subject, ofAll(span))),
    places: async (subject, span) => counted(await monitors.places(subject, ofAll(span))),
  };
}
