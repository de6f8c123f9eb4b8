/**
 * Yardsticks inside workerd: a bare Durable Object that does the least a chat's object can do with a message. It parses the frame,
 * acknowledges it and sends it to the agents who view; a site whose name begins with `commit` writes one row for each message before that.
 * It speaks just enough of the product's protocol for the same load to be put on both, checks nothing and knows nobody.
 */
import { DurableObject } from 'cloudflare:workers';

interface Env {
  SITE: DurableObjectNamespace;
}
interface Frame {
  t: string;
  cid: string;
  text: string;
  conversation: string;
}

export class Site extends DurableObject<Env> {
  private readonly commits: boolean;
  private seq = 0;
  private readonly views = new Map<string, Set<WebSocket>>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.commits = ctx.id.name!.startsWith('commit');
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    if (this.commits) {
      ctx.storage.sql.exec(
        `CREATE TABLE IF NOT EXISTS entries (conversation TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
           cid TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (conversation, seq)) WITHOUT ROWID`,
      );
    }
  }

  override async fetch(request: Request): Promise<Response> {
    const [version, credential] = request.headers.get('Sec-WebSocket-Protocol')!.split(', ');
    const { 0: client, 1: server } = new WebSocketPair();
    const role = request.url.includes('/agent/') ? 'agent' : 'visitor';
    this.ctx.acceptWebSocket(server, [role]);
    server.serializeAttachment({ role, conversation: credential!.slice(6) });
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'Sec-WebSocket-Protocol': version! },
    });
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const frame = JSON.parse(data as string) as Frame;
    switch (frame.t) {
      case 'visit.hello': {
        const { conversation } = socket.deserializeAttachment() as { conversation: string };
        socket.send(JSON.stringify({ t: 'visit.welcomed' }));
        socket.send(JSON.stringify({ t: 'conversation.started', conversation }));
        break;
      }
      case 'agent.hello':
        socket.send(JSON.stringify({ t: 'agent.welcomed' }));
        break;
      case 'conversation.view': {
        const viewers = this.views.get(frame.conversation) ?? new Set();
        this.views.set(frame.conversation, viewers.add(socket));
        break;
      }
      case 'conversation.take-over':
        socket.send(JSON.stringify({ t: 'ack', cid: frame.cid, seq: 0, at: Date.now() }));
        break;
      case 'entry.post':
        this.post(socket, frame);
    }
  }

  private post(socket: WebSocket, { cid, text, conversation }: Frame): void {
    const seq = ++this.seq;
    const at = Date.now();
    if (this.commits) {
      this.ctx.storage.sql.exec('INSERT INTO entries VALUES (?, ?, ?, ?, ?)', conversation ?? '', seq, at, cid, text);
    }
    socket.send(JSON.stringify({ t: 'ack', cid, seq, at }));
    const viewers = this.views.get(conversation);
    if (!viewers) return;
    const entry = { seq, at, kind: 'message', from: 'visitor', text };
    const added = JSON.stringify({ t: 'entry.added', conversation, entry });
    for (const viewer of viewers) viewer.send(added);
  }
}

// biome-ignore lint/style/noDefaultExport: a Worker's entry is its default export.
export default {
  fetch(request: Request, env: Env): Promise<Response> {
    return env.SITE.getByName(new URL(request.url).pathname.split('/').at(-1)!).fetch(request);
  },
};
