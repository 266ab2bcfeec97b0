import { AppError } from '@kaizenml/contracts';
import { readSchema } from '../../packages/platform/src/schemas/read-schema.ts';
import { writeSchema } from '../../packages/platform/src/schemas/write-schema.ts';
import type { Chance } from '../planted/fault.ts';

const SCHEMA = `# what a trip must look like
kaizenSchema: 1
domains:
  company: [Blue Cab, "Yellow, Inc", '5167']
environments: [training, serving]
columns:
  fare:
    type: number
    unit: USD
    presence: { minShare: 0.99, minCount: 10 }
    range: { min: 0, max: 1000.5 }
  company: { type: string, domain: company, minDomainMass: 0.9 }
  tips:
    type: number
    stage: production
    environments: { not: [serving] }
  start: { type: date, range: { min: 2013-01-01, max: "2016-12-31" } }
rules:
  - { name: paid, check: "tips <= fare", minShare: 0.9 }
`;
const TOKENS = [
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '<<: *a',
  '|\n',
  '>\n',
  '---\n',
  '...\n',
  '\t',
  '!!binary ',
  '? ',
  '~',
  'null',
  'yes',
  '.nan',
  '.inf',
  '-0',
  '1e999',
  '0x10',
  '2001-02-30',
  '\0',
  '\ufeff',
  '\u2028',
  '__proto__: ',
  'constructor: ',
  'columns: ',
  'type: number\n',
  'type: string',
  '%YAML 1.1\n',
  '@',
  '`',
  '\n',
  '  ',
  '💥',
  '-1',
  '99999999999999999999',
];

/** Changes a schema file and reads it; what is accepted is written and read again as the same schema. */
export function fuzzSchema(chance: Chance): void {
  const text = change(chance);
  let schema: ReturnType<typeof readSchema>['schema'];
  try {
    schema = readSchema(text, 'schema.yaml').schema;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw found(thrown, text);
    if (thrown.code !== 'SCHEMA_INVALID' || !thrown.message.endsWith('.'))
      throw found(thrown, text);
    if (!/line \d+|\(top\)|empty|nothing|must/i.test(thrown.message)) throw found(thrown, text);
    return;
  }
  try {
    const again = readSchema(writeSchema(schema), 'written.yaml').schema;
    if (JSON.stringify(again) !== JSON.stringify(schema))
      throw new Error('another schema was read back');
  } catch (thrown) {
    throw found(thrown, text);
  }
}

function change(chance: Chance): string {
  let text = SCHEMA;
  for (let n = 1 + chance.below(4); n > 0; n--) {
    const lines = text.split('\n');
    const at = chance.below(lines.length);
    const place = chance.below(text.length + 1);
    const kind = chance.below(6);
    if (kind === 0) text = lines.toSpliced(at, 1).join('\n');
    else if (kind === 1)
      text = lines.toSpliced(at, 0, lines[chance.below(lines.length)]).join('\n');
    else if (kind === 2) text = text.slice(0, place) + text.slice(place + chance.below(6));
    else if (kind === 3) text = lines.with(at, `  ${lines[at]}`).join('\n');
    else if (kind === 4)
      text = lines.with(at, lines[at].replace(/: .*/, `: ${chance.pick(TOKENS)}`)).join('\n');
    else text = text.slice(0, place) + chance.pick(TOKENS) + text.slice(place);
  }
  return text;
}

function found(thrown: unknown, text: string): Error {
  return new Error(
    `${thrown instanceof Error ? thrown.stack : String(thrown)}\nfor ${JSON.stringify(text)}`,
  );
}
