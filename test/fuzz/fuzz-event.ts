import { AppError, type Problem } from '@kaizenml/contracts';
import { sentenceFault } from '../../bench/doors/judge.ts';
import { spoilBytes } from '../../bench/doors/spoil-bytes.ts';
import { spoilJson } from '../../bench/doors/spoil-text.ts';
import { spoilValue } from '../../bench/doors/spoil-value.ts';
import { createHandler, type Handler } from '../../packages/platform/src/serverless/index.ts';
import {
  gatewayV1,
  gatewayV2,
  loadBalancer,
} from '../../packages/platform/src/testing/gateway-events.ts';
import type { Chance } from '../planted/fault.ts';
import { GOLDEN, GOLDEN_ROW } from './golden-artifact.ts';

const names = Object.keys(GOLDEN_ROW);
const BODIES: readonly object[] = [
  { rows: [GOLDEN_ROW, GOLDEN_ROW], entity: 'a' },
  { dataframe_records: [GOLDEN_ROW] },
  { dataframe_split: { columns: names, data: [Object.values(GOLDEN_ROW)] } },
  { instances: [Object.values(GOLDEN_ROW)] },
  {
    inputs: Object.entries(GOLDEN_ROW).map(([name, value]) => ({
      ...{ name, shape: [1], data: [value] },
      datatype: typeof value === 'number' ? 'FP64' : 'BYTES',
    })),
    parameters: { binary_data_output: true },
  },
];
const TYPES = ['application/json', 'text/csv', 'text/plain', '', 'application/octet-stream'];

/** Calls a function without a server with a spoiled event: it answers, or refuses in one of our sentences. */
export async function fuzzEvent(_: string, chance: Chance): Promise<void> {
  const event = makeEvent(chance);
  await judgeEvent(createHandler({ artifact: GOLDEN }), event);
}

/** @throws Error where an answer is a bug of ours, or a refusal is no sentence. */
export async function judgeEvent(handler: Handler, event: unknown): Promise<void> {
  let answer: unknown;
  try {
    answer = await handler(event);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'INTERNAL' || thrown.name !== thrown.code)
      throw found(thrown, event);
    const fault = sentenceFault(thrown.message, thrown.code);
    if (fault !== undefined && !saysNaN(event)) throw found(`${fault}: ${thrown.message}`, event);
    return;
  }
  const { statusCode, body } = answer as { statusCode?: number; body?: string };
  if (statusCode === undefined || statusCode < 400) return;
  const { code, detail } = JSON.parse(body ?? '') as Problem;
  const fault = code === 'INTERNAL' ? code : sentenceFault(detail, statusCode);
  if (fault !== undefined && !saysNaN(event)) throw found(`${fault}: ${detail}`, event);
}

/** Whether the event itself holds a word that is a hole in any other sentence. */
function saysNaN(event: unknown): boolean {
  return /NaN|undefined/.test(JSON.stringify(event) ?? '');
}

function makeEvent(chance: Chance): unknown {
  const value = structuredClone(chance.pick(BODIES));
  const given = chance.next() < 0.6 ? spoilValue(value, chance) : value;
  if (chance.next() < 0.3) return given;
  const text = JSON.stringify(given);
  const json = chance.next() < 0.3 ? spoilJson(text, chance) : text;
  const isBase64Encoded = chance.next() < 0.3;
  const bytes = chance.next() < 0.2 ? spoilBytes(Buffer.from(json), chance) : Buffer.from(json);
  const event = chance.pick([gatewayV1, gatewayV2, loadBalancer])({
    body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
    headers: {
      'content-type': chance.next() < 0.7 ? 'application/json' : chance.pick(TYPES),
      ...(chance.next() < 0.2
        ? { 'inference-header-content-length': chance.pick(['0', '9', 'x']) }
        : {}),
    },
  });
  return chance.next() < 0.4 ? spoilValue(event, chance) : event;
}

function found(what: unknown, event: unknown): Error {
  const said = what instanceof Error ? (what.stack ?? what.message) : String(what);
  return new Error(`${said}\nfor ${JSON.stringify(event)?.slice(0, 1500)}`);
}
