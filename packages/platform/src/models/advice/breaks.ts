import { type InputField, listNames, type OutputField, type Signature } from '@kaizenml/contracts';
import type { Portrait } from './portrait.ts';

/** What callers of one version meet in another one that breaks them, each as a clause; empty where they go on as before. */
export function breaksOf(before: Portrait, after: Portrait): string[] {
  const relied = Object.entries(before.relied).flatMap(([what, value]) =>
    after.relied[what] === value ? [] : [`${what} changed`],
  );
  if (before.signature === null || after.signature === null) {
    const isSame = before.signature === after.signature;
    return isSame ? relied : [`rows are ${after.signature === null ? 'no longer' : 'now'} taken`];
  }
  return [
    ...stillSent(before.signature, after.signature).flatMap((field) =>
      inputBreaks(
        field,
        after.signature?.inputs.find(({ name }) => name === field.name),
      ),
    ),
    ...newlyRequired(before.signature.inputs, after.signature.inputs),
    ...outputBreaks(before.signature.output, after.signature.output),
    ...relied,
  ];
}

/** Columns that callers send and the later version does not ignore. */
function stillSent(before: Signature, { ignores = [] }: Signature): readonly InputField[] {
  return before.inputs.filter(({ name }) => !ignores.includes(name));
}

function inputBreaks(before: InputField, after: InputField | undefined): string[] {
  const column = `column "${before.name}"`;
  if (after === undefined) return [`${column} is gone`];
  return [
    ...(after.kind === before.kind
      ? []
      : [`${column} is a ${after.kind} instead of a ${before.kind}`]),
    ...(after.required && !before.required ? [`${column} must be given now`] : []),
  ];
}

function newlyRequired(before: readonly InputField[], after: readonly InputField[]): string[] {
  const known = new Set(before.map(({ name }) => name));
  return after
    .filter(({ name, required }) => required && !known.has(name))
    .map(({ name }) => `column "${name}" is new and must be given`);
}

function outputBreaks(before: OutputField, after: OutputField): string[] {
  if (before.name !== after.name)
    return [`"${after.name}" is answered instead of "${before.name}"`];
  const [was, is] = [before, after].map(({ task, aim }) => aim ?? task);
  if (was !== is) return [`the answer is ${is} instead of ${was}`];
  return [
    ...listBreaks('classes', before.classes, after.classes),
    ...listBreaks('quantiles', before.quantiles?.map(String), after.quantiles?.map(String)),
  ];
}

/** The order counts too: it is that of the probabilities. */
function listBreaks(
  what: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
): string[] {
  if (before.length === after.length && before.every((one, i) => one === after[i])) return [];
  const gone = before.filter((one) => !after.includes(one));
  const fresh = after.filter((one) => !before.includes(one));
  if (gone.length === 0 && fresh.length === 0) return [`the ${what} stand in another order`];
  const said = [
    ...(gone.length === 0 ? [] : [`without ${listNames(gone, 5)}`]),
    ...(fresh.length === 0 ? [] : [`with ${listNames(fresh, 5)}`]),
  ];
  return [`the ${what} are others, ${said.join(' and ')}`];
}
