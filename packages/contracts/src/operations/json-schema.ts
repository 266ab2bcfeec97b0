import { z } from 'zod';

/** A JSON Schema (draft 2020-12) as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a zod schema.
 *
 * @param direction `input`: what a caller sends, with defaults optional; `output`: what comes back.
 * @source JSON Schema draft 2020-12, which OpenAPI 3.1 builds on.
 */
export function toJsonSchema(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' });
  return rest;
}
