export type { Answerer, Told } from './answerer.ts';
export type { Datatype, Tensor, Tensors, TensorValues } from './tensor.ts';
