import { describe, expect, it } from 'vitest';
import { isDecodedTwice } from './decoded-twice.ts';

const misread = (text: string, encoding: string) =>
  new TextDecoder(encoding).decode(Buffer.from(text));

describe('isDecodedTwice', () => {
  it.each([
    ['windows-1252', 'Müller'],
    ['windows-1252', 'ÉCOLE, 5 €'],
    ['windows-1252', 'Москва'],
    ['windows-1252', '東京'],
    ['macintosh', 'it’s'],
    ['windows-1250', 'Straße'],
    ['windows-1251', 'Казань'],
    ['ibm866', 'Zoë, naïve'],
  ])('sees UTF-8 that was read as %s: %s', (encoding, text) => {
    expect(isDecodedTwice(misread(text, encoding))).toBe(true);
    expect(isDecodedTwice(text)).toBe(false);
  });

  it.each([
    'plain',
    'Ångström',
    'Łódź',
    'São Paulo',
    '“so”',
    'Рёв',
    '20 °C',
    'Ça va',
    'œuvre',
    '½ café',
  ])('leaves "%s" alone', (text) => {
    expect(isDecodedTwice(text)).toBe(false);
  });
});
