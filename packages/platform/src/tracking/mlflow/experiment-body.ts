import type { TrackedExperiment } from '../store.ts';
import { listField, pairBodies } from './pair-bodies.ts';

/** An experiment as the protocol tells it. */
export function experimentBody(experiment: TrackedExperiment): object {
  const { id, name, artifactLocation, lifecycle, createdAtMs, changedAtMs, tags } = experiment;
  return {
    experiment_id: id,
    name,
    artifact_location: artifactLocation,
    lifecycle_stage: lifecycle,
    creation_time: createdAtMs,
    last_update_time: changedAtMs,
    ...listField('tags', pairBodies(tags)),
  };
}
