import type { Got, Spoiled } from './request.ts';
import { SECRET_MARK } from './spoil-headers.ts';
import { BODY_MARK } from './spoil-value.ts';

/** What no answer may hold: stacks, places of this machine, names of source files, secrets. */
const LEAK = new RegExp(
  `\\n\\s+at \\S|node_modules|/tmp/|file://|\\.ts:\\d+|kaizen-doors|4uthor-m4rk|${SECRET_MARK}`,
);
/** `models.show` says where the artifact lies, for people at the machine. */
const ARTIFACT_PATH = /"path":"[^"]+\/artifacts\/\w{64}"/;
/** Traces of values that no sentence can say. */
const HOLE = /\bundefined\b|\[object |\bNaN\b|function \(|=> /;
/** A refusal is read by people: characters. */
const LONGEST_SENTENCE = 4000;
const LONGEST_REFUSAL = 100 * 1024;
/** Statuses of 500 and above that every door may answer: not now, and not in time. */
const BUSY = new Set([503, 504]);

/** Why an answer may not be, in a few words; undefined for one that may. */
export function findFault(sent: Spoiled, got: Got): string | undefined {
  const { status, body } = got;
  if (status === 0) return undefined;
  if (status === 599) return 'no answer in time';
  const text = body.toString('latin1').replace(ARTIFACT_PATH, '');
  if (LEAK.test(text)) return `${status} leaks ${LEAK.exec(text)?.[0].trim()}`;
  if (status >= 500 && !BUSY.has(status) && sent.allows?.includes(status) !== true)
    return `${status}`;
  if (sent.method === 'HEAD') return undefined;
  const type = String(got.headers['content-type'] ?? '');
  if (status < 400)
    return type.includes('json') && !/jsonlines|ndjson/.test(type) && parse(body) === undefined
      ? `${status} with a body that is no JSON`
      : undefined;
  if (type.startsWith('text/html') && sent.method === 'GET') return undefined;
  if (/\/ready(?:\?|$)/.test(sent.path) || /\/(livez|readyz|health\/)/.test(sent.path))
    return undefined;
  const wrong = refusalFault(formOf(sent.path), got);
  // What is not JSON is told with the place where it is none, in the words of its parser.
  return wrong?.endsWith('a hole') && /NaN|undefined/.test(`${sent.body}${sent.path}`)
    ? undefined
    : wrong;
}

/** Whether an answer is one that the request could get from a door that works. */
type Form = 'problem' | 'inference' | 'scoring';

function formOf(address: string): Form {
  const [path = ''] = address.split('#', 1);
  if (/^\/v2(?:[/?]|$)/.test(path)) return 'inference';
  const isScoring =
    /^\/(?:v1|invocations|endpoints\/[^/?]+\/invocations)(?:[/?]|$)/.test(path) ||
    /^\/(?:version|ping|health)(?:\?|$)/.test(path);
  return isScoring ? 'scoring' : 'problem';
}

const KEYS: Readonly<Record<Form, readonly string[]>> = {
  problem: ['type', 'title', 'status', 'code', 'detail', 'traceId'],
  inference: ['error'],
  scoring: ['error', 'error_code'],
};

function refusalFault(form: Form, { status, headers, body }: Got): string | undefined {
  if (body.length > LONGEST_REFUSAL) return `${status} with a refusal of ${body.length} bytes`;
  const told = parse(body);
  if (told === undefined || told === null) return `${status} with a refusal that is no JSON`;
  const given = told as Readonly<Record<string, unknown>>;
  const missing = KEYS[form].filter((key) => given[key] === undefined);
  if (missing.length > 0) return `${status} without ${missing} of the form ${form}`;
  const type = String(headers['content-type']);
  if (form === 'problem' && !type.startsWith('application/problem+json'))
    return `${status} as ${type}`;
  if (form === 'problem' && given.status !== status) return `${status} that says ${given.status}`;
  return sentenceFault(String(given.detail ?? given.error), status);
}

/** Why a sentence is none that a person could use. */
export function sentenceFault(sentence: string, status: number | string): string | undefined {
  if (!/[.?]$/.test(sentence)) return `${status} with a sentence without an end`;
  if (sentence.length > LONGEST_SENTENCE)
    return `${status} with a sentence of ${sentence.length} characters`;
  const plain = sentence.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|\[.*\]|\{.*\}/g, '');
  if (HOLE.test(plain)) return `${status} with a sentence with a hole`;
  return undefined;
}

/** Why a line that a server wrote may not be; undefined for one that may. */
export function findLineFault(line: string, secrets: readonly string[]): string | undefined {
  const mark = [BODY_MARK, SECRET_MARK, ...secrets].find((each) => line.includes(each));
  if (mark !== undefined) return 'a line of the log holds what was sent';
  if (line.length > 8000) return `a line of the log has ${line.length} characters`;
  if (/unhandled|uncaught|MaxListeners|DeprecationWarning/i.test(line)) return 'a line of the log';
  const told = parse(Buffer.from(line)) as Readonly<Record<string, unknown>> | undefined;
  if (told === undefined) return 'a line of the log that is no JSON';
  return told.code === 'INTERNAL' ? 'a bug in the log' : undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
