/**
 * Questions about the demo's bike shop as visitors type them: lower case, slips of the keyboard, two in one. They were written before
 * anybody saw how they are answered, and nothing was tuned to single ones of them. `says` is what a right answer holds.
 */

export interface Asked {
  text: string;
  /** The title of the article that answers; null: any of two. */
  from: string | null;
  says: RegExp[];
}

const SIZE = 'Choosing a frame size';
const DELIVERY = 'Delivery and delivery times';
const RETURNS = 'Returns and exchanges';
const SEATS = 'Child seats and racks';
const RENTAL = 'Renting bikes for groups';
const SERVICE = 'Service, repairs and warranty';
const HOURS = 'Opening hours and how to find us';
const PAYMENT = 'Payment, instalments and invoices';

export const UNTOUCHED: readonly Asked[] = [
  { text: 'hi im 175 tall which size do i need', from: SIZE, says: [/\*?\*?M\*?\*? – 170 to 178/] },
  { text: 'can i try the bike before buying', from: SIZE, says: [/tried out at the shop/] },
  { text: 'how many days till a bike gets to croatia', from: DELIVERY, says: [/5 to 7/] },
  { text: 'do i have to pay postage for a 45 euro order of parts', from: DELIVERY, says: [/3\.90/] },
  { text: 'can i pick up my order in the store', from: DELIVERY, says: [/collect any order at the shop/] },
  { text: 'is the bike already put together when it comes', from: DELIVERY, says: [/90 % assembled/] },
  { text: 'bike doesnt fit, can i swap it for a bigger one', from: null, says: [/exchange/] },
  { text: 'how much does it cost to send a bike back', from: RETURNS, says: [/returning a bike costs €29/] },
  { text: 'when do i get my money back after a return', from: RETURNS, says: [/5 working days/] },
  {
    text: 'can i give back a helmet i already wore',
    from: RETURNS,
    says: [/Helmets and clothing come back with their labels on/],
  },
  { text: 'my daughter is 4, which child seat', from: SEATS, says: [/rear seat/] },
  { text: 'does a child seat fit on a carbon frame', from: SEATS, says: [/not frames of carbon/] },
  { text: 'how much weight can the rack hold', from: SEATS, says: [/2[57] kg/] },
  { text: 'do you mount the child seat for me and what does that cost', from: SEATS, says: [/free of charge/] },
  { text: 'price for renting an ebike for one day', from: RENTAL, says: [/€42/] },
  { text: 'we are 20 people, is there a group discount for rental', from: RENTAL, says: [/another 10 % off/] },
  { text: 'do i get a helmet with the rental bike', from: RENTAL, says: [/a lock, a helmet/] },
  { text: 'can you bring the rental bikes to our hotel', from: RENTAL, says: [/€25 a group/] },
  { text: 'what hapens if it rains on our tour day', from: RENTAL, says: [/move the date at no cost/] },
  { text: 'got a flat tyre, how much', from: SERVICE, says: [/€12/] },
  { text: 'whats the differnce between basic and full service', from: SERVICE, says: [/€39/, /€89/] },
  { text: 'how long is the guarantee for the battery', from: SERVICE, says: [/batteries 2 years or 500/] },
  { text: 'is the first checkup for free', from: SERVICE, says: [/300 km or three months is free/] },
  { text: 'where do i find the frame number', from: SERVICE, says: [/under the bottom bracket/] },
  { text: 'are you open saturday afternoon', from: HOURS, says: [/Saturday: 9:00 to 14:00/] },
  { text: 'adress and where can i park', from: HOURS, says: [/Trubarjeva cesta 52/, /Kapitelj/] },
  { text: 'is your shop accesible with a wheelchair', from: HOURS, says: [/ramp at the door/] },
  { text: 'do you take amex or paypal', from: PAYMENT, says: [/PayPal/] },
  { text: 'can i pay monthly, is there interest', from: PAYMENT, says: [/first six are free of interest/] },
  { text: 'i need a receipt with vat for my company', from: PAYMENT, says: [/tax number at the checkout/] },
];

/** What the articles don't say. */
export const UNTOUCHED_UNKNOWN: readonly string[] = [
  'do you have a job for me',
  'do you sell electric scooters',
  'can i get a discount for students',
  'do you buy used bikes',
  'whats your wifi password',
  'how much is the bora 3',
  'do you repair skis',
  'who won the match yesterday',
  'can i leave my dog at the shop',
  'is the lake good for swimming',
];
