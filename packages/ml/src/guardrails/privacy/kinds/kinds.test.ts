import { describe, expect, it } from 'vitest';
import { PERSONAL_KINDS } from './index.ts';

/** Published examples, each with the same text made wrong in one place. */
const EXAMPLES: readonly (readonly [kind: string, valid: string, invalid: string])[] = [
  ['email', 'jane.doe+news@mail.example.co.uk', 'jane.doe@localhost'],
  ['card', '4111 1111 1111 1111', '4111 1111 1111 1112'],
  ['card', '378282246310005', '378282246310006'],
  ['card', '5555555555554444', '9555555555554444'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE88 3704 0044 0532 0130 00'],
  ['iban', 'GB82WEST12345698765432', 'GB82WEST1234569876543'],
  ['iban', 'FR1420041010050500013M02606', 'FR1420041010050500013M02607'],
  ['us-ssn', '078-05-1120', '666-05-1120'],
  ['uk-nino', 'AB 12 34 56 C', 'BG 12 34 56 C'],
  ['uk-nhs', '943 476 5919', '943 476 5918'],
  ['de-tax-id', '86095742719', '86095742718'],
  ['de-tax-id', '47036892816', '47036892861'],
  ['fr-insee', '255081416802538', '255081416802539'],
  ['es-dni', '12345678Z', '12345678A'],
  ['es-dni', 'X1234567L', 'Y1234567L'],
  ['it-codice-fiscale', 'RSSMRA85T10A562S', 'RSSMRA85T10A562T'],
  ['in-aadhaar', '2341 2341 2346', '2341 2341 2347'],
  ['br-cpf', '529.982.247-25', '529.982.247-26'],
  ['pl-pesel', '44051401359', '44051401358'],
  ['se-personnummer', '811218-9876', '811218-9877'],
  ['ca-sin', '130 692 544', '130 692 545'],
  ['nl-bsn', '111222333', '111222334'],
  ['be-national-number', '85.07.30-033.28', '85.07.30-033.29'],
  ['ch-ahv', '756.1234.5678.97', '756.1234.5678.96'],
  ['cn-resident-id', '11010519491231002X', '110105194912310021'],
  ['phone', '+49 30 1234567', '30 1234567'],
  ['phone', '(212) 555-0123', '(112) 555-0123'],
  ['phone', '079 123 45 67', '79 123 45 67'],
  ['phone', '0049 171 1234567', '49 171 1234567'],
  ['ip-address', '192.168.17.4', '192.168.17.400'],
  ['mac-address', '00:1B:44:11:3A:B7', '00:1B:44:11:3A'],
  ['address', '221B Baker Street', '221B'],
  ['address', 'Lindenstraße 14a', 'Linden 14a'],
  ['person-name', 'Braund, Mr. Owen Harris', 'south of the river'],
];

function isOf(name: string, text: string): boolean {
  const kind = PERSONAL_KINDS.find((one) => one.name === name);
  if (!kind?.shape) throw new Error(`no kind ${name}`);
  const { shape } = kind;
  const whole = new RegExp(`^(?:${shape.source})$`, shape.flags).test(text);
  return whole && kind.isValid?.(text) !== false;
}

describe('kinds of personal data', () => {
  it.each(EXAMPLES)('%s knows "%s" from "%s"', (kind, valid, invalid) => {
    expect(isOf(kind, valid)).toBe(true);
    expect(isOf(kind, invalid)).toBe(false);
  });

  it('have an example each, unless the name of the column decides', () => {
    const shown = new Set(EXAMPLES.map(([kind]) => kind));
    const rest = PERSONAL_KINDS.map(({ name }) => name).filter((name) => !shown.has(name));
    expect(rest).toEqual(['single-name', 'postal-code', 'document-number', 'birth-date']);
  });
});
