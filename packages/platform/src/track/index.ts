export { type TrackOptions, track } from './track.ts';
export type {
  ChildOptions,
  Flushed,
  ParamValue,
  PointOptions,
  ReadTable,
  TrackedRun,
} from './tracked-run.ts';
