import {
  type GrpcObject,
  loadPackageDefinition,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { INFERENCE_PROTO } from './proto.ts';

/**
 * The client and the description of `GRPCInferenceService`, made of the text of the protocol.
 *
 * Messages are plain objects with the names of the protocol; 64-bit integers are decimal text, bytes are views of the message.
 */
export function inferenceDefinition(): ServiceClientConstructor {
  const { root } = protobuf.parse(INFERENCE_PROTO, { keepCase: true });
  const definition = fromJSON(root.toJSON(), {
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const { inference } = loadPackageDefinition(definition) as { readonly inference: GrpcObject };
  return inference.GRPCInferenceService as ServiceClientConstructor;
}
