import { refusal } from '../refusals.ts';

/** A source that names another version, or a logged model, of this registry. */
export type ModelUri =
  | { readonly kind: 'version'; readonly name: string; readonly version: number }
  | { readonly kind: 'named'; readonly name: string; readonly word: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: string }
  | { readonly kind: 'logged'; readonly modelId: string };

/**
 * Reads `models:/name/3`, `models:/name/Production`, `models:/name/latest`, `models:/name@alias` and `models:/<model id>`; undefined
 * for other sources.
 *
 * @throws REQUEST_INVALID for a `models:` that is none of them
 */
export function parseModelUri(source: string): ModelUri | undefined {
  if (!/^models:/.test(source)) return undefined;
  const [, path = ''] = /^models:\/+(.*)$/.exec(source) ?? [];
  const [name = '', word, ...rest] = path.replace(/\/$/, '').split('/');
  if (rest.length > 0 || name === '' || word === '') throw notAModelUri(source);
  if (word !== undefined)
    return /^\d+$/.test(word)
      ? { kind: 'version', name, version: Number(word) }
      : { kind: 'named', name, word };
  const at = name.lastIndexOf('@');
  if (at < 0) return { kind: 'logged', modelId: name };
  return { kind: 'alias', name: name.slice(0, at), alias: name.slice(at + 1) };
}

/**
 * Refuses sources that would have somebody read files of this machine: local paths, and paths that climb.
 *
 * @throws REQUEST_INVALID
 */
export function assertSource(source: string, { hasOwner }: { readonly hasOwner: boolean }): void {
  const plain = unquote(source);
  if (plain.includes('\0') || plain.split(/[/\\]/).includes('..')) throw relative(source);
  if (isLocal(plain) && !hasOwner) throw local(source);
}

function isLocal(source: string): boolean {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(source) ?? [];
  return scheme === undefined || scheme.toLowerCase() === 'file';
}

/** The text without `%` sequences, also where they were written twice. */
function unquote(text: string): string {
  let plain = text;
  for (let depth = 0; depth < 8; depth++) {
    const next = plain.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (next === plain) return plain;
    plain = next;
  }
  return plain;
}

function notAModelUri(source: string) {
  return refusal(
    `Invalid model URI: '${source}'. Models URIs must be of the form 'models:/model_name/suffix' or 'models:/model_name@alias' where suffix is a model version, stage, or the string 'latest' and where alias is a registered model alias, or 'models:/model_id'.`,
    { source },
  );
}

function relative(source: string) {
  return refusal(
    `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
    { source },
  );
}

function local(source: string) {
  return refusal(
    `Invalid model version source: '${source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
    { source },
  );
}
