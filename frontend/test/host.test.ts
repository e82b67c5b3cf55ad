import { describe, expect, it, vi } from 'vitest';
import { listenForReload, type Port } from '../src/host/channel';
import { isVisible, type Sight } from '../src/host/visibility';

function connect(): { say(data: unknown): void; replies: unknown[]; onReload: ReturnType<typeof vi.fn> } {
  const replies: unknown[] = [];
  const port: Port = { onmessage: null, postMessage: (message) => replies.push(JSON.parse(message)) };
  const onReload = vi.fn();
  listenForReload(port, onReload);
  return { say: (data) => port.onmessage?.({ data } as MessageEvent), replies, onReload };
}

function message(type: string, change: Record<string, unknown> = {}): string {
  return JSON.stringify({ type, id: 7, payload: null, error: null, isReply: false, ...change });
}

describe('listenForReload', () => {
  it('hears that data were reloaded, and replies', () => {
    const host = connect();
    host.say(message('experimental.DataReloaded'));
    expect(host.onReload).toHaveBeenCalledTimes(1);
    expect(host.replies).toEqual([
      { type: 'experimental.DataReloaded', id: 7, payload: null, error: null, isReply: true },
    ]);
  });

  it('hears that there are other runs', () => {
    const host = connect();
    host.say(message('experimental.RunsChanged', { payload: ['a'] }));
    expect(host.onReload).toHaveBeenCalledTimes(1);
  });

  it('replies also to what it does not know', () => {
    const host = connect();
    host.say(message('experimental.Other'));
    expect(host.onReload).not.toHaveBeenCalled();
    expect(host.replies).toHaveLength(1);
  });

  it('never replies to a reply, nor to what is no message', () => {
    const host = connect();
    host.say(message('experimental.DataReloaded', { isReply: true }));
    for (const data of ['{', 'null', '{}', '[]', 5, { type: 'experimental.DataReloaded' }]) host.say(data);
    expect(host.onReload).not.toHaveBeenCalled();
    expect(host.replies).toEqual([]);
  });
});

describe('isVisible', () => {
  const shown: Sight = { innerWidth: 1280, innerHeight: 700, document: { visibilityState: 'visible' } };

  it('sees a shown page', () => expect(isVisible(shown)).toBe(true));
  it('notices the height that TensorBoard takes from the frames of other tabs', () =>
    expect(isVisible({ ...shown, innerHeight: 0 })).toBe(false));
  it('notices a browser tab in the background', () =>
    expect(isVisible({ ...shown, document: { visibilityState: 'hidden' } })).toBe(false));
});
