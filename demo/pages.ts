/** The shop's pages. Their facts are those of the demo's articles, so that the AI's answers can be checked by eye. */
import { type Bike, drawBike } from './bike.ts';
import { BIKE_ARRIVES, euro, FIRST_CHECK, PRICES, RETURN_DAYS, SIZES } from './facts.ts';

export interface ShopPage {
  path: string;
  status: number;
  title: string;
  /** Class of the main element. */
  kind: string;
  body: string;
}

interface Product extends Bike {
  path: string;
  name: string;
  price: number;
  line: string;
  text: string;
}

const BIKES: readonly Product[] = [
  {
    path: '/bikes/bora-40',
    name: 'Bora 40',
    price: 2490,
    line: 'Gravel',
    text: 'Steel frame, carbon fork, room for 45 mm tyres. Built in Ljubljana for white roads, long weekends and the way to work.',
    frame: '#14503f',
    leather: '#6f4526',
    bars: 'drop',
    label: 'Bora 40 gravel bicycle',
  },
  {
    path: '/bikes/lipa',
    name: 'Lipa',
    price: 1190,
    line: 'City',
    text: 'Eight gears in the hub, a belt instead of a chain, lights that never need charging. For people who would rather not think about bikes.',
    frame: '#b8643c',
    leather: '#3b2c22',
    bars: 'swept',
    extras: 'rack',
    label: 'Lipa city bicycle',
  },
  {
    path: '/bikes/soca',
    name: 'Soča',
    price: 1790,
    line: 'Trekking',
    text: 'Disc brakes, a rack that takes 25 kg, and gears for Vršič with luggage. Comes with mudguards, because of the weather.',
    frame: '#2f6f8f',
    leather: '#2e2d29',
    bars: 'flat',
    extras: 'rack',
    label: 'Soča trekking bicycle',
  },
];

const PAGES: readonly Omit<ShopPage, 'status'>[] = [
  { path: '/', title: 'Bicycles from Ljubljana', kind: 'home', body: home() },
  { path: '/bikes', title: 'Bikes', kind: 'list', body: `<h1>Bikes</h1>${cards()}` },
  ...BIKES.map((bike) => ({ path: bike.path, title: bike.name, kind: 'product', body: product(bike) })),
  // One document for every step: the script moves between them with history.pushState.
  ...['/size', '/size/leg', '/size/result'].map((path) => ({
    path,
    title: 'Find your size',
    kind: 'size',
    body: size(),
  })),
  { path: '/service', title: 'Service', kind: 'text', body: service() },
  { path: '/journal', title: 'Journal', kind: 'text', body: journal() },
  { path: '/journal/white-roads', title: 'White roads of the Karst', kind: 'text', body: story() },
  { path: '/cart', title: 'Cart', kind: 'text', body: cart() },
];

export function pageAt(path: string): ShopPage {
  const page = PAGES.find((known) => known.path === path);
  if (page) return { ...page, status: 200 };
  const body = '<h1>Not here</h1><p>This page has ridden off. <a href="/bikes">Look at the bikes</a> instead.</p>';
  return { path, status: 404, title: 'Not here', kind: 'text', body };
}

function priceOf(bike: Product): string {
  return `€${bike.price.toLocaleString('en-GB')}.00`;
}

function cards(): string {
  return `<div class="cards">${BIKES.map(
    (bike) =>
      `<a class="card" href="${bike.path}"><span class="pic">${drawBike(bike)}</span><b>${bike.name}</b><span>${bike.line}</span><span class="num">${priceOf(bike)}</span></a>`,
  ).join('')}</div>`;
}

function home(): string {
  return `<section class="hero"><div><h1>Made to be ridden home.</h1><p>Steel bicycles, built to order in Ljubljana since 1987, and looked after for as long as you keep them.</p><a class="button" href="/bikes/bora-40">Meet the Bora 40</a></div><div class="pic">${drawBike(BIKES[0]!)}</div></section>
<h2>This season</h2>${cards()}
<section class="facts"><p><b>${BIKE_ARRIVES.slovenia} working days</b>from order to your door in Slovenia</p><p><b>${RETURN_DAYS} days</b>to change your mind</p><p><b>First check free</b>in our workshop on Trubarjeva</p></section>`;
}

