import type { TextMarks } from '../redaction/text-marks.ts';

/** One kind of personal data, and how its values are known. */
export interface PersonalKind {
  /** Kebab-case. */
  readonly name: string;
  /** Plural, reads after "holds": `e-mail addresses`. */
  readonly title: string;
  /** Names of columns that hold it, matched against words joined by blanks in lower case. */
  readonly named?: RegExp;
  /** Shape of a whole cell; anchors are added. Absent where only the name of the column tells. */
  readonly shape?: RegExp;
  /** Shape that counts only where the name of the column says so: that of ordinary numbers. */
  readonly namedShape?: RegExp;
  /** Its check digits and rules, for a text of the shape. Default: every text passes. */
  readonly isValid?: (text: string) => boolean;
  /** Share of texts of the shape that are something else by chance. */
  readonly chance: number;
  /** Share of the values that must be of the kind where the column's name does not say so; 1.1: the name must. */
  readonly fewest: number;
  /** Shape within a longer text; global. Absent: not looked for inside texts. */
  readonly inText?: RegExp;
  /** Marks of every text in which `inText` is found, a shortcut. */
  readonly needs?: Partial<TextMarks>;
  /** A text must hold this to be searched, a shortcut. */
  readonly clue?: RegExp;
  /** What `redact` does without being told. */
  /** Tells who it is by itself: a warning, not a remark. */
  readonly isDirect: boolean;
  readonly redaction: 'mask' | 'pseudonym' | 'year' | 'band';
  readonly source: string;
}
