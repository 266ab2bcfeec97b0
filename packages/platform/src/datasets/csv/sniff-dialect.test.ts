import { describe, expect, it } from 'vitest';
import { sniffDialect } from './sniff-dialect.ts';

const sniff = (head: string, ending = '.csv') => sniffDialect(head, { isWhole: true, ending });

describe('sniffDialect', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2;3\n'],
    ['\t', 'a\tb\n1, 2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
  ])('finds %j', (delimiter, head) => {
    expect(sniff(head).delimiter).toBe(delimiter);
  });

  it('does not count delimiters inside quotes', () => {
    expect(sniff('name;note\nx;"a,b,c"\ny;"d,e,f"\n').delimiter).toBe(';');
  });

  it('prefers the delimiter that cuts every line the same way', () => {
    expect(sniff('name;note\nx, y;1\nz;2\nv, w;3\n').delimiter).toBe(';');
  });

  it('takes decimal commas for content when the header has none', () => {
    expect(sniff('x;y\n1,5;2,5\n3,5;4,5\n').delimiter).toBe(';');
  });

  it('falls back to the ending where there is a single column', () => {
    expect(sniff('a\n1\n2\n').delimiter).toBe(',');
    expect(sniff('a\n1\n2\n', '.tsv').delimiter).toBe('\t');
  });

  it('tells CR from LF outside quotes', () => {
    expect(sniff('a,b\r1,"x\ny"\r').recordEnd).toBe('cr');
    expect(sniff('a,b\r\n1,2\r\n').recordEnd).toBe('lf');
  });
});
