/**
 * One client's WebSocket, as cheap as Node can make it: text frames straight on a TCP socket. A load generator that takes longer for a
 * message than the server would measure itself. Its mask is zero, which the protocol allows; a client that nobody attacks needs no other.
 */
import { connect, type Socket } from 'node:net';

export interface WireOptions {
  port: number;
  path: string;
  protocols: string[];
  /** The network address that the edge would tell. */
  address: string;
  onText: (text: string, wire: Wire) => void;
  onClose?: (wire: Wire) => void;
  /** With the code of a close frame. */
  onCode?: (code: number) => void;
}

let opened = 0;

const TEXT = 1;
const CLOSE = 8;
/** The key is no secret and no check: a server only hashes it. */
const KEY = 'ZWRnZXdpc2UgYmVuY2ghIQ==';

export class Wire {
  framesIn = 0;
  bytesIn = 0;
  /** We left ourselves. */
  dropped = false;
  private readonly socket: Socket;
  private readonly options: WireOptions;
  private pending: Buffer | null = null;
  private upgraded: (() => void) | null = null;
  private refusal = '';

  constructor(socket: Socket, options: WireOptions) {
    this.socket = socket;
    this.options = options;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.hear(chunk));
    socket.on('close', () => this.options.onClose?.(this));
    socket.on('error', () => {});
  }

  static open(options: WireOptions): Promise<Wire> {
    const { port, path, protocols, address } = options;
    return new Promise((resolve, reject) => {
      // From one address of our own there are only so many ports, and those of the last crowd are not free yet.
      const localAddress = `127.0.${1 + (opened++ % 200)}.1`;
      const socket = connect({ port, host: '127.0.0.1', localAddress });
      const wire = new Wire(socket, options);
      let why = '';
      const fail = () => reject(new Error(`no upgrade at ${path} ${why} ${wire.refusal}`));
      socket.once('error', (error) => {
        why = String(error);
      });
      socket.once('close', fail);
      wire.upgraded = () => {
        socket.off('close', fail);
        resolve(wire);
      };
      const lines = [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${KEY}`,
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Protocol: ${protocols.join(', ')}`,
        `Origin: http://127.0.0.1:${port}`,
        `CF-Connecting-IP: ${address}`,
        'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
  }

  send(text: string): void {
    const size = Buffer.byteLength(text);
    const head = size < 126 ? 6 : 8;
    const frame = Buffer.allocUnsafe(head + size);
    frame[0] = 0x80 | TEXT;
    if (size < 126) frame[1] = 0x80 | size;
    else {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(size, 2);
    }
    frame.fill(0, head - 4, head);
    frame.write(text, head);
    this.socket.write(frame);
  }

  /** Reads nothing any more, and stays. */
  deafen(): void {
    this.socket.pause();
  }

  /** What it sent last is still waiting for the network. */
  get congested(): boolean {
    return this.socket.writableNeedDrain;
  }

  /** Gone without a word. */
  drop(): void {
    this.dropped = true;
    this.socket.destroy();
  }

  private hear(chunk: Buffer): void {
    let data = this.pending ? Buffer.concat([this.pending, chunk]) : chunk;
    this.pending = null;
    if (this.upgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        this.pending = data;
        return;
      }
      if (!data.toString('latin1', 0, 16).startsWith('HTTP/1.1 101')) {
        this.refusal = data.toString('latin1');
        this.socket.destroy();
        return;
      }
      const done = this.upgraded;
      this.upgraded = null;
      done();
      data = data.subarray(end + 4);
    }
    let at = 0;
    while (data.length - at >= 2) {
      let size = data[at + 1]!;
      let head = 2;
      if (size === 126) {
        if (data.length - at < 4) break;
        size = data.readUInt16BE(at + 2);
        head = 4;
      } else if (size === 127) {
        if (data.length - at < 10) break;
        size = Number(data.readBigUInt64BE(at + 2));
        head = 10;
      }
      if (data.length - at < head + size) break;
      this.take(data[at]!, data, at + head, size);
      this.bytesIn += head + size;
      at += head + size;
    }
    if (at < data.length) this.pending = at === 0 ? data : data.subarray(at);
  }

  private take(kind: number, data: Buffer, from: number, size: number): void {
    this.framesIn++;
    if (kind === (0x80 | TEXT)) return this.options.onText(data.toString('utf8', from, from + size), this);
    if ((kind & 15) === CLOSE) {
      if (size >= 2) this.options.onCode?.(data.readUInt16BE(from));
      this.socket.destroy();
      return;
    }
    throw new Error(`an unexpected frame: ${kind}`);
  }
}
