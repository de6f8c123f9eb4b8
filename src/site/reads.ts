/**
 * What a visitor's socket was sent of its conversation, so that nothing is sent twice: what is asked for after a hello goes on from there, in
 * both directions, as a client's own does. A socket that asks and never reads is so kept from being fed without end. It is memory: where that
 * is lost, everything may be sent once more.
 */

/** In the visitor's numbering: after `from`, up to `to`. */
interface Read {
  conversation: string;
  from: number;
  to: number;
}

export class Reads {
  private readonly reads = new WeakMap<WebSocket, Read>();

  /** The socket is sent a conversation as it is, after `from` and up to `to`. */
  sent(socket: WebSocket, conversation: string, from: number, to: number): void {
    const read = this.of(socket, conversation);
    this.reads.set(socket, { conversation, from: Math.min(from, read?.from ?? from), to });
  }

  /** Whether the socket was sent what comes after `seq`, as far as it was there. */
  holdsAfter(socket: WebSocket, conversation: string, seq: number): boolean {
    const read = this.of(socket, conversation);
    return read !== null && seq < read.to;
  }

  /** Whether the socket was sent what comes before `seq`. */
  holdsBefore(socket: WebSocket, conversation: string, seq: number): boolean {
    const read = this.of(socket, conversation);
    return read !== null && seq > read.from + 1;
  }

  private of(socket: WebSocket, conversation: string): Read | null {
    const read = this.reads.get(socket);
    return read?.conversation === conversation ? read : null;
  }
}
