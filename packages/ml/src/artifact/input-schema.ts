import type { InputField, Signature } from '@kaizenml/contracts';

/**
 * JSON Schema of one input row.
 *
 * Levels and ranges of the training data are descriptions, not limits, as the model answers others too.
 *
 * @source JSON Schema, draft 2020-12.
 */
export function inputSchema(signature: Signature, modelName: string): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Input of ${modelName}`,
    type: 'object',
    properties: Object.fromEntries(signature.inputs.map((field) => [field.name, property(field)])),
    required: signature.inputs.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function property(field: InputField): Record<string, unknown> {
  const { kind, required, levels, unit, typical } = field;
  const type = kind === 'number' || kind === 'boolean' ? kind : 'string';
  return {
    type: required ? type : [type, 'null'],
    ...(unit === undefined ? {} : { description: `In ${unit}.` }),
    ...(kind === 'category' || typical === null || kind === 'boolean'
      ? {}
      : { examples: [typical] }),
    ...(kind === 'category' && levels ? { examples: levels.slice(0, 10) } : {}),
  };
}
