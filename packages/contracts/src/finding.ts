/** How much a finding matters: `error` stops the run, `warning` needs a look, `info` is good to know. */
export type Severity = 'info' | 'warning' | 'error';

/** What guardrails and readers may find. Codes are public: add, never rename. */
export const FINDINGS = {
  ENCODING_CONVERTED: 'The file was not UTF-8 and has been converted',
  HEADER_MISSING: 'The first line looks like data, not like names',
  COLUMN_UNNAMED: 'A column has no name in the header',
  COLUMN_NESTED: 'A nested column was read as JSON text',
  MISSING_MARKERS: 'Text such as "?" or "NA" was read as missing',
  COLUMN_DROPPED: 'A column is not used by the models',
  COLUMN_CONSTANT: 'A column has a single value',
  COLUMN_ID_LIKE: 'A column identifies rows instead of describing them',
  COLUMN_MOSTLY_MISSING: 'A column is mostly missing',
  TARGET_LEAK: 'A column gives the answer away',
  LEAK_COMBINATION: 'Columns together give the answer away',
  LEAK_FROM_LATER: 'A column is known only after the outcome',
  LEAK_OWN_TARGET: 'A column was computed from the answers of the same rows',
  LEAK_PREPARED: 'Columns were prepared with rows that are to be held out',
  SPLIT_DUPLICATES: 'Test rows occur among the training rows',
  SPLIT_NEAR_DUPLICATES: 'Test rows nearly equal training rows',
  SPLIT_GROUPS: 'Rows of one group are on both sides of the split',
  SPLIT_TIME_OVERLAP: 'Test rows are older than training rows',
  TARGET_ROWS_DROPPED: 'Rows without a target were left out',
  CLASSES_RARE_DROPPED: 'Classes with too few rows were left out',
  CLASSES_IMBALANCED: 'One class is far more frequent than another',
  ROWS_DUPLICATE: 'Rows occur more than once',
  ROWS_FEW: 'There are few rows to learn from',
  ROWS_SAMPLED: 'The search used a sample of the rows',
  SPLIT_BY_TIME: 'Rows were split by time',
  SEARCH_CUT_SHORT: 'The budget ended before every candidate was tried',
  CANDIDATE_FAILED: 'A candidate could not be trained',
  SCORE_TOO_GOOD: 'The score is suspiciously good',
  CLASS_NEVER_ANSWERED: 'The model never answers one of the classes',
  MODEL_IMPORTED: 'Another library trained the model',
  MODEL_UNMEASURED: 'Nobody measured the model here',
  ENCODING_NOT_UTF8: 'The file is in another encoding than UTF-8',
  ENCODING_INVALID: 'Lines hold bytes that are not UTF-8',
  BYTE_ORDER_MARK: 'The file starts with a byte order mark',
  LINE_BREAKS_MIXED: 'Lines end in two ways',
  DELIMITER_UNUSUAL: 'The delimiter is not what the ending of the file promises',
  DELIMITER_MIXED: 'Rows use different delimiters',
  DELIMITER_PADDED: 'Blanks stand beside the delimiters',
  COLUMN_NAME_REPEATED: 'Two columns share a name',
  COLUMN_EMPTY: 'A column holds no value',
  COLUMNS_EQUAL: 'Two columns hold the same values',
  QUOTE_OPEN: 'A quote is never closed',
  ROWS_UNEVEN: 'Rows have another number of cells than the header',
  ROWS_TRAILING: 'Rows end with delimiters too many',
  HEADER_REPEATED: 'The header is repeated within the data',
  TEXT_CARRIAGE_RETURN: 'Values hold carriage returns',
  TYPES_MIXED: 'A column mixes types',
  DATES_MIXED: 'A column writes dates in several ways',
  NUMBERS_WITH_UNIT: 'Numbers stand in the cell with their unit',
  NUMBERS_WITH_SEPARATORS: 'Numbers hold thousands separators or a decimal comma',
  BLANKS_AROUND: 'Values have blanks around them',
  CATEGORY_SPELLINGS: 'A category is spelled in several ways',
  LEADING_ZEROS: 'Keys would lose leading zeros as numbers',
  SENTINEL_VALUE: 'A number stands for a missing value',
  SPREADSHEET_ERROR: 'A spreadsheet left errors in cells',
  SPREADSHEET_DATE: 'A spreadsheet turned names into dates',
  SPREADSHEET_SCIENTIFIC: 'A spreadsheet rounded keys to scientific notation',
  SPREADSHEET_ZERO_DATE: 'A spreadsheet wrote 0 as a date',
  PREAMBLE_LINES: 'Lines stand above the header',
  FOOTER_LINES: 'Lines stand below the data',
  COMMENT_LINES: 'Comments stand between the rows',
  LINES_BLANK: 'Blank lines stand between the rows',
  ROWS_QUOTED: 'Rows are in quotes as a whole',
  QUOTE_STRAY: 'Text follows a closing quote',
  ROWS_SHIFTED: 'Values of rows stand one column too far',
  FILE_TRUNCATED: 'The last line breaks off',
  TEXT_NUL: 'The text holds NUL bytes',
  TEXT_HIDDEN: 'Values hold characters that nobody sees',
  TEXT_MOJIBAKE: 'Letters were decoded in the wrong encoding',
  QUOTES_TYPOGRAPHIC: 'Typographic quotes stand where plain ones belong',
  COLUMNS_TRAILING: 'Columns without a name and without values stand at the end',
  COLUMN_NAMES_ALIKE: 'Names of columns differ in case or blanks only',
  COLUMN_NAME_PADDED: 'The name of a column has blanks or hidden characters around it',
  COLUMN_NEARLY_CONSTANT: 'A column holds one value in nearly all rows',
  BOOLEANS_MIXED: 'Yes and no are written in several ways',
  DATES_IMPOSSIBLE: 'Dates name days that do not exist',
  DATES_SHORT_YEAR: 'Dates write the year with two digits',
  DATES_AMBIGUOUS: 'Dates do not tell day from month',
  SPREADSHEET_SERIAL_DATE: 'A spreadsheet left numbers of days in place of dates',
  LEADING_ZEROS_LOST: 'Keys seem to have lost leading zeros',
  NUMBERS_SCALE_MIXED: 'Shares and percentages are mixed',
  CATEGORY_TYPO: 'A rare category is one letter away from a frequent one',
  MODEL_NOT_BETTER: 'The best model is no better than a baseline',
  LABELS_NOISY: 'Some rows seem to carry the label of another class',
  LABELS_OUTLYING: 'Some rows have a target far from what their row says',
  LABELS_CONFLICT: 'Equal rows have different labels',
  LABELS_SHIFTED: 'Two parts of the data have other shares of the target',
  MISSING_NOT_AT_RANDOM: 'A column is missing where something is special',
  UNITS_MIXED: 'A column mixes two units',
  UNITS_CHANGED: 'A column has another unit in the new data',
  PROTECTED_PROXY: 'Other columns tell a protected attribute',
  PERSONAL_DATA: 'A column holds data about persons',
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** Something noticed about data or a model: an expected outcome, not an exception. Same grammar as an error. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence that starts with the thing at fault. */
  readonly message: string;
  /** One imperative that says what to do. */
  readonly hint?: string;
  /** The column it is about. */
  readonly column?: string;
  /** Every value of the sentence as JSON. */
  readonly details: Readonly<Record<string, unknown>>;
}
