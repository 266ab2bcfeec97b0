import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { CELLS } from './cells.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';
import { POWERS_BYTES, putPowersOfTen } from './powers-of-ten.ts';

const random = seededRandom(13);

/** What kernels read in each text; undefined where they leave it to others. */
function readAll(texts: readonly string[]): (number | undefined)[] {
  const heap = openHeap(2 ** 26);
  const kernels = loadKernels(CELLS, heap.memory);
  const bytes = Buffer.from(texts.map((text) => `${text};x\n`).join(''));
  const powers = heap.take(POWERS_BYTES);
  putPowersOfTen(heap, powers);
  const at = heap.take(bytes.length + 64);
  heap.bytes(at, bytes.length).set(bytes);
  const ends = heap.take(8 * texts.length + 4);
  heap.ints(ends, 1)[0] = at - 1;
  expect(kernels.cut(at, bytes.length, 59, 34, 1, ends + 4)).toBe(2 * texts.length);
  const [values, hard] = [heap.take(8 * texts.length), heap.take(12 * texts.length)];
  const nHard = kernels.numbers(ends + 4, 2, 0, texts.length, 59, 34, values, hard, powers);
  const left = new Set(Array.from({ length: nHard }, (_, k) => heap.ints(hard + 12 * k, 1)[0]));
  return texts.map((_, i) => (left.has(i) ? undefined : heap.doubles(values, texts.length)[i]));
}

/** Texts that were hard for other readers. The value of each is what `Number` reads. */
const HARD = [
  // Halfway between two doubles, and just beside: the smallest and largest numbers and their borders (PHP 53632, CVE-2010-4476).
  ...['2.2250738585072011e-308', '2.2250738585072012e-308', '2.2250738585072014e-308'],
  ...['2.225073858507201136e-308', '4.9406564584124654e-324', '2.4703282292062327e-324'],
  ...['2.4703282292062328e-324', '7.4109846876186982e-324', '1.7976931348623157e308'],
  ...['1.7976931348623158e308', '2.470328229206232721e-324', '4.4501477170144023e-308'],
  // Digits that end in a tie, which the even one wins (Paxson 1991, tables 3 and 4).
  ...['9007199254740993.0', '9007199254740995.0', '9007199254740997e0', '5e-324', '3e-324'],
  ...['8.5e22', '1e23', '9.5e22', '6.0221407599999999e23', '4503599627370496.5'],
  ...['4503599627370497.5', '4503599627370498.5'],
  ...['5e125', '69e267', '999e-26', '7861e-34', '75569e-254', '928609e-261', '9210917e80'],
  ...['84863171e114', '653777767e273', '5232604057e-298', '27235667517e-109'],
  ...['653532977297e-123', '3142213164987e-294', '46202199371337e-72', '231010996856685e-73'],
  ...['9324754620109615e212', '78459735791271921e49', '272104041512242479e200'],
  ...['6802601037806061975e198', '20505426358836677e-221', '836168422905420598e-275'],
  ...['9e-265', '85e-37', '623e100', '3571e263', '81661e153', '920657e-23', '4603285e-24'],
  ...['87575437e-309', '245540327e122', '6138508175e120', '83356057653e193', '619534293513e124'],
  ...['2335141086879e218', '36167929443327e-159', '609610927149051e-255', '3743626360493413e-165'],
  ...['94080055902682397e-242', '899810892172646163e283', '7120190517612959703e120'],
];

describe('decimals', () => {
  it('are the nearest doubles of texts that were hard for other readers', () => {
    const read = readAll(HARD);
    expect(read).toEqual(HARD.map(Number));
    const signed = HARD.map((text) => `-${text}`);
    expect(readAll(signed)).toEqual(signed.map(Number));
  });

  it('are the nearest doubles of any text with up to 19 digits', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => {
      const nDigits = 1 + random.below(19);
      let digits = String(1 + random.below(9));
      while (digits.length < nDigits) digits += String(random.below(10));
      const point = random.below(nDigits) + 1;
      const text = `${digits.slice(0, point)}.${digits.slice(point)}`;
      if (i % 3 === 0) return `${text}e${random.below(680) - 345}`;
      return i % 3 === 1 ? `${text}e${random.below(60) - 40}` : text;
    });
    const numbers = texts.map(Number);
    expect(readAll(texts)).toEqual(
      numbers.map((number) => (Number.isFinite(number) ? number : undefined)),
    );
  });

  it('come back from what the language prints', () => {
    const bits = new DataView(new ArrayBuffer(8));
    const numbers = Array.from({ length: 20_000 }, () => {
      bits.setUint32(0, random.below(2 ** 31));
      bits.setUint32(4, random.below(2 ** 32));
      return bits.getFloat64(0);
    }).filter(Number.isFinite);
    expect(readAll(numbers.map((value) => value.toExponential()))).toEqual(numbers);
  });

  it('leave what is no plain decimal, a code, or too long to others', () => {
    const texts = [
      '007',
      '-007',
      '.',
      '-',
      '+',
      '1.',
      '.5',
      '1..2',
      '1e',
      '9007199254740993',
      '1e309',
    ];
    texts.push(
      '12345678901234567890.5',
      '0x10',
      '1_000',
      'NA',
      '--1',
      '1.5.2',
      '00',
      '0',
      '-0',
      '+7',
    );
    expect(readAll(texts)).toEqual([
      ...[undefined, undefined, undefined, undefined, undefined, 1, 0.5, undefined, undefined],
      ...[undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
      ...[undefined, 0, -0, 7],
    ]);
  });
});
