// TensorBoard tells a plugin that data were reloaded through a message channel. There is no published library for
// the protocol: the guest hands the host one port, and both sides then exchange JSON strings.

interface HostMessage {
  type: string;
  id: number;
  isReply: boolean;
}

/** The part of MessagePort that is used here. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: string): void;
}

const DATA_RELOADED = 'experimental.DataReloaded';
const RUNS_CHANGED = 'experimental.RunsChanged';

/** Calls back whenever the host says that there may be new data. */
export function listenForReload(port: Port, onReload: () => void): void {
  port.onmessage = (event) => {
    const message = parse(event.data);
    // Replies answer requests, and this page makes none.
    if (!message || message.isReply) return;
    // The host waits for a reply of every frame to every broadcast, also to those a page makes nothing of.
    port.postMessage(
      JSON.stringify({ type: message.type, id: message.id, payload: null, error: null, isReply: true }),
    );
    if (message.type === DATA_RELOADED || message.type === RUNS_CHANGED) onReload();
  };
}

/** Opens the channel to the host. Does nothing on a page of its own, outside of a frame. */
export function connectToHost(page: Window, onReload: () => void): void {
  if (page.parent === page) return;
  const channel = new MessageChannel();
  listenForReload(channel.port1, onReload);
  page.parent.postMessage('experimental.bootstrap', '*', [channel.port2]);
}

function parse(data: unknown): HostMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message = JSON.parse(data) as Partial<HostMessage> | null;
    if (typeof message?.type !== 'string' || typeof message.id !== 'number') return null;
    return { type: message.type, id: message.id, isReply: message.isReply === true };
  } catch {
    return null;
  }
}
