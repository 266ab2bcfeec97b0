import type { DatasetUse } from '../store.ts';
import { findMessages, findText, getText } from './fields.ts';
import { isLonger } from './lengths.ts';
import { LIMITS } from './limits.ts';
import { isMessage, type Message } from './message.ts';
import { missingValue, refusal, tooLong } from './refusals.ts';

/** The tables that a run read. @throws REQUEST_INVALID */
export function readDatasets(message: Message): readonly DatasetUse[] {
  const datasets = findMessages(message, 'datasets');
  if (datasets.length > LIMITS.datasets)
    throw refusal(
      `A run can be told at most ${LIMITS.datasets} datasets at once. Got ${datasets.length} datasets.`,
      { n: datasets.length, limit: LIMITS.datasets },
    );
  return datasets.map((each, i) => readDataset(each, `datasets[${i}].`));
}

function readDataset(use: Message, within: string): DatasetUse {
  const { dataset } = use;
  if (!isMessage(dataset)) throw missingValue(`${within}dataset`);
  const place = { within: `${within}dataset.` };
  const name = atMost('name', getText(dataset, 'name', place), LIMITS.datasetNameLength);
  const digest = atMost('digest', getText(dataset, 'digest', place), LIMITS.datasetDigestLength);
  const source = atMost('source', getText(dataset, 'source', place), LIMITS.datasetSourceLength);
  const sourceType = getText(dataset, 'source_type', place);
  const schema = findText(dataset, 'schema', place);
  const profile = findText(dataset, 'profile', place);
  return {
    ...{ name, digest, source, sourceType },
    ...(schema === undefined
      ? {}
      : { schema: atMost('schema', schema, LIMITS.datasetSchemaLength) }),
    ...(profile === undefined
      ? {}
      : { profile: atMost('profile', profile, LIMITS.datasetProfileLength) }),
    tags: readInputTags(use, within),
  };
}

function readInputTags(use: Message, within: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    findMessages(use, 'tags').map((tag, i) => {
      const place = { within: `${within}tags[${i}].` };
      const key = getText(tag, 'key', place);
      const value = findText(tag, 'value', place);
      if (value === undefined) throw missingValue(`${place.within}value`);
      if (isLonger(key, LIMITS.inputTagKeyLength))
        throw tooLong('InputTag key', key, { limit: LIMITS.inputTagKeyLength });
      if (isLonger(value, LIMITS.inputTagLength))
        throw tooLong('InputTag value', value, { limit: LIMITS.inputTagLength });
      return [key, value];
    }),
  );
}

function atMost(what: string, text: string, limit: number): string {
  if (!isLonger(text, limit)) return text;
  throw refusal(`Dataset ${what} exceeds the maximum length of ${limit}`, { what, limit });
}
