import fc from 'fast-check';
import * as prom from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createCounters } from './counters.ts';
import { createHistograms } from './histograms.ts';

const label = fc.string({ unit: fc.constantFrom('a', 'ä', '"', '\\', '\n', ' ', '{', '}') });

/** Lines in an order that does not matter, without the empty last one. */
const linesOf = (text: string) => text.split('\n').filter(Boolean).sort();

describe('figures', () => {
  it('are written as prom-client writes the same counters, whatever the labels hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(label, fc.nat(9)), { maxLength: 5, selector: String }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(1000)), { maxLength: 20 }),
        async (labels, added) => {
          const registry = new prom.Registry();
          const theirs = new prom.Counter({
            name: 'n_total',
            help: 'Some help.',
            labelNames: ['route', 'status'],
            registers: [registry],
          });
          const ours = createCounters('n_total', 'Some help.');
          const counters = labels.map(([route, status]) => ours.create({ route, status }));
          for (const [route, status] of labels) theirs.inc({ route, status }, 0);
          for (const [at, value] of added) {
            const [chosen, counter] = [labels[at], counters[at]];
            if (chosen === undefined || counter === undefined) continue;
            counter.value += value;
            theirs.inc({ route: chosen[0], status: chosen[1] }, value);
          }
          expect(linesOf(ours.text())).toEqual(linesOf(await registry.metrics()));
        },
      ),
      { seed: 55, numRuns: 100 },
    );
  });

  it('are written as prom-client writes the same histograms, on the bounds too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(0, 1, 2, 4, 8), fc.integer({ min: 0, max: 99 })), {
          maxLength: 50,
        }),
        async (values) => {
          const registry = new prom.Registry();
          const buckets = [1, 2, 4, 8];
          const theirs = new prom.Histogram({
            name: 'h',
            help: 'Some help.',
            labelNames: ['route'],
            buckets,
            registers: [registry],
          });
          const ours = createHistograms('h', { help: 'Some help.', bounds: buckets });
          const histogram = ours.create({ route: '/x' });
          theirs.zero({ route: '/x' });
          for (const value of values) {
            histogram.observe(value);
            theirs.observe({ route: '/x' }, value);
          }
          expect(linesOf(ours.text())).toEqual(linesOf(await registry.metrics()));
        },
      ),
      { seed: 55, numRuns: 100 },
    );
  });
});
