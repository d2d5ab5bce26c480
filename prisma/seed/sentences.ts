import type { DepartmentName } from './people.ts';
import { crmTasks } from './sentences-crm.ts';
import { deliveryTasks } from './sentences-delivery.ts';

export type Initiative = 'crm' | 'delivery';

/** A thing to do, and what is said once it is done. */
export type Task = { readonly next: string; readonly moved: string };

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const pairsOf = (text: string): [string, string][] =>
  linesOf(text).map((line) => {
    const [first = '', second = ''] = line.split(' | ');
    return [first, second];
  });

const tasksOf = (texts: Readonly<Record<DepartmentName, string>>) =>
  new Map(
    Object.entries(texts).map(([department, text]) => [
      department,
      pairsOf(text).map(([next, moved]): Task => ({ next, moved })),
    ]),
  );

/** What each department does in an initiative. */
export const tasks: Readonly<Record<Initiative, ReadonlyMap<string, readonly Task[]>>> = {
  crm: tasksOf(crmTasks),
  delivery: tasksOf(deliveryTasks),
};

/** Something that holds a department up, by the department that could mend it. */
export type Blocker = { readonly from: DepartmentName; readonly on: DepartmentName; readonly text: string };

/** A line: the department that waits, the one it waits for, and its words on the first day. */
const blockerLines: Readonly<Record<Initiative, string>> = {
  crm: `
Sales | Operations | Waiting for Operations to export the stock list, offers go out without delivery days
Sales | IT | Cannot open customer photos on the phone, IT has the ticket
Sales | Finance | Waiting for Finance to release the new payment terms for wholesale
Sales | Marketing | Waiting for Marketing to hand over the leads of the trade fair
Sales | IT | Stuck on the offer template, IT has to allow a second logo
Marketing | Sales | Waiting for Sales to say which customers may be named as references
Marketing | IT | Cannot send the test mailing, IT has not released the sender address
Marketing | Finance | Waiting for Finance to approve the budget for the second training
Operations | IT | Waiting for IT to send order changes to the warehouse system
Operations | Sales | Waiting for Sales to check the addresses without a house number
Customer Service | IT | Waiting for IT, two licences are missing since the team grew
Customer Service | IT | Cannot see the order history of old customers, IT is looking for the cause
Customer Service | Operations | Waiting for Operations to say when the blue pans are back
Customer Service | Marketing | Waiting for Marketing, the discount code from the mailing does not work
Customer Service | Sales | Waiting for Sales to answer wholesale questions that land on our phones
Finance | Sales | Waiting for Sales to fill in the missing tax numbers
Finance | IT | Cannot run the margin report, IT has to mend the currency field
IT | Customer Service | Waiting for Customer Service to name someone for the permission tests
IT | Finance | Waiting for Finance to sign the contract for more storage`,
  delivery: `
Sales | Operations | Waiting for Operations to confirm the cut-off time for big orders
Marketing | Operations | Waiting for Operations to fix the launch date before the banner goes out
Marketing | IT | Cannot test the countdown on the phone, IT has to switch it on
Operations | IT | Waiting for IT to mend the second scanner, we type by hand
Operations | IT | Cannot print labels after six, the nightly backup of IT blocks the printer
Operations | Marketing | Waiting for Marketing to stop the two-for-one offer during the trial
Operations | Finance | Waiting for Finance to approve the Saturday bonus
Operations | Sales | Waiting for Sales to tell wholesale customers about the new box sizes
Customer Service | Operations | Waiting for Operations to say what happens to orders after the cut-off
Finance | Operations | Waiting for Operations to send the hours of the trial week
IT | Operations | Waiting for Operations to choose where the new access point hangs`,
};

const isDepartment = (text: string): text is DepartmentName => tasks.crm.has(text);

const blockersOf = (initiative: Initiative): Blocker[] =>
  linesOf(blockerLines[initiative]).flatMap((line) => {
    const [from = '', on = '', text = ''] = line.split(' | ');
    return isDepartment(from) && isDepartment(on) ? [{ from, on, text }] : [];
  });

export const blockers: Readonly<Record<Initiative, readonly Blocker[]>> = {
  crm: blockersOf('crm'),
  delivery: blockersOf('delivery'),
};

/** How people write that nothing is in their way; most leave it empty. */
export const noBlockers: readonly string[] = linesOf(`
Nothing
No
All fine here
Nothing today
No blockers
None, thanks`);

/** Said beside the work now and then. */
export const asides: readonly string[] = linesOf(`
The trade fair stand took half a day.
The phones were quiet for once.
Two colleagues are ill, so it went slowly.
The heating in the hall is on again.
The big order for the hotel chain came in between.
Lunch with the new colleagues helped a lot.
The morning went to the monthly meeting.
Thanks to Hanna for stepping in.
Black garlic presses are sold out, again.
The picnic blankets arrived at last.
A school class visited the hall.
The power was off for an hour.
The auditors were here all morning.
The new headsets are good.
The afternoon was inventory.
It was my first day back.`);

/** Remarks on a week, by how it was. */
export const weekRemarks: Readonly<Record<'good' | 'fair' | 'poor', readonly string[]>> = {
  good: linesOf(`
The training was to the point, and so were the cakes.
We got more done than we had planned.
Finally one list instead of three.
The new shelves save my back.
Good talk with Operations, we should do that more often.
Quiet enough to finish things.
Customers notice that we answer faster.
Sales and IT at one table, that helped.
My ideas were taken up, thank you.
The check-ins show me what the others do.
The team stuck together on Tuesday.
First week without the old spreadsheet, I do not miss it.
Working from home on Thursday did me good.
The carrier is on time at last.`),
  fair: linesOf(`
A mixed week, the new screen still slows me down.
Fewer meetings would have helped.
Good days and long days.
I would like to know the launch date.
The training was useful, but too short.
Two systems side by side cost time.
Fine, though I missed a quiet hour.
A clearer plan for Saturdays would help.
Busy, but nobody was left alone with it.
Too many questions about the cut-off, too few answers.
The switch went well, cleaning up takes longer.
Okay. A second scanner would make it good.
More notice before changes, please.
The handover to the late shift could be better.`),
  poor: linesOf(`
Too many calls at once, and no time to learn the new screen.
We hear about changes from customers first.
The old tool is gone before the new one can do everything.
I stayed late three times this week.
Nobody answers when we ask about deliveries.
The queue never gets shorter.
We are two people short, and it shows.
The training was in the middle of our busiest hour.
I do not know who decides about refunds now.
Customers are angry, and I understand them.
Everything is urgent.
Our notes from the last round were not read, it seems.
I copy orders by hand between two screens.
A break without the phone would have helped.`),
};

/** Customers and suppliers, all of them made up. */
export const shops: readonly string[] = linesOf(`
Café Lindenblatt
Hofladen Krume
Hotel Seeblick
Bistro Anker
The Copper Kettle
Gasthof Zum Quirl
Épicerie Dufour
Piekarnia Pod Lipą
Kochschule Nord
Maison Carotte`);

export const brands: readonly string[] = linesOf(`
Gusswerk Ahlen
Nordlicht Enamel
Korbwaren Peters
Atelier Olive
Huta Szkła Bryza`);
