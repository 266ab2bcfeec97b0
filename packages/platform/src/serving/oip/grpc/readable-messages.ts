import type { ServiceDefinition } from '@grpc/grpc-js';
import { AppError } from '@kaizenml/contracts';
import { requestProblem } from '../../request/index.ts';

/**
 * A service whose requests that are no messages come as the failure itself, for `assertMessage` to throw: the library would blame the
 * server for them.
 */
export function readableMessages(service: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [
      name,
      {
        ...method,
        requestDeserialize: (bytes: Buffer): unknown => {
          try {
            return method.requestDeserialize(bytes);
          } catch (thrown) {
            return requestProblem(
              { path: '(message)', problem: `must be one of ${name}, got bytes that are not` },
              {
                subject: 'gRPC request',
                hint: `Check the client's protocol buffers: ${(thrown as Error).message}.`,
              },
            );
          }
        },
      },
    ]),
  );
}

/** Throws what `readableMessages` put in the place of a message. @throws REQUEST_INVALID */
export function assertMessage(message: unknown): void {
  if (message instanceof AppError) throw message;
}
