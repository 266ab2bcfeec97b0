export { guideText } from './guide-text.ts';
export type {
  RequestSample,
  SampleQuestion,
  SampleRequest,
  SampleTensor,
} from './request-sample.ts';
export { requestSamples } from './request-samples.ts';
