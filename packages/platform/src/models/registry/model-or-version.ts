import { AppError, asId, type ModelName } from '@kaizenml/contracts';

/** A model, or one version of it. */
export interface ModelOrVersion {
  readonly name: ModelName;
  readonly version: number | undefined;
}

/** Reads `name` or `name/version`. @throws ARGUMENT_INVALID */
export function parseModelOrVersion(text: string): ModelOrVersion {
  const [, name = text, number] = /^([^/]*)\/(.*)$/.exec(text) ?? [];
  if (number === undefined) return { name: asId<ModelName>(text), version: undefined };
  if (/^[1-9]\d{0,15}$/.test(number))
    return { name: asId<ModelName>(name), version: Number(number) };
  throw new AppError('ARGUMENT_INVALID', {
    message: `A model must be written "name" or "name/version", got "${text}".`,
    hint: `See its versions with \`kaizen models versions ${name}\`.`,
    details: { given: text },
  });
}
