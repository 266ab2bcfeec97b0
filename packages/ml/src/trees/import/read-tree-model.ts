import { decodeUtf8 } from '../../artifact/decode-utf8.ts';
import type { ImportedModel } from './imported-model.ts';
import { readLightgbmJson } from './lightgbm/read-json.ts';
import { readLightgbmText } from './lightgbm/read-text.ts';
import { modelField } from './model-field.ts';
import { modelFileInvalid } from './model-file-invalid.ts';
import { parseUbjson } from './parse-ubjson.ts';
import { type DumpFacts, readDump } from './xgboost/dump/read-dump.ts';
import { readJsonDump } from './xgboost/dump/read-json-dump.ts';
import { readTextDump } from './xgboost/dump/read-text-dump.ts';
import { readBooster } from './xgboost/read-booster.ts';

/** A longer text is no string in every engine. */
const MOST_TEXT_BYTES = 2 ** 29 - 2 ** 10;

/** What is known besides the file. */
export interface ReadOptions {
  /** Of a dump of XGBoost's trees: without it, dumps are refused. */
  readonly dump?: DumpFacts;
}

/**
 * Reads a model of LightGBM or XGBoost; what it is follows from the content.
 *
 * LightGBM: the text of `save_model` and the JSON of `dump_model`. XGBoost: the JSON and the UBJSON of
 * `save_model`, and with `dump` the text and the JSON of `dump_model`. The sums of the leaves are doubles: LightGBM's answers are met to rounding, XGBoost's to
 * the float32 in which it adds.
 *
 * @param bytes Content of the file.
 * @throws MODEL_ARTIFACT_INVALID for other files, damaged ones and what is not supported: linear leaves,
 * linear boosters, several targets, leaves of several numbers, objectives whose answers are not known.
 * @cost O(bytes) time and memory.
 */
export function readTreeModel(bytes: Uint8Array, { dump }: ReadOptions = {}): ImportedModel {
  if (isUbjson(bytes)) return fromJson(parseUbjson(bytes), dump);
  if (bytes.length > MOST_TEXT_BYTES) throw tooLong(bytes.length);
  const text = decodeUtf8(bytes);
  if (text === undefined) throw unknownFile('other bytes');
  if (/^tree\r?\n/.test(text)) return readLightgbmText(text);
  if (/^\s*[{[]/.test(text)) return fromJson(parseJson(text), dump);
  if (/^booster\[\d+\]/.test(text)) return readDump(readTextDump(text), known(dump));
  throw unknownFile(text.slice(0, 40));
}

function fromJson(value: unknown, dump: DumpFacts | undefined): ImportedModel {
  if (Array.isArray(value))
    return readDump(readJsonDump(modelField('the XGBoost dump', value)), known(dump));
  const xgboost = modelField('the XGBoost model', value);
  if (xgboost.has('learner')) return readBooster(xgboost);
  const lightgbm = modelField('the LightGBM model', value);
  if (lightgbm.has('tree_info')) return readLightgbmJson(lightgbm);
  throw unknownFile('JSON without "learner" and "tree_info"');
}

/** In JSON the first thing in an object is a name in quotes; in UBJSON it is the type of a length. */
function isUbjson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && '$#iUIlL'.includes(String.fromCharCode(bytes[1] ?? 0));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw modelFileInvalid({
      subject: 'The model file',
      expectation: 'be JSON from its first bracket on',
      received: cause instanceof Error ? cause.message : String(cause),
      hint: 'The file is cut off or damaged: copy or save it again.',
      cause,
    });
  }
}

function tooLong(received: number) {
  return modelFileInvalid({
    subject: 'The text of the model file',
    expectation: `have at most ${MOST_TEXT_BYTES} bytes`,
    received,
    hint: "Save a model of XGBoost as UBJSON, `booster.save_model('model.ubj')`; train LightGBM with fewer trees.",
  });
}

function known(facts: DumpFacts | undefined): DumpFacts {
  if (facts !== undefined) return facts;
  throw modelFileInvalid({
    subject: 'The model file',
    expectation: 'say its objective and base score',
    received: "a dump of XGBoost's trees, which does not",
    hint: "Save it with `booster.save_model('model.json')` instead of `dump_model`, or give the base score of the dump.",
  });
}

function unknownFile(received: string) {
  return modelFileInvalid({
    subject: 'The model file',
    expectation: 'be of LightGBM (text or JSON) or XGBoost (JSON or UBJSON)',
    received,
    hint: "Save it with `booster.save_model('model.txt')` (LightGBM) or `booster.save_model('model.json')` (XGBoost); pickles and XGBoost's old binary format are not read.",
  });
}
