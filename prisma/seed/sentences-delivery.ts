/** Next-day delivery, told as sentences-crm.ts tells of the CRM. */
export const deliveryTasks = {
  Sales: `
Ask the ten largest customers about the cut-off time | Eight of ten customers are fine with two in the afternoon
Leave promises of a delivery day out of new offers | New offers name the cut-off instead of a day
Collect what restaurants need before the weekend | Restaurants want Friday by noon, {14} said so
Tell wholesale customers about the trial | {20} wholesale customers know about the trial and like it
Find out which articles are urgent for caterers | Caterers need {15} articles urgently, the list is with the hall
Leave samples out of the express orders | Samples go by normal post again`,
  Marketing: `
Write the delivery promise for the product page | The promise on the product page is one sentence long
Prepare the banner for the test towns | The banner for the test towns is ready, in two sizes
Film a parcel’s way through the hall | The film of the parcel is cut, ninety seconds
Ask twenty customers what “next day” means to them | To most people next day means before six in the evening
Choose the test towns for the mailing | The mailing goes to {6} towns, none farther than two hours
Put the cut-off time into the order mail | The order mail names the cut-off and the day of arrival`,
  Operations: `
Move the fast sellers next to the packing tables | {60} fast sellers stand next to the packing tables
Time a pick from order to label | A pick takes {9} minutes on average, {4} less than in spring
Agree with the carrier on a later pick-up | The carrier comes at half past six from Monday on
Train the late shift on the new packing order | The late shift packs in the new order, fewer mix-ups
Count the boxes that are too large | {35} parcels went out in a box that was too large
Clear aisle four for the returns | Aisle four is clear, returns wait there now
Try the label printer on the second table | Both tables print labels, the queue is gone
Plan shifts for the first two weeks | Shifts for two weeks are planned, Saturdays are voluntary
Weigh the picnic sets again | {24} weights were wrong and are right now
Run a day as if next-day were live | In the trial {88} percent left the same day
Sort the fragile goods by shelf height | Glass and china stand at hip height, {3} breakages fewer
Write the rule for orders after the cut-off | Orders after the cut-off go on the first tour of the morning
Check the stock of small boxes | {400} small boxes came, enough for two weeks
Walk through the hall with the carrier | The carrier asked for one more gate, gate two is free
Label the new shelves | {48} shelves have labels that scanners can read
Set up the Saturday team | {6} people signed up for Saturdays
Measure how long returns lie around | Returns lie for {3} days now, it was eight
Find a place for the oversized baskets | The oversized baskets have their own corner`,
  'Customer Service': `
Write answers for “where is my parcel” | Four short answers for “where is my parcel” are in use
Count the calls about delivery times | {31} calls about delivery times, fewer than last week
Agree when we refund the express fee | The express fee is refunded without asking when we are late
Test the tracking mail as a customer | The tracking mail came after {20} minutes, with the right link
Plan the phones for the first Saturday | Three of us take the phones on the first Saturday
Collect what neighbours may sign for | Neighbours may sign for parcels, the carrier agrees
Sort the damaged parcels by cause | {12} damaged parcels sorted, nearly all were too large a box`,
  Finance: `
Work out what a parcel costs at the new rate | A parcel costs {60} cents more at the new rate
Check the carrier’s contract for the weekend | The weekend surcharge is in the contract, Ben knows
Set aside money for the second scanner | The second scanner fits into the budget
Compare the trial week with the plan | The trial week stayed {5} percent under the plan
Settle who pays for parcels that come back | Parcels that come back are paid by the carrier, in writing
Put the express fee into the books | The express fee has its own account`,
  IT: `
Show the cut-off countdown in the basket | The countdown shows in the basket, and hides at night
Send orders to the hall every five minutes | Orders reach the hall every five minutes, it was thirty
Make the stock figure honest to the piece | Stock is off by {4} articles, it was dozens
Give scanners their own network | Scanners have their own network, no dropouts since
Measure the way of an order through our systems | An order takes {40} seconds from basket to pick list
Warn the hall when an order hangs | The hall gets a warning when an order hangs, {3} came today
Try what happens when the carrier’s site is down | With the carrier’s site down orders wait, and none is lost`,
} as const;
