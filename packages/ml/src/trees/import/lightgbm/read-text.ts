import type { ImportedModel } from '../imported-model.ts';
import { modelFileInvalid } from '../model-file-invalid.ts';
import { parseWhole, wordsOf } from '../parse-numbers.ts';
import { type FeatureInfo, parseFeatureInfo } from './feature-infos.ts';
import { finishModel } from './finish-model.ts';
import { readTextTree } from './read-text-tree.ts';
import { type Lines, splitText } from './split-text.ts';

const VERSIONS: readonly string[] = ['v2', 'v3', 'v4'];

/**
 * Reads the text that LightGBM's `save_model` writes (2.1 to 4.x).
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source LightGBM, src/boosting/gbdt_model_text.cpp: `SaveModelToString`.
 */
export function readLightgbmText(text: string): ImportedModel {
  const { header, trees, pandasCategories } = splitText(text);
  const version = lineOf(header, 'version');
  if (!VERSIONS.includes(version)) throw refuse('version', VERSIONS.join(', '), version);
  const mostOutputs = Math.max(1, trees.length);
  const nOutputs = parseWhole(
    header.get('num_tree_per_iteration') ?? lineOf(header, 'num_class'),
    subjectOf('num_tree_per_iteration'),
    [1, mostOutputs],
  );
  const names = wordsOf(lineOf(header, 'feature_names'));
  const last = parseWhole(lineOf(header, 'max_feature_idx'), subjectOf('max_feature_idx'), [
    0,
    2 ** 31,
  ]);
  if (names.length !== last + 1)
    throw refuse('feature_names', `${last + 1} names`, `${names.length} names`);
  const sizes = header.get('tree_sizes');
  if (sizes !== undefined && wordsOf(sizes).length !== trees.length)
    throw refuse('tree_sizes', `${trees.length} sizes, one per tree`, wordsOf(sizes).length);
  return finishModel(
    {
      version,
      objective: header.get('objective') ?? '',
      nOutputs,
      averages: header.has('average_output'),
      names,
      infos: infosOf(header.get('feature_infos'), names.length),
      pandasCategories: pandasCategories === undefined ? undefined : parseJson(pandasCategories),
    },
    trees.map((lines, t) => readTextTree(lines, t, names.length)),
  );
}

function infosOf(line: string | undefined, nColumns: number): readonly FeatureInfo[] {
  if (line === undefined) return [];
  const infos = wordsOf(line);
  if (infos.length !== nColumns)
    throw refuse('feature_infos', `${nColumns} entries`, `${infos.length} entries`);
  return infos.map(parseFeatureInfo);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const subject = subjectOf('pandas_categorical');
    throw modelFileInvalid({ subject, expectation: 'be JSON', received: text, cause });
  }
}

function lineOf(lines: Lines, key: string): string {
  const value = lines.get(key);
  if (value === undefined)
    throw modelFileInvalid({
      subject: 'The LightGBM model',
      expectation: `have the line "${key}"`,
      received: value,
    });
  return value;
}

function subjectOf(key: string): string {
  return `Line "${key}" of the LightGBM model`;
}

function refuse(key: string, wanted: string, received: unknown) {
  return modelFileInvalid({ subject: subjectOf(key), expectation: `say ${wanted}`, received });
}
