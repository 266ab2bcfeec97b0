import type { TrackedRun } from '../../../tracking/store.ts';
import type { Page } from '../../page.ts';
import type { TrackingCall } from '../../tracking/index.ts';
import { type PackedRuns, packRuns, unpackRuns } from './packed-runs.ts';

type SentPage = Omit<Page<TrackedRun>, 'items'> & { readonly packed: PackedRuns };

/** What a thread sends for what a call gave. */
export function toSent(call: TrackingCall, given: unknown): unknown {
  if (!isSearchOfRuns(call)) return given;
  const { items, ...rest } = given as Page<TrackedRun>;
  return { ...rest, packed: packRuns(items) } satisfies SentPage;
}

/** What a call gave, of what a thread sent. */
export function fromSent(call: TrackingCall, sent: unknown): unknown {
  if (!isSearchOfRuns(call)) return sent;
  const { packed, ...rest } = sent as SentPage;
  return { ...rest, items: unpackRuns(packed) } satisfies Page<TrackedRun>;
}

function isSearchOfRuns({ room, method }: TrackingCall): boolean {
  return room === 'runs' && method === 'search';
}
