import { type InputField, type OutputField, type Signature, TASKS } from '@kaizenml/contracts';
import type { FieldReader } from './field-reader.ts';

const KINDS: readonly InputField['kind'][] = [
  'number',
  'date',
  'boolean',
  'category',
  'text',
  'id',
];

/**
 * Reads a signature that came from a file, field by field.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function checkSignature(given: FieldReader): Signature {
  const inputs = given.field('inputs');
  const fields = inputs.list().map(checkInput);
  if (new Set(fields.map(({ name }) => name)).size < fields.length)
    inputs.refuse('name every column once');
  return {
    ...{ inputs: fields, output: checkOutput(given.field('output')) },
    ...(given.has('ignores') ? { ignores: checkNames(given.field('ignores')) } : {}),
  };
}

function checkInput(given: FieldReader): InputField {
  const typical = given.field('typical');
  return {
    name: given.field('name').text(),
    kind: given.field('kind').text(KINDS) as InputField['kind'],
    ...(given.has('integer') ? { integer: given.field('integer').flag() } : {}),
    ...(given.has('range') ? { range: checkRange(given.field('range')) } : {}),
    ...(given.has('levels') ? { levels: checkNames(given.field('levels')) } : {}),
    shareMissing: given.field('shareMissing').finite(),
    required: given.field('required').flag(),
    typical:
      typical.value === null
        ? null
        : typeof typical.value === 'string'
          ? typical.text()
          : typical.finite(),
    ...(given.has('unit') ? { unit: given.field('unit').text() } : {}),
  };
}

function checkOutput(given: FieldReader): OutputField {
  const task = given.field('task').text(TASKS) as OutputField['task'];
  const classes = given.field('classes');
  if (task === 'regression' && given.has('classes')) classes.refuse('be absent for regression');
  const names = task === 'regression' ? [] : checkNames(classes);
  if (task === 'binary' && names.length !== 2) classes.refuse('hold two classes');
  if (task === 'multiclass' && names.length < 2) classes.refuse('hold at least two classes');
  return {
    name: given.field('name').text(),
    task,
    ...(task === 'regression' ? {} : { classes: names }),
    ...(given.has('unlabeled') ? { unlabeled: checkUnlabeled(given.field('unlabeled')) } : {}),
    ...checkAim(given, task),
    ...(given.has('range') ? { range: checkRange(given.field('range')) } : {}),
    ...(given.has('unit') ? { unit: given.field('unit').text() } : {}),
  };
}

function checkAim(
  given: FieldReader,
  task: OutputField['task'],
): Pick<OutputField, 'aim' | 'quantiles'> {
  const quantiles = given.field('quantiles');
  if (!given.has('aim')) {
    if (given.has('quantiles')) quantiles.refuse('be absent without the aim quantiles');
    return {};
  }
  const aims = ['counts', 'quantiles', 'ranking'] as const;
  const aim = given.field('aim').text(aims) as (typeof aims)[number];
  if (task !== 'regression') given.field('aim').refuse(`be absent for ${task}`);
  if (aim !== 'quantiles') return { aim };
  const levels = quantiles.list().map((level) => level.finite());
  const isRising = levels.every((level, i) => level > (levels[i - 1] ?? 0) && level < 1);
  if (levels.length === 0 || !isRising) quantiles.refuse('rise between 0 and 1');
  return { aim, quantiles: levels };
}

function checkUnlabeled(given: FieldReader): NonNullable<OutputField['unlabeled']> {
  return given.text(['clusters', 'anomalies']) as NonNullable<OutputField['unlabeled']>;
}

function checkNames(given: FieldReader): string[] {
  const names = given.list().map((name) => name.text());
  return new Set(names).size === names.length ? names : given.refuse('hold distinct names');
}

function checkRange(given: FieldReader): readonly [number, number] {
  const [low, high, ...more] = given.list();
  if (low === undefined || high === undefined || more.length > 0)
    return given.refuse('hold two numbers');
  return [low.finite(), high.finite()];
}
