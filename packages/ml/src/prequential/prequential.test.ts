import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAnswer, estimatePrequential, startPrequential } from './prequential.ts';

const anyStream = fc.array(
  fc.record({ truth: fc.constantFrom('a', 'b', 'c'), answer: fc.constantFrom('a', 'b', 'c') }),
  { minLength: 2, maxLength: 60 },
);

describe('prequential accuracy', () => {
  it('is the faded share of right answers, written out as a sum', () => {
    fc.assert(
      fc.property(anyStream, fc.double({ min: 0.5, max: 1, noNaN: true }), (stream, keep) => {
        const state = startPrequential({ keep });
        for (const each of stream) countAnswer(state, each);
        const weights = stream.map((_, i) => keep ** (stream.length - 1 - i));
        const faded = (isRight: (i: number) => boolean, from: number) => {
          let [right, all] = [0, 0];
          for (let i = from; i < stream.length; i++) {
            right += isRight(i) ? weights[i] : 0;
            all += weights[i];
          }
          return right / all;
        };
        const { accuracy, lastClassAccuracy, kappaTemporal } = estimatePrequential(state);
        expect(accuracy).toBeCloseTo(
          faded((i) => stream[i].truth === stream[i].answer, 0),
          10,
        );
        const before = faded((i) => stream[i].truth === stream[i - 1].truth, 1);
        const after = faded((i) => stream[i].truth === stream[i].answer, 1);
        expect(lastClassAccuracy).toBeCloseTo(before, 10);
        if (before < 0.999) expect(kappaTemporal).toBeCloseTo((after - before) / (1 - before), 6);
      }),
      { seed: 1 },
    );
  });

  it('gives answering the class before a kappa of 0, a perfect model 1, and none where nothing changes', () => {
    const classes = [1, 1, 0, 0, 0, 1, 1, 1, 0];
    const [lazy, perfect, still] = [startPrequential(), startPrequential(), startPrequential()];
    for (const [i, truth] of classes.entries()) {
      countAnswer(lazy, { truth, answer: classes[i - 1] ?? 0 });
      countAnswer(perfect, { truth, answer: truth });
      countAnswer(still, { truth: 1, answer: 1 });
    }
    expect(estimatePrequential(lazy).kappaTemporal).toBe(0);
    expect(estimatePrequential(perfect).kappaTemporal).toBe(1);
    expect(estimatePrequential(still).kappaTemporal).toBeNull();
    expect(estimatePrequential(startPrequential())).toEqual({
      n: 0,
      accuracy: null,
      lastClassAccuracy: null,
      kappaTemporal: null,
    });
  });

  it('goes on where it was when it is written down and read', () => {
    const classes = [1, 0, 0, 1, 1, 0, 1];
    const whole = startPrequential({ keep: 0.9 });
    let read = startPrequential({ keep: 0.9 });
    for (const truth of classes) {
      countAnswer(whole, { truth, answer: 1 });
      countAnswer(read, { truth, answer: 1 });
      read = JSON.parse(JSON.stringify(read));
    }
    expect(read).toEqual(whole);
  });

  it('refuses to forget more than half with every value', () => {
    expect(() => startPrequential({ keep: 0.1 })).toThrow(
      expect.objectContaining({ code: 'PARAM_OUT_OF_RANGE' }),
    );
    expect(() => startPrequential({ fade: 1 } as never)).toThrow(
      expect.objectContaining({ code: 'PARAM_UNKNOWN' }),
    );
  });
});
