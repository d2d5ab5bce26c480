// temporary measurement
import express from 'express';
import bolt from '@slack/bolt';
import { ask, nothing } from '../../src/chat/reply.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSlack } from '../../src/slack/index.ts';
import { memoryHost } from './bot.ts';
const kind = process.argv[2]; const apiUrl = process.argv[3] ?? 'http://127.0.0.1:1/'; const token = process.argv[4] ?? 'x'; const team = process.argv[5] ?? 'T1';
const http = express();
const secret = 'local-signing-secret';
const form = {title:'Hello',submitLabel:'Send',command:'standup',name:'answer',state:'42',parts:[{kind:'shortText' as const,name:'next',label:'What next?',required:true},{kind:'longText' as const,name:'a',label:'A'},{kind:'longText' as const,name:'b',label:'B'},{kind:'person' as const,name:'who',label:'Who'}]};
if (kind === 'bare' || kind==='barefull') {
  const receiver = new bolt.ExpressReceiver({ app: http, signingSecret: secret, endpoints: '/slack/events' });
  const app = new bolt.App({ receiver, authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }) });
  app.command('/standup', async ({ ack }) => { await ack(); });
} else {
  const { host } = memoryHost();
  await host.save({ platform: 'slack', externalId: team, name: 'x', credentials: { token, botUserId: 'U' } });
  const slack = createSlack({ mode: { kind: 'oauth', clientId: 'a', clientSecret: 'b', signingSecret: secret }, apiUrl, http, host, log: createLog('silent'), metrics: createMetrics(),
    dispatch: async () => { if (kind === 'nothing') return nothing; if (kind==='busy') { for (let i=0;i<5;i++) await new Promise(r=>setTimeout(r,1)); } return ask(form); } });
  void slack;
}
const server = http.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => process.send?.((server.address() as any).port));
process.on('disconnect', () => process.exit());
