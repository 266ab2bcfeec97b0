export { hashGrams } from './hash-grams.ts';
export { murmur3 } from './murmur3.ts';
