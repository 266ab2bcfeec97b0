import { readFileSync } from 'node:fs';
import { learnTfIdf, weighTexts } from '@kaizenml/ml/text';

const texts = readFileSync('/work/shared/data/sms_spam/SMSSpamCollection.tsv', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((l) => l.split('\t')[1]);
const y = {
  kind: 'classification',
  nClasses: 2,
  codes: Int32Array.from(
    readFileSync('/work/shared/data/sms_spam/SMSSpamCollection.tsv', 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((l) => (l.startsWith('spam') ? 1 : 0)),
  ),
};
const o = {
  fewestLetters: 1,
  foldAccents: true,
  sublinear: true,
  fewestTexts: 2,
  largestShare: 1,
  mostTerms: 30000,
};
for (const parts of [
  [{ unit: 'words', low: 1, high: 2 }],
  [{ unit: 'characters', low: 3, high: 5 }],
])
  for (const yy of [undefined, y]) {
    const t = performance.now();
    const tf = learnTfIdf(texts, { ...o, parts }, yy);
    const a = performance.now();
    const x = weighTexts(tf, texts);
    console.log(
      parts[0].unit,
      !!yy,
      'learn',
      (a - t).toFixed(0),
      'weigh',
      (performance.now() - a).toFixed(0),
      tf.parts[0].idf.length,
      x.values.length,
      x.values.length / 5574,
    );
  }
