import type { Row } from '@kaizenml/contracts';
import { loadModel } from '@kaizenml/ml/artifact';
import { bitsOf, numbersOf, reasonsOf } from './bits-of.ts';

declare global {
  interface Window {
    /** Loads the artifact in this folder of the server and gives the bits of its answers, row by row. */
    answer(folder: string, rows: readonly Row[]): Promise<string[]>;
    /** The bits of the explanations. */
    explain(folder: string, rows: readonly Row[]): Promise<string[]>;
  }
}

const load = (folder: string) =>
  loadModel((file) => fetch(`/${folder}/${file}`).then((got) => got.arrayBuffer()));

window.answer = async (folder, rows) => {
  const model = await load(folder);
  return rows.map((row) => bitsOf(numbersOf(model.predictRow(row))));
};

window.explain = async (folder, rows) => {
  const model = await load(folder);
  return rows.map((row) => bitsOf(reasonsOf(model.explain(row))));
};
