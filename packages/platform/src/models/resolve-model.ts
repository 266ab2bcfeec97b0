import { AppError, asId, didYouMean, listNames, type ModelName } from '@kaizenml/contracts';
import { modelNotFound } from '../storage/index.ts';
import { notServable } from './not-servable.ts';
import type { ModelRecord, ModelStore, ModelVersionRecord } from './store.ts';

/** Alias of the version that answers when a reference names none. */
export const CHAMPION = 'champion';

/** What a reference to a model says. */
export type ModelReference =
  | { readonly kind: 'default'; readonly name: ModelName }
  | { readonly kind: 'alias'; readonly name: ModelName; readonly alias: string }
  | { readonly kind: 'version'; readonly name: ModelName; readonly version: string };

/** Reads `name`, `name@alias` or `name/version`. */
export function parseModelReference(text: string): ModelReference {
  const [, name = text, sign, rest = ''] = /^([^@/]*)([@/])(.*)$/.exec(text) ?? [];
  if (sign === '@') return { kind: 'alias', name: asId(name), alias: rest };
  if (sign === '/') return { kind: 'version', name: asId(name), version: rest };
  return { kind: 'default', name: asId(text) };
}

/**
 * The version that a reference means: of a bare name its champion, or the newest one without a champion.
 *
 * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND, MODEL_NOT_SERVABLE
 */
export async function resolveModel(store: ModelStore, text: string): Promise<ModelVersionRecord> {
  const reference = parseModelReference(text);
  const model = await getModel(store, reference.name);
  const version = versionOf(reference, model);
  const found = Number.isSafeInteger(version)
    ? await store.findVersion(model.name, version)
    : undefined;
  if (found !== undefined) return found;
  const unanswering = Number.isSafeInteger(version)
    ? await store.findUnanswering(model.name, version)
    : undefined;
  if (unanswering !== undefined) throw notServable(unanswering);
  throw new AppError('MODEL_VERSION_NOT_FOUND', {
    message: `Model "${model.name}" has no version "${reference.kind === 'version' ? reference.version : version}".`,
    hint: `Its newest version is ${model.latestVersion}; see \`kaizen models show ${model.name}\`.`,
    details: { model: model.name, version: text, latestVersion: model.latestVersion },
  });
}

/** The model of this name. @throws MODEL_NOT_FOUND with the closest names, MODEL_NOT_SERVABLE without a version that can answer */
export async function getModel(store: ModelStore, name: ModelName): Promise<ModelRecord> {
  const model = await store.find(name);
  if (model !== undefined) return model;
  const unanswering = await store.findUnanswering(name);
  if (unanswering !== undefined) throw notServable(unanswering);
  const { items } = await store.list({ limit: 1000 });
  throw modelNotFound(
    name,
    items.map((item) => item.name),
  );
}

function versionOf(reference: ModelReference, model: ModelRecord): number {
  const { aliases, latestVersion } = model;
  if (reference.kind === 'version')
    return /^\d+$/.test(reference.version) ? Number(reference.version) : Number.NaN;
  if (reference.kind === 'default') return aliases[CHAMPION] ?? latestVersion;
  const { alias } = reference;
  if (Object.hasOwn(aliases, alias)) return aliases[alias] ?? latestVersion;
  const known = Object.keys(aliases);
  throw new AppError('MODEL_ALIAS_NOT_FOUND', {
    message: `Model "${model.name}" has no alias "${alias}".`,
    hint: aliasHint(model.name, alias, known),
    details: { model: model.name, alias, known },
  });
}

function aliasHint(name: string, alias: string, known: readonly string[]): string {
  if (/^\d+$/.test(alias)) return `A version is written "${name}/${alias}".`;
  if (known.length === 0) return `Set one with \`kaizen models alias ${name} ${alias} VERSION\`.`;
  return didYouMean(alias, known) ?? `It has ${listNames(known)}.`;
}
