import { readFileSync } from 'node:fs';
import { seededRandom } from '@kaizenml/ml/math';
import { compileEnsemble } from '@kaizenml/ml/trees/ensemble';
import { applyAnswerLink, readTreeModel } from '@kaizenml/ml/trees/import';
import { describe, expect, it } from 'vitest';

const FILES = [
  'lightgbm-codes.txt',
  'lightgbm-forest.txt',
  'lightgbm-frame.json',
  'xgboost-softprob.json',
  'xgboost-frame.json',
  'xgboost-frame.ubj',
  'xgboost-dart.ubj',
  'xgboost-dump-sets.json',
];

/** Reads and answers: true when the file was taken, false when it was refused with a sentence. */
function survives(bytes: Uint8Array): boolean {
  try {
    const { ensemble, link } = readTreeModel(bytes, { dump: { baseScore: 0 } });
    const values = new Float64Array(2 * ensemble.nColumns).fill(1, ensemble.nColumns);
    const x = { nRows: 2, nColumns: ensemble.nColumns, values };
    const answers = applyAnswerLink(compileEnsemble(ensemble).raw(x), link, ensemble.nOutputs);
    expect(answers.length).toBeGreaterThan(0);
    return true;
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
    expect((thrown as Error).message).toMatch(/ must .+, got .+\.$/s);
    return false;
  }
}

describe.each(FILES)('a damaged %s', (file) => {
  const bytes = new Uint8Array(readFileSync(new URL(`models/${file}`, import.meta.url)));
  const random = seededRandom(bytes.length);

  it('is refused wherever it is cut', () => {
    const text = new TextDecoder().decode(bytes);
    const end = file.endsWith('.txt') ? text.indexOf('end of trees') : text.trimEnd().length;
    const last = file.endsWith('.ubj') ? bytes.length : end;
    for (let i = 0; i < 40; i++)
      expect(survives(bytes.subarray(0, random.below(last))), `cut ${i}`).toBe(false);
    expect(survives(bytes.subarray(0, last - 1))).toBe(false);
  });

  it('is a model or is refused, whatever byte is another', () => {
    let nRefused = 0;
    for (let i = 0; i < 80; i++) {
      const damaged = bytes.slice();
      const at = random.below(bytes.length);
      damaged[at] =
        random.below(2) === 0
          ? random.below(256)
          : '0123456789-.,:[]{}"e $#L'.charCodeAt(random.below(24));
      if (!survives(damaged)) nRefused++;
    }
    expect(nRefused).toBeGreaterThan(5);
  });
});