function product(bike: Product): string {
  return `<div class="pics"><div class="pic">${drawBike(bike)}</div></div>
<div class="buy">
<p class="crumb"><a href="/bikes">Bikes</a> / ${bike.line}</p>
<h1>${bike.name}</h1>
<p class="price num">${priceOf(bike)}</p>
<p class="quiet">${bike.text}</p>
<p class="label"><span>Size</span><a href="/size">Find your size</a></p>
<div class="sizes">${SIZES.map(({ name }) => `<label><input type="radio" name="size" value="${name}"${name === 'M' ? ' checked' : ''}><span>${name}</span></label>`).join('')}</div>
<button class="button wide" type="button" data-add="${bike.name}" data-price="${bike.price}">Add to cart</button>
<ul class="ticks"><li>At your door in ${BIKE_ARRIVES.slovenia} working days in Slovenia</li><li>${RETURN_DAYS} days to change your mind</li><li>First check free in our workshop</li></ul>
</div>`;
}

function size(): string {
  return `<h1>Find your size</h1><p class="quiet">Three questions, no tape measure needed for the first one.</p><form data-size="${sizes()}" class="steps"></form>`;
}

/** For the script: the least height that is too much for a size. */
function sizes(): string {
  return SIZES.map(({ name, to }) => `${name}:${to ?? ''}`).join(' ');
}

function service(): string {
  return `<h1>Service</h1><p class="lead">Bring any bike, not just ours. Small repairs are done while you wait.</p>
<table><tr><th>Basic service</th><td>Brakes, gears, tyres, bolts</td><td class="num">${euro(PRICES.basicService)}</td></tr>
<tr><th>Full service</th><td>Everything apart, cleaned, greased, back together</td><td class="num">${euro(PRICES.fullService)}</td></tr>
<tr><th>E-bike service</th><td>The full one, with software and a battery report</td><td class="num">${euro(PRICES.ebikeService)}</td></tr>
<tr><th>Puncture</th><td>While you wait</td><td class="num">${euro(PRICES.puncture)}</td></tr></table>
<p>The first check of a bike bought from us, after ${FIRST_CHECK}, is free. Call in, or ask in the chat when the workshop has time.</p>`;
}

function journal(): string {
  return `<h1>Journal</h1>
<article><h2><a href="/journal/white-roads">White roads of the Karst</a></h2><p class="quiet">Sixty kilometres of gravel, three wells, one stubborn donkey. A Sunday with the Bora.</p></article>
<article><h2>Why we still build in steel</h2><p class="quiet">It bends before it breaks, and anyone with a torch can mend it.</p></article>
<article><h2>What a belt drive does to your trousers</h2><p class="quiet">Nothing. That is the point.</p></article>`;
}

function story(): string {
  return `<p class="crumb"><a href="/journal">Journal</a></p><h1>White roads of the Karst</h1>
<p class="lead">We left Štanjel at eight, when the stone was still cool.</p>
<p>The road to Kobjeglava is the colour of flour and about as loose. Forty-millimetre tyres at two and a half bar make it a pleasant argument rather than a fight. By the second well the bottles are empty; by the third you have learned to plan.</p>
<p>The donkey stands where the track narrows before Tomaj. It will not move for bells. It moves for apples.</p>
<p>Sixty-two kilometres, nine hundred metres up, terrano at the end. <a href="/bikes/bora-40">The Bora 40</a> came home the same colour as the road.</p>`;
}

function cart(): string {
  return `<h1>Cart</h1><div data-cart><p class="quiet">Nothing in it yet. <a href="/bikes">Look at the bikes</a>.</p></div>`;
}
