/**
 * What is true of Kolovrat, once: the shop's pages and its articles are written from this, so that what the AI answers stands on the page too.
 * `tests/scripts/demo-facts.test.ts` holds it.
 */

export const STREET = 'Trubarjeva cesta 52';

export const HOURS = [
  { days: 'Monday to Friday', short: 'Mon–Fri', from: '9:00', to: '19:00' },
  { days: 'Saturday', short: 'Sat', from: '9:00', to: '14:00' },
] as const;

/** In euros. */
export const PRICES = {
  basicService: 39,
  fullService: 89,
  ebikeService: 109,
  puncture: 12,
  bikeDelivery: 29,
  bikeDeliveryFreeOver: 800,
  postage: 3.9,
  postageFreeFrom: 60,
} as const;

export const RETURN_DAYS = 30;
/** Working days on the way. */
export const BIKE_ARRIVES = { ljubljana: '1 to 2', slovenia: '3 to 4', abroad: '5 to 7' } as const;
export const FIRST_CHECK = '300 km or three months';

/** By the rider's height in centimetres, from one size's least to the next one's; the last has no end. */
export const SIZES = [
  { name: 'XS', from: 150, to: 160 },
  { name: 'S', from: 160, to: 170 },
  { name: 'M', from: 170, to: 178 },
  { name: 'L', from: 178, to: 187 },
  { name: 'XL', from: 187, to: null },
] as const;

/** `€3.90`, `€89`. */
export function euro(price: number): string {
  return `€${Number.isInteger(price) ? price : price.toFixed(2)}`;
}
