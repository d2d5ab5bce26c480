import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { newId } from './local-slack-state.ts';
import type { Json } from './local-slack-types.ts';

/** Slack's side of Socket Mode: says hello, hands over envelopes, and hears their acknowledgements. */
export type LocalSocket = {
  readonly url: string;
  readonly connected: boolean;
  /** How often the bot has connected. */
  readonly connections: number;
  /** Sends an envelope, and resolves with the acknowledgement's payload. */
  send(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Json | undefined>;
  /** Ends the connection as Slack does from time to time: the bot must come again. */
  disconnect(): void;
  close(): Promise<void>;
};

export async function startSocket(): Promise<LocalSocket> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const waiting = new Map<string, (payload: Json | undefined) => void>();
  let current: WebSocket | undefined;
  let connections = 0;

  server.on('connection', (socket) => {
    current = socket;
    connections++;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Json;
      const id = String(message.envelope_id);
      waiting.get(id)?.(message.payload as Json | undefined);
      waiting.delete(id);
    });
    socket.on('close', () => {
      if (current === socket) current = undefined;
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connected() {
      return current !== undefined;
    },
    get connections() {
      return connections;
    },
    send(type, payload) {
      const envelope_id = newId('env');
      return new Promise((resolve, reject) => {
        if (!current) return reject(new Error('The bot is not connected to the local Slack'));
        waiting.set(envelope_id, resolve);
        current.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: true }));
      });
    },
    disconnect() {
      current?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
