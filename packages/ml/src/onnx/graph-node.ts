import { type Field, fieldsOf, varintsOf } from './proto/fields.ts';
import { text } from './proto/text.ts';

/** One operator of a graph. */
export interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The message of an attribute; undefined where it has none of this name. */
  attribute(name: string): readonly Field[] | undefined;
}

const FIELD = { input: 1, output: 2, operator: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, int: 3, ints: 8, strings: 9 } as const;

/** Reads a `NodeProto`; its attributes stay bytes until they are asked for. */
export function readNode(bytes: Uint8Array): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Uint8Array>();
  let operator = '';
  for (const field of fieldsOf(bytes)) {
    if (field.number === FIELD.input) inputs.push(text(field));
    else if (field.number === FIELD.output) outputs.push(text(field));
    else if (field.number === FIELD.operator) operator = text(field);
    else if (field.number === FIELD.attribute) attributes.set(nameOf(field.bytes), field.bytes);
  }
  return {
    operator,
    inputs,
    outputs,
    attribute(name) {
      const found = attributes.get(name);
      return found && [...fieldsOf(found)];
    },
  };
}

/** The labels that an operator names, under whichever of its attributes. */
export function labelsOf(node: GraphNode): (string | number)[] | undefined {
  const strings = node.attribute('classlabels_strings');
  const named = strings?.filter(({ number }) => number === ATTRIBUTE.strings).map(text);
  if (named !== undefined && named.length > 0) return named;
  const ints = node.attribute('classlabels_int64s') ?? node.attribute('classlabels_ints');
  const numbered = ints?.filter(({ number }) => number === ATTRIBUTE.ints).flatMap(varintsOf);
  return numbered !== undefined && numbered.length > 0 ? numbered : undefined;
}

function nameOf(attribute: Uint8Array): string {
  for (const field of fieldsOf(attribute)) if (field.number === ATTRIBUTE.name) return text(field);
  return '';
}
