import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readHeader } from './header.ts';

const header = (text: string) =>
  readHeader(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(',')),
    'x.csv',
  );

describe('readHeader', () => {
  it('takes text above numbers for names', () => {
    expect(header('age,city\n41,Bern\n35,Basel')).toEqual({
      names: ['age', 'city'],
      isPresent: true,
      findings: [],
    });
  });

  it('takes text above text for names', () => {
    expect(header('city,canton\nChur,GR\nSion,VS').isPresent).toBe(true);
  });

  it('sees that numbers above numbers are data', () => {
    expect(header('41,Bern\n35,Basel\n12,Bern')).toMatchObject({
      names: ['column_1', 'column_2'],
      isPresent: false,
      findings: [
        {
          code: 'HEADER_MISSING',
          severity: 'warning',
          message:
            'The first line of "x.csv" looks like data, so its 2 columns are called "column_1" to "column_2".',
          details: { file: 'x.csv', nColumns: 2, firstLine: ['41', 'Bern'] },
        },
      ],
    });
  });

  it('sees that text which occurs again below is data', () => {
    expect(header('ham,hello\nspam,buy\nham,see you').isPresent).toBe(false);
  });

  it('takes a text that is none of the few that occur below for a name', () => {
    const grades = 'a,y\nb,p\nb,p\nb,p\na,q\na,r\nb,q\na,r\nb,q\na,p\nb,p\nb,p\na,r';
    expect(header(grades).isPresent).toBe(true);
    expect(header(grades.replace('a,y', 'a,q')).isPresent).toBe(false);
  });

  it('takes years that count up for names', () => {
    expect(header('country,2019,2020,2021\nCH,1,2,3\nFR,4,5,6').names).toEqual([
      'country',
      '2019',
      '2020',
      '2021',
    ]);
  });

  it('is not misled by a header that is repeated in the middle', () => {
    expect(header('age,city\n41,Bern\nage,city\n35,Basel\n12,Chur').isPresent).toBe(true);
  });

  it('calls a nameless column after its position, and says so', () => {
    expect(header(',name,,unnamed_3\n1,a,2,3\n2,b,3,4')).toMatchObject({
      names: ['unnamed_1', 'name', 'unnamed_3_', 'unnamed_3'],
      findings: [{ code: 'COLUMN_UNNAMED', details: { positions: [1, 3] } }],
    });
  });

  it('keeps names as they are, trimmed', () => {
    expect(header(' Größe (cm) ,名前\n1,a\n2,b').names).toEqual(['Größe (cm)', '名前']);
  });

  it('refuses a name that occurs twice with both positions', () => {
    expect(thrownBy(() => header('a,b,a\n1,2,3'))).toEqual({
      code: 'COLUMN_DUPLICATE',
      message: 'Column "a" of "x.csv" must occur once, got it as columns 1 and 3.',
      hint: 'Rename or remove one of the two.',
      details: { column: 'a', positions: [1, 3], file: 'x.csv' },
    });
  });
});
