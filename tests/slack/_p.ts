import { startLocalSlack } from '../support/local-slack.ts';
const slack = await startLocalSlack({ people: Array.from({length:2000},(_,i)=>({name:'p'+i})), channels:[{name:'crm'}] });
const ids=[...slack.workspace.people.values()];
const em = slack.workspace.emulated;
let t=performance.now(); const d: string[] = [];
for (let i=0;i<500;i++) { const r: any = await em.call('conversations.open', {users: ids[i]!.id}); d.push(r.channel.id); }
console.log('500 open first', performance.now()-t); t=performance.now();
for (let i=500;i<2000;i++) await em.call('conversations.open', {users: ids[i]!.id});
t=performance.now();
for (let i=0;i<500;i++) await em.call('chat.postMessage', {channel: d[i], text:'hello'});
console.log('500 post', performance.now()-t); t=performance.now();
for (let i=0;i<500;i++) await em.call('auth.test', {});
console.log('500 auth.test', performance.now()-t);
await slack.close();
