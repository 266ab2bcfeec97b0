import type { WatchedColumn } from '../judging/judge-windows.ts';
import type { MonitorStore, Subject, WindowPlace } from '../store.ts';
import { verdictColumns } from '../verdict-columns.ts';
import { onReference } from './on-reference.ts';
import { findReference } from './reference-version.ts';
import { judgedBy, type WatchSettings } from './settings.ts';

/** The columns of a window of a dataset, each with what it is compared with; those that the version lacks are left out. */
export async function datasetColumns(
  monitors: Pick<MonitorStore, 'windows' | 'places' | 'verdicts' | 'findBaseline'>,
  of: {
    readonly subject: Subject;
    readonly place: WindowPlace;
    readonly settings: WatchSettings;
  },
): Promise<readonly WatchedColumn[]> {
  const { subject, place, settings } = of;
  const { version } = settings;
  const columns = await findReference(monitors, subject, version);
  if (columns === undefined) return [];
  const found = await verdictColumns(onReference(monitors, version), {
    ...{ subject, place: { ...place, version }, settings: judgedBy(settings) },
    findVersion: async () => ({ columns }),
  });
  return (found ?? []).filter(
    ({ window, reference }) => window.weight > 0 && reference.window.weight > 0,
  );
}
