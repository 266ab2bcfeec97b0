export { type Check, type Examination, type ExamineOptions, examine } from './examine.ts';
