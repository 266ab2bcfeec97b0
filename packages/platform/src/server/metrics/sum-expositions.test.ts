import fc from 'fast-check';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { keepCounts, sumExpositions } from './sum-expositions.ts';

const NASTY = 'a "b" \\ {c="d"} 1\nend';

interface Event {
  readonly label: string;
  readonly value: number;
}

/** What prom-client says of events. */
async function textOf(events: readonly Event[]): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const counter = new Counter({
    name: 'n_total',
    help: 'How many.',
    labelNames: ['of'],
    registers,
  });
  const gauge = new Gauge({ name: 'now', help: 'Now.', registers });
  const histogram = new Histogram({
    ...{ name: 'took_seconds', help: 'How long.', labelNames: ['of'], buckets: [1, 4], registers },
  });
  for (const { label, value } of events) {
    counter.inc({ of: label }, value);
    gauge.inc(value);
    histogram.observe({ of: label }, value);
  }
  return registry.metrics();
}

const samplesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .toSorted();

describe('sumExpositions', () => {
  it('gives of several processes what prom-client counts in one', async () => {
    const event = fc.record({ label: fc.constantFrom('a', 'b', NASTY), value: fc.nat(9) });
    const processes = fc.array(fc.array(event, { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(processes, async (lists) => {
        const texts = await Promise.all(lists.map(textOf));
        const sum = sumExpositions(texts.map((text, i) => ({ text, worker: i + 1 })));
        expect(samplesOf(sum)).toEqual(samplesOf(await textOf(lists.flat())));
        expect(sum.match(/^# TYPE n_total counter$/gm)).toHaveLength(1);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('keeps apart what processes say of themselves', () => {
    const text =
      '# HELP process_cpu_seconds_total Time.\n# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total{of="a"} 2\n';
    const sum = sumExpositions([
      { text, worker: 1 },
      { text, worker: 2 },
    ]);
    expect(samplesOf(sum)).toEqual([
      'process_cpu_seconds_total{of="a",worker="1"} 2',
      'process_cpu_seconds_total{of="a",worker="2"} 2',
    ]);
  });
});

describe('keepCounts', () => {
  it('keeps what only grows', async () => {
    const kept = keepCounts([
      await textOf([{ label: 'a', value: 2 }]),
      await textOf([{ label: 'a', value: 3 }]),
    ]);
    expect(kept).toContain('n_total{of="a"} 5');
    expect(kept).toContain('took_seconds_count{of="a"} 2');
    expect(kept).not.toContain('now');
  });
});
