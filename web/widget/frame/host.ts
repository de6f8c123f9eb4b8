/**
 * The frame's side of the bridge. Only the embedding window is heard; its first well-formed message fixes the host's
 * origin, and every later one must come from there. Nothing is sent before that, and never to `*`.
 */
import type { FrameMessage, HostMessage } from '../bridge.ts';

export interface Host {
  origin: string;
  tell(message: FrameMessage): void;
}

export function listenToHost(onMessage: (message: HostMessage, host: Host) => void, frame: Window = window) {
  let host: Host | null = null;
  frame.addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.parent || source === frame || !origin.startsWith('http')) return;
    const state = isHostState(data);
    if (state) host ??= { origin, tell: (message) => frame.parent.postMessage(message, origin) };
    if (host?.origin === origin && (state || data?.edgewise === 'intent')) onMessage(data, host);
  });
}

function isHostState(data: unknown): boolean {
  const message = data as Partial<Extract<HostMessage, { edgewise: 'host' }>> | null;
  return message?.edgewise === 'host' && typeof message.url === 'string' && typeof message.title === 'string';
}
