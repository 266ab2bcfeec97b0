import { EventEmitter } from 'node:events';

/** The end of a gRPC call, as a visit sees the end of an HTTP answer. */
export class CallEnd extends EventEmitter {
  /** True once a status was sent: an end before it means that the client went away. */
  writableFinished = false;
  #isOver = false;

  /** The call is over; telling it again does nothing. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.emit('close');
  }
}
