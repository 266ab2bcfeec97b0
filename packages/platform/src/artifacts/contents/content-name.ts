const NAME = /^([0-9a-f]{64})\.[0-9A-Z]{26}$/;

/** The name of a content: its SHA-256, a dot, and a ULID. */
export function contentNameOf(sha256: string, id: string): string {
  return `${sha256}.${id}`;
}

/** SHA-256 in the name of a content; undefined for a text that is no such name. Nothing else becomes a path or a key. */
export function hashInName(name: string): string | undefined {
  return NAME.exec(name)?.[1];
}
