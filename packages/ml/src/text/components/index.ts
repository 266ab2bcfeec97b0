export { type Eigen, symmetricEigen } from './symmetric-eigen.ts';
export { type SvdOptions, type TruncatedSvd, truncatedSvd } from './truncated-svd.ts';
