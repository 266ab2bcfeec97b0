import { addColumn } from '../columns.ts';
import type { Chance, Strength } from '../fault.ts';
import type { TableFault } from './faults.ts';

/** The share of a strength. */
export const share = (strength: Strength, [weak, plain, strong]: readonly number[]) =>
  ({ weak, plain, strong })[strength];

const luhn = (digits: string) => {
  const sum = [...digits].reverse().reduce((total, one, i) => {
    const doubled = Number(one) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
};
const FIRST = [
  'Anna',
  'Luca',
  'Sofie',
  'Mateo',
  'Emma',
  'Noah',
  'Lena',
  'Paul',
  'Marie',
  'Jonas',
  'Chloé',
  'Hugo',
  'Olivia',
  'James',
  'Mary',
  'Robert',
];
const LAST = [
  'Meier',
  'Rossi',
  'Dubois',
  'García',
  'Smith',
  'Johnson',
  'Novak',
  'Jensen',
  'Keller',
  'Brown',
  'Fischer',
  'Moreau',
];

const personal = (name: string, column: string, value: (chance: Chance) => string): TableFault => ({
  name,
  codes: ['PERSONAL_DATA'],
  plant: ({ table }, chance, strength) => ({
    table: addColumn(table, column, chance, () =>
      chance.next() < share(strength, [0.3, 0.9, 1]) ? value(chance) : '',
    ),
    column,
  }),
});

/** Columns with data about persons. */
export const PERSONAL_FAULTS: readonly TableFault[] = [
  personal(
    'e-mail addresses',
    'kontakt',
    (chance) =>
      `${chance
        .pick(FIRST)
        .toLowerCase()
        .normalize('NFKD')
        .replace(
          /[^a-z]/g,
          '',
        )}.${chance.pick(LAST).toLowerCase().replace('í', 'i')}${chance.below(99)}@mail.example.org`,
  ),
  personal('phone numbers', 'tel', (chance) =>
    chance.pick([
      `+41 79 ${100 + chance.below(899)} ${10 + chance.below(89)} ${10 + chance.below(89)}`,
      `+1-202-555-0${100 + chance.below(99)}`,
    ]),
  ),
  personal('card numbers', 'zahlung', (chance) =>
    luhn(
      `4${String(chance.below(1e9)).padStart(9, '0')}${String(chance.below(1e5)).padStart(5, '0')}`,
    ),
  ),
  personal(
    'names of persons',
    'sachbearbeiter',
    (chance) => `${chance.pick(FIRST)} ${chance.pick(LAST)}`,
  ),
  personal(
    'IP addresses',
    'quelle',
    (chance) =>
      `${11 + chance.below(180)}.${chance.below(255)}.${chance.below(255)}.${1 + chance.below(253)}`,
  ),
];
