import { fork } from 'node:child_process';
import { request, Agent } from 'node:http';
import { createHmac } from 'node:crypto';
import { startLocalSlack } from '../support/local-slack.ts';
const [kind, conns = '50', rate = '0', secs='6'] = process.argv.slice(2);
let args: string[] = [kind!];
let slack: any;
if (kind === 'ask' || kind === 'busy') { slack = await startLocalSlack({ people: [{name:'ana'}], record:false }); args = [kind, slack.apiUrl, slack.botToken, slack.workspace.id]; }
const child = fork(new URL('./_server.ts', import.meta.url).pathname, args, { execArgv: [] });
if (slack) { }
const port: number = await new Promise(r => child.once('message', p => r(p as number)));
slack?.connect(`http://127.0.0.1:${port}`);
const agent = new Agent({ keepAlive: true, maxSockets: Number(conns) });
let n = 0; const lat: number[] = []; let bad = 0;
const { newTrigger, newAddress } = await import('../support/local-slack-state.ts');
function one(): Promise<void> { if (slack) { n++; return slack.command('ana','/standup','',{waitMs:0}).then((o: any)=>{lat.push(o.ackMs)}, ()=>{bad++}); } return new Promise((resolve) => {
  const ts = Math.floor(Date.now()/1000);
  n++;
  const trig = `${ts}.${n}.abc`;
  const body = new URLSearchParams({ token:'x', team_id: args[3] ?? 'T1', team_domain:'d', channel_id:'D1', channel_name:'directmessage', user_id: slack ? slack.person('ana').id : 'U1', user_name:'ana', command:'/standup', text:'', api_app_id:'A1', is_enterprise_install:'false', response_url:'https://hooks.slack.com/commands/T1/1/abc', trigger_id: trig }).toString();
  const sig = 'v0=' + createHmac('sha256','local-signing-secret').update(`v0:${ts}:${body}`).digest('hex');
  const t0 = performance.now();
  const req = request({ host:'127.0.0.1', port, path:'/slack/events', method:'POST', agent, headers:{'content-type':'application/x-www-form-urlencoded','content-length':Buffer.byteLength(body),'x-slack-signature':sig,'x-slack-request-timestamp':String(ts)}}, (res)=>{ if(res.statusCode!==200) bad++; res.resume(); res.on('end',()=>{lat.push(performance.now()-t0); resolve();});});
  req.on('error',()=>{bad++;resolve()}); req.end(body);
});}
async function run(ms: number) { lat.length=0; const end = performance.now()+ms; const t0=performance.now(); 
 if (Number(rate)>0) { const ps=[]; let i=0; while(performance.now()<end){ const due=t0+i*1000/Number(rate); const w=due-performance.now(); if(w>1) await new Promise(r=>setTimeout(r,w)); ps.push(one()); i++; } await Promise.all(ps);} 
 else await Promise.all(Array.from({length:Number(conns)}, async()=>{ while(performance.now()<end) await one(); }));
 const dt=(performance.now()-t0)/1000; const s=[...lat].sort((a,b)=>a-b); return { rps: Math.round(lat.length/dt), p50: s[Math.floor(s.length*.5)], p99: s[Math.floor(s.length*.99)], max: s.at(-1), bad }; }
await run(2000);
const opened = slack ? slack.calls.length : 0; console.log(kind, JSON.stringify(await run(Number(secs)*1000)));
child.disconnect(); await slack?.close(); process.exit();
