/**
 * The yardstick outside of Cloudflare: plain Node with `ws` and SQLite, one row a message, as a process of its own. `node:sqlite` stands in
 * for better-sqlite3, whose binary would need an install script. WAL; `synchronous` is NORMAL, or FULL with an fsync for each message.
 *
 *   node tests/bench/yardsticks/ws.ts --state FOLDER --port N --synchronous NORMAL
 */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { type WebSocket, WebSocketServer } from 'ws';

interface Frame {
  t: string;
  cid: string;
  text: string;
  conversation: string;
}

const { values } = parseArgs({
  options: { state: { type: 'string' }, port: { type: 'string' }, synchronous: { type: 'string' } },
});
const db = new DatabaseSync(`${values.state}/ws.sqlite`);
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${values.synchronous}`);
db.exec(
  `CREATE TABLE IF NOT EXISTS entries (conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
     cid TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (conversation, seq)) WITHOUT ROWID`,
);
const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?)');
const views = new Map<string, Set<WebSocket>>();
let seq = 0;

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer();
server.on('upgrade', (request, socket, head) => {
  const credential = request.headers['sec-websocket-protocol']!.split(', ')[1]!;
  sockets.handleUpgrade(request, socket, head, (client) => serve(client, credential.slice(6)));
});
server.listen(Number(values.port), '127.0.0.1', () => process.send?.({ ready: true }));
process.on('disconnect', () => process.exit());

function serve(socket: WebSocket, own: string): void {
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    switch (frame.t) {
      case 'visit.hello':
        socket.send(JSON.stringify({ t: 'visit.welcomed' }));
        socket.send(JSON.stringify({ t: 'conversation.started', conversation: own }));
        break;
      case 'agent.hello':
        socket.send(JSON.stringify({ t: 'agent.welcomed' }));
        break;
      case 'conversation.view':
        views.set(frame.conversation, (views.get(frame.conversation) ?? new Set()).add(socket));
        break;
      case 'conversation.take-over':
        socket.send(JSON.stringify({ t: 'ack', cid: frame.cid, seq: 0, at: Date.now() }));
        break;
      case 'entry.post':
        post(socket, frame);
    }
  });
}

function post(socket: WebSocket, { cid, text, conversation }: Frame): void {
  const at = Date.now();
  seq++;
  insert.run(conversation ?? '', seq, at, cid, text);
  socket.send(JSON.stringify({ t: 'ack', cid, seq, at }));
  const viewers = views.get(conversation);
  if (!viewers) return;
  const added = JSON.stringify({
    t: 'entry.added',
    conversation,
    entry: { seq, at, kind: 'message', from: 'visitor', text },
  });
  for (const viewer of viewers) viewer.send(added);
}
