import type { Table } from '../../table/index.ts';
import { columnWords } from './column-words.ts';

/** Attributes by which people must not be treated differently. @source EU Charter of Fundamental Rights, Art. 21; 15 U.S.C. 1691 (ECOA). */
const PROTECTED =
  /\b(sex|gender|race|racial|ethnic(ity)?|age|religion|religious|nationality|citizenship|native country|country of birth|foreign worker|marital( status)?|married|disab(ility|led)|pregnan(t|cy)|sexual orientation|skin colou?r)\b/;
/** Ages of things, and counts that only sound like it. */
const NOT_OF_PERSONS =
  /\b(house|housing|building|car|vehicle|account|page|wage|image|policy|network) ?(median )?age\b|\bmedian age\b/;

/** Columns whose names say that they hold a protected attribute. */
export function protectedNames({ columns }: Table): string[] {
  return columns
    .map(({ name }) => name)
    .filter((name) => PROTECTED.test(columnWords(name)) && !NOT_OF_PERSONS.test(columnWords(name)));
}
