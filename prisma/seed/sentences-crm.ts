/**
 * The CRM rollout, as each department tells of it: a line is a thing to do, a bar, and what was said once it was done.
 * A number in braces stands for one up to about that size, {shop} for a customer, {brand} for a supplier.
 */
export const crmTasks = {
  Sales: `
Move my open offers into the CRM | {40} open offers moved into the CRM, the rest closed
Clean up the duplicates of the trade fair list | Trade fair list is clean, {90} duplicates merged
Call back the restaurants that asked for samples | Called {12} restaurants back, {4} of them ordered
Write down the steps of a wholesale order for the training | The wholesale order is written down in nine steps
Show the new colleagues the pipeline view | Pipeline view shown to the team, it took twenty minutes
Agree with {shop} on the spring delivery | {shop} signed for the spring delivery
Check the price lists that came over from the old tool | Price lists checked, {7} wrong prices mended
Enter the notes of last week’s visits | All visits of last week are in, with photos
Try the offer template with a real customer | The first offer from the new template went to {shop}
Sort the contacts without an owner | {60} contacts have an owner now
Prepare the quarterly talk with {brand} | The talk with {brand} is prepared, figures straight from the CRM
Set reminders for offers that are older than two weeks | Reminders are set, {9} old offers came back to life
Bring the regional picnic campaign into the pipeline | Picnic campaign is a pipeline of its own now
Compare my forecast with the CRM’s | My forecast and the CRM’s are {3} percent apart
Learn the phone app before the next tour | Did a whole tour with the phone app, notes on the spot
Go through the lost deals and give each a reason | {25} lost deals have a reason, mostly delivery time
Win {shop} back | {shop} is back, with a small first order
Close the old spreadsheet for the north region | The north spreadsheet is closed for writing`,
  Marketing: `
Rebuild the newsletter segments in the CRM | {5} newsletter segments rebuilt, open rates can be compared
Map consent fields from the old newsletter tool | Consent came over for {800} addresses, none lost
Write the welcome mails for new wholesale customers | Welcome mails are written and proofread
Tag the customers who came through the cooking videos | {70} customers tagged as coming from the videos
Draft the autumn mailing with CRM fields | The autumn mailing greets people by their own shop’s name
Ask Sales which lead sources they care about | Sales wants six lead sources, we had nineteen
Test the unsubscribe link end to end | Unsubscribing works within a second, tested on four phones
Clean out the old campaign names | {35} campaign names are down to eight
Build the report on leads by channel | Leads by channel shows on one page now`,
  Operations: `
List which stock fields Sales really needs | Sales needs eleven stock fields, not forty
Match the customer numbers with the warehouse system | {300} customer numbers match, {14} are still odd
Test printing a packing slip from a CRM order | Packing slips print from the CRM, the logo is too large
Explain the pick codes to Sales | Pick codes explained, Sales has them on a card
Check the delivery addresses that came over | {120} delivery addresses checked, {6} had no house number
Write down who may change an order after picking | Changing an order after picking has three rules now
Try a complaint from call to shelf | A complaint reaches the shelf in {25} minutes, all steps tried`,
  'Customer Service': `
Learn where complaints go in the new screen | Complaints go into the new screen now, the old form is off
Answer the backlog of picnic basket returns | {30} basket returns answered, {8} still open
Move my text snippets over | {20} snippets moved over, with the new greeting
Note every place where the CRM takes longer than before | The list of slow places has {11} entries, sorted by pain
Shadow a shift on chat | Shadowed a chat shift, three good ideas came of it
Try the refund steps on a test order | A refund takes seven clicks instead of twelve
Agree on the words for delayed parcels | One text for delayed parcels, everyone uses it
Tag the calls about the cast iron pans | {45} calls tagged, most ask how to season the pan
Call the customers who wrote twice | Called {15} people who had written twice, all friendly in the end
Write the questions for the second training | Questions for the second training are with Ben
Merge customers who have two accounts | {28} double accounts merged
Check that order notes come over | Order notes come over, but without line breaks
Go through the bad ratings of last week | Went through {17} bad ratings, {6} were about the parcel service
Train the working student on the phone queue | The working student took {22} calls alone
Set up the saved searches for the late shift | The late shift has its saved searches
Sort out the gift voucher questions | {13} voucher questions sorted, the rule is on the wall
Find out why some mails arrive twice | Mails arrived twice because of an old forward, it is off`,
  Finance: `
Match invoices with CRM customers | {150} invoices matched, the rest have no tax number
Decide who may see margins | Margins are for leads and Finance, agreed with Sales
Check the payment terms that came over | {9} customers had the wrong payment terms, mended
Compare licence costs with the plan | Licences cost {4} percent less than planned
Close the month without the old export | The month is closed, the old export was not needed
List the reports that nobody opened this year | {16} reports can go, nobody had opened them
Teach the CRM our discount steps | Discounts follow our three steps now, tried with old orders`,
  IT: `
Run the contact import on the test system | Import took {50} minutes on the test system, no errors
Turn on single sign-on for Sales | Single sign-on is on for Sales, two people had to call
Mend the sync of phone numbers | Phone numbers sync with the country code now
Set up roles for Customer Service | Roles for Customer Service are set, nobody sees too much
Write the way back in case the switch fails | The way back is written and tried, it takes two hours
Watch the nightly sync | Nightly sync ran clean for {5} nights
Move the custom fields out of the way | {18} unused custom fields are hidden
Give the trainers a playground | The playground is up, and resets at night
Answer the permission requests | {12} permission requests answered, none open
Look into the slow customer page | The customer page opens in under two seconds again`,
} as const;
