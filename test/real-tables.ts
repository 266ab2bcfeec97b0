import { readFileSync } from 'node:fs';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { sharedData } from './shared-data.ts';

/** 20 640 districts of California: nine numbers and a category; undefined where the file is absent. */
export function housingTable(): Table | undefined {
  const path = sharedData('california_housing/housing.csv');
  return path === undefined ? undefined : read(path, { texts: ['ocean_proximity'] });
}

/** 32 561 people of the census of 1994: numbers and categories, a question mark for what is missing. */
export function adultTable(): Table | undefined {
  const path = sharedData('adult/adult-train.csv');
  const names = [
    ...['age', 'workclass', 'fnlwgt', 'education', 'years', 'married', 'occupation', 'relation'],
    ...['race', 'sex', 'gain', 'loss', 'hours', 'country', 'income'],
  ];
  const numbers = ['age', 'fnlwgt', 'years', 'gain', 'loss', 'hours'];
  const texts = names.filter((name) => !numbers.includes(name));
  return path === undefined ? undefined : read(path, { names, texts });
}

function read(
  path: string,
  { names, texts }: { readonly names?: readonly string[]; readonly texts: readonly string[] },
): Table {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const header = names ?? (lines.shift() ?? '').split(',');
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return makeTable(
    header.map((name, j) => {
      if (!texts.includes(name)) {
        const values = Float64Array.from(cells, (row) =>
          row[j] === '' ? Number.NaN : Number(row[j]),
        );
        return { name, kind: 'number', values };
      }
      const words = cells.map((row) => (row[j] === '?' ? null : row[j]));
      return encodeText(name, 'category', words);
    }),
  );
}
