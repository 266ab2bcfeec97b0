type Given = Readonly<Record<string, unknown>>;

/** Most rows of a request; the schema of `models.predict` says the same. */
const MAX_ROWS = 10_000;
/** Longest entity, characters. */
const MAX_ENTITY = 256;

/**
 * Checks for operations whose schema would cost a good part of the answer: true only for an input that the
 * schema accepts and leaves as it is. Anything else goes to the schema, which says what is wrong.
 */
const FITS: Readonly<Record<string, (given: Given) => boolean>> = {
  'models.predict': (given) => {
    for (const key in given) if (!PREDICT_KEYS.has(key)) return false;
    const { name, rows, entity } = given;
    return (
      typeof name === 'string' &&
      (entity === undefined || isEntity(entity)) &&
      Array.isArray(rows) &&
      rows.length >= 1 &&
      rows.length <= MAX_ROWS &&
      rows.every(isPlainRow)
    );
  },
};
const PREDICT_KEYS: ReadonlySet<string> = new Set(['name', 'rows', 'entity']);

/** The quick check of an operation; one that is always false where there is none. */
export function fastCheck(operation: string): (given: Given) => boolean {
  return FITS[operation] ?? (() => false);
}

function isEntity(entity: unknown): boolean {
  return typeof entity === 'string' && entity.length >= 1 && entity.length <= MAX_ENTITY;
}

function isPlainRow(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
