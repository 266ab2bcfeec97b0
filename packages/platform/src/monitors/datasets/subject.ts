import type { Subject } from '../store.ts';

const DATASET = 'dataset:';
const ENDPOINT = 'endpoint:';

/** The subject of what is watched, as the door has it: `churn` is an endpoint, `dataset:rides` a dataset. */
export function subjectOf(watched: string): Subject {
  return watched.startsWith(DATASET)
    ? `dataset:${watched.slice(DATASET.length)}`
    : `endpoint:${watched}`;
}

/** How the door names a subject; the reverse of `subjectOf`. */
export function watchedOf(subject: Subject): string {
  return subject.startsWith(ENDPOINT) ? subject.slice(ENDPOINT.length) : subject;
}

/** Name of the dataset that is watched; undefined of an endpoint. */
export function datasetOf(subject: Subject): string | undefined {
  return subject.startsWith(DATASET) ? subject.slice(DATASET.length) : undefined;
}
