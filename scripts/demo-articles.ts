/** What the demo's bike shop knows: eight articles as a real shop in Ljubljana might write them. */
import { BIKE_ARRIVES, euro, FIRST_CHECK, HOURS, PRICES, RETURN_DAYS, SIZES, STREET } from '../demo/facts.ts';

export const ARTICLES: readonly { title: string; body: string }[] = [
  {
    title: 'Choosing a frame size',
    body: `The right frame size follows from your height and your inside leg. As a first guess:

${SIZES.map(({ name, from, to }) => `- **${name}** – ${to === null ? `${from} cm and more` : `${from} to ${to} cm`}`).join('\n')}

If you are between two sizes, take the smaller one for quick, playful riding and the larger one for long tours. Measure your inside leg barefoot, with a book pressed up between your legs: for a city or touring bike, multiply the centimetres by **0.66** to get the frame height; for a mountain bike, by **0.57**.

Children's bikes go by wheel size instead: 12 inches from about 90 cm of height, 16 inches from 105 cm, 20 inches from 115 cm, 24 inches from 130 cm.

Every bike can be tried out at the shop on Trubarjeva. If the size turns out wrong, we exchange the bike within ${RETURN_DAYS} days, as long as it has been ridden for less than 50 km.`,
  },
  {
    title: 'Delivery and delivery times',
    body: `We deliver bikes fully assembled within Ljubljana and 90 % assembled everywhere else: you turn the handlebar, fit the pedals and pump the tyres. The tools are in the box.

**Bikes** arrive within Ljubljana in ${BIKE_ARRIVES.ljubljana} working days, in the rest of Slovenia in ${BIKE_ARRIVES.slovenia}, and in Austria, Italy and Croatia in ${BIKE_ARRIVES.abroad}. Delivery of a bike costs ${euro(PRICES.bikeDelivery)}, and nothing for orders over ${euro(PRICES.bikeDeliveryFreeOver)}.

**Parts and accessories** are sent the same day when ordered by 13:00 and arrive in 1 to 2 working days in Slovenia. Postage is ${euro(PRICES.postage)}, and nothing from ${euro(PRICES.postageFreeFrom)}.

You get a message with a link the evening before, and can choose another day or have the parcel left with a neighbour. You can also collect any order at the shop, free of charge, usually two hours after ordering.`,
  },
  {
    title: 'Returns and exchanges',
    body: `You can return anything within **${RETURN_DAYS} days** of receiving it, without giving a reason. Write to us in this chat or to returns@kolovrat.example, and we send you a label; returning parts and accessories is free within Slovenia, returning a bike costs ${euro(PRICES.bikeDelivery)}, or nothing if you bring it to the shop.

Bikes may have been ridden for at most 50 km and must be clean. Helmets and clothing come back with their labels on; opened inner tubes, lubricants and bib shorts can't be taken back for reasons of hygiene.

We refund the money within **5 working days** of the return's arrival, by the same way you paid. An exchange for another size goes out as soon as the courier has scanned your return.`,
  },
  {
    title: 'Child seats and racks',
    body: `A **front child seat** suits children from about 9 months to 3 years (up to 15 kg), a **rear seat** children up to 6 years (up to 22 kg). A child should be able to sit without help and always wear a helmet.

Rear seats that clamp to the seat tube (28 to 40 mm, round) fit nearly every bike without a rack, but not frames of carbon and not most full-suspension bikes. Seats that sit on a rack need one that carries at least **27 kg**; the plate on the rack says how much it may carry. For e-bikes with the battery in the rack, take a seat with a rack adapter (MIK HD).

Our racks *Nosač 1* (25 kg) and *Nosač 2* (27 kg, MIK HD) fit frames with eyelets at the rear axle, 26 to 29 inches. For frames without eyelets there is a clamp set for €14.

We fit seats and racks that you buy from us free of charge; that takes about 30 minutes and needs no appointment on weekdays before 16:00.`,
  },
  {
    title: 'Renting bikes for groups',
    body: `We rent city, trekking and e-bikes, also to groups of up to **40 people**. A city bike costs €18 a day, a trekking bike €26, an e-bike €42; from the third day on it is 20 % less. Groups from 8 bikes get another 10 % off, and one bike in fifteen is free, for the guide.

Each bike comes with a lock, a helmet, a repair kit and a pannier. Child seats (€5 a day), trailers (€12 a day) and children's bikes (€12 a day) should be booked along, as we only have a few.

Please book groups at least **five days ahead** by chat or e-mail, with the heights of the riders. A deposit of 20 % confirms the booking; up to 48 hours before, you can cancel free of charge. In rain we move the date at no cost.

We bring bikes to hotels and stations in Ljubljana for €25 a group and take them back from Bled, Bohinj, Postojna and Koper from €60.`,
  },
  {
    title: 'Service, repairs and warranty',
    body: `The workshop is open whenever the shop is. Small things (a puncture, brake pads, a derailleur adjusted) are usually done **while you wait**; for a full service please book, it takes two working days.

- Basic service: ${euro(PRICES.basicService)} – brakes, gears, bolts, tyres
- Full service: ${euro(PRICES.fullService)} – the same, with wheels trued, hubs and headset greased, drivetrain cleaned
- E-bike service: ${euro(PRICES.ebikeService)} – the full service, with software update and battery report
- Puncture: ${euro(PRICES.puncture)} with the tube

New bikes have a **2-year warranty**, frames of our own brand 5 years, batteries 2 years or 500 charging cycles. Wear of tyres, chains, brake pads and cables is not covered. The first check after ${FIRST_CHECK} is free; it keeps the warranty going, so please don't skip it.

For a warranty repair, bring the bike and the invoice, or write to us in the chat with a photo and the frame number, which is under the bottom bracket. You get an answer within two working days.`,
  },
  {
    title: 'Opening hours and how to find us',
    body: `**Kolovrat, ${STREET}, 1000 Ljubljana**

${HOURS.map(({ days, from, to }) => `- ${days}: ${from} to ${to}`).join('\n')}
- Sunday and public holidays: closed

From March to October the rental desk is also open on Sundays, from 9:00 to 12:00 and from 17:00 to 19:00.

We are ten minutes' walk from the railway and bus station. Cars can't drive into Trubarjeva; the nearest car park is Kapitelj, five minutes away. There is a ramp at the door, and the workshop counter is at wheelchair height.`,
  },
  {
    title: 'Payment, instalments and invoices',
    body: `Online you can pay by card (Visa, Mastercard, Maestro), Apple Pay, Google Pay, PayPal, Flik and bank transfer. In the shop cash works as well. We never ask for card numbers in the chat, so please don't write one here.

From €300 you can pay in **6, 12 or 24 instalments**; the first six are free of interest. You need an identity document and a bank account in Slovenia; the answer takes about ten minutes.

With a bank transfer we reserve the goods for 3 working days and send them when the money has arrived.

Companies get an invoice with VAT by entering their tax number at the checkout. Employers who lease bikes for their staff can do so with us through *Kolo za delo*; write to us and we send an offer within two working days.`,
  },
];
