import { type Labels, writeHead, writeLabels, writeSample } from './labels.ts';

/** A number that only grows. Adding to it is an addition: its labels were written when it was made. */
export interface Counter {
  value: number;
}

/** Counters of one name. */
export interface Counters {
  /** Makes the counter of these labels; who asks keeps it, and asks once. */
  create(labels: Labels): Counter;
  /** All of them in the exposition format. */
  text(): string;
}

/**
 * Counters of a name without any yet.
 *
 * @source Prometheus text exposition format 0.0.4
 */
export function createCounters(name: string, help: string): Counters {
  const series: { readonly labels: string; readonly counter: Counter }[] = [];
  return {
    create(labels) {
      const counter = { value: 0 };
      series.push({ labels: writeLabels(labels), counter });
      return counter;
    },
    text: () =>
      writeHead(name, help, 'counter') +
      series.map(({ labels, counter }) => writeSample(name, labels, counter.value)).join(''),
  };
}
