/** Media types of rows beside JSON, and of answers to them. */
export const ROW_FORMS = {
  csv: 'text/csv',
  lines: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const;

/** Every media type that rows come as. */
export const ROW_TYPES: readonly string[] = ['application/json', ...Object.values(ROW_FORMS)];
