/**
 * Words that say what a number near them is, in the languages the product speaks. The last one before a number counts, so that
 * "call me about order 12345678" holds no phone number.
 */
import { flatten, isLetter } from './text.ts';

/** `until` is said of much, and of a card only where there is one. */
export type CueKind = 'phone' | 'other' | 'card' | 'code' | 'expiry' | 'until' | 'ssn';

export interface Cue {
  kind: CueKind;
  start: number;
  end: number;
}

/** The cues of a text, looked for once, when somebody asks: most texts hold no number that they could say anything of. */
export interface Cues {
  readonly all: readonly Cue[];
}

export function cuesIn(text: string): Cues {
  let found: readonly Cue[] | undefined;
  return {
    get all() {
      found ??= cuesOf(text);
      return found;
    },
  };
}

/** The cues in a flat text, in order. */
function cuesOf(text: string): Cue[] {
  const cues: Cue[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!isLetter(text, at)) continue;
    const cue = cueAt(text, at);
    if (cue) cues.push(cue);
    if (cue) at = cue.end - 1;
    while (isLetter(text, at + 1)) at++;
  }
  return cues;
}

/** Whether the text may hold a word for a card's code. */
export function mayNameCode(text: string): boolean {
  return ANY_CODE.test(text);
}

/** The last cue of one of the `kinds` that ends at most `reach` characters before `at`. */
export function cueBefore(cues: readonly Cue[], at: number, reach: number, kinds: readonly CueKind[]): Cue | null {
  for (let i = firstAfter(cues, at) - 1; i >= 0; i--) {
    const cue = cues[i]!;
    if (cue.end < at - reach) return null;
    if (cue.end <= at && kinds.includes(cue.kind)) return cue;
  }
  return null;
}

/** The first cue that begins at most `reach` characters after `at`. */
export function cueAfter(cues: readonly Cue[], at: number, reach: number): Cue | null {
  const cue = cues[firstAfter(cues, at)];
  return cue && cue.start <= at + reach ? cue : null;
}

/** Whether the letters that end at `at` are such a word: `visa4111…`. */
export function endsCue(text: string, cues: readonly Cue[], at: number, kinds: readonly CueKind[]): boolean {
  const cue = cueBefore(cues, at, GLUED_CHARS, kinds);
  if (!cue) return false;
  for (let i = cue.end; i < at; i++) if (!isLetter(text, i)) return false;
  return true;
}

/** Ends of words that are cues by their beginnings. */
const GLUED_CHARS = 8;

/** The index of the first cue that begins at `at` or later. */
function firstAfter(cues: readonly Cue[], at: number): number {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The longest phrase that begins there. */
function cueAt(text: string, start: number): Cue | null {
  let longest: Cue | null = null;
  const phrases = PHRASES.get(keyOf(text, start));
  if (!phrases) return null;
  for (const { phrase, kind, whole } of phrases) {
    if (!text.startsWith(phrase, start)) continue;
    const end = start + phrase.length;
    if (whole && isLetter(text, end)) continue;
    if (!longest || end > longest.end) longest = { kind, start, end };
  }
  return longest;
}

/** Beginnings of words, or whole ones where a `|` follows. */
const WORDS: Record<CueKind, string> = {
  phone:
    'phone, ph., ph:, telephone, tel|, telefon, mobile, mobil, mob|, cell|, cellphone, cell phone, call|, call me, callback, call back, ring me, ' +
    'text me, sms|, whatsapp, viber, telegram, signal|, fax, contact, reach me, reach us, my number, our number, your number, his number, ' +
    'her number, this number, number is my, gsm, hotline, helpline, landline, wa.me/, ' +
    'mobitel, mobi|, poklič, pokliči, pokličite, kličite, pokličete, kličem, moja številka, moji številki, svojo številko, mojo številko, ' +
    'to številko, tej številki, dosegljiv, stacionarn, ' +
    'cellulare, chiamat, chiamam, chiami, chiamare, recapito, mio numero, questo numero, al numero, contattat, ' +
    'teléfono, tfno, tlf, móvil, celular, llám, llama, mi número, este número, al número, contacta, ' +
    'komórk, kom., zadzwo, dzwoni, mój numer, moj numer, ten numer, pod numer, mojego numeru, kontakt, ' +
    'телефон, тел|, моб|, мобільн, дзвон, подзвон, зателефон, передзвон, набер, вайбер, мій номер, цей номер, мого номер, за номером, контакт',
  other:
    'order, invoice, tracking, track|, parcel, package, shipment, ticket, reference, ref|, serial, sku|, item, article, product, model, ' +
    'zip|, postcode, postal, account, booking, reservation, id|, imei, ean|, isbn, gtin, upc|, vin|, barcode, code, version, case|, claim, ' +
    'policy, vat|, coordinates, lat|, lon|, lng|, gps|, timestamp, price, cost, total, amount, licence, license, batch, lot|, part number, ' +
    'size|, sizes|, dimension, measures, measurements, iso|, asin, awb, dhl|, ups|, fedex, usps, po|, uuid, transaction, payment, customer number, member, gift card, voucher, coupon, ' +
    'naročil, račun, pošiljk, sledenj, paket, artik, šifra, izdelek, koda, kodo, davčn, id za ddv, ddv|, emšo, matičn, cena, znesek, zaporedn, serijsk, faktur, ' +
    'mere|, dimenzij, velikost, dimensioni, misure, taglia, medidas, dimensiones, talla, wymiar, rozmiar, розмір, габарит, ' +
    'ordine, fattura, spedizione, pacco, articolo, codice, prezzo, partita iva, p. iva, p.iva, p iva, piva|, iva|, cod. fisc, c.f., totale, importo, ' +
    'pratica, tracciamento, prodotto, ' +
    'pedido, factura, envío, seguimiento, paquete, artículo, código, referencia, precio, importe, albarán, producto, nif|, cif|, nie|, dni|, ' +
    'zamówieni, przesyłk, paczk, nip|, regon, pesel, krs|, produkt, kod|, kodu|, cena, kwota, konto, rachun, ' +
    'bestell, rechnung, artikelnummer, steuernummer, ust-id, ustid, oib|, tax id, taxid, ein|, commande, facture, colis, siret, siren|, tva|, ' +
    'іпн|, єдрпоу, рнокпп, замовлен, рахун, накладн, посилк, ттн|, код|, коду|, артикул, товар, ціна, сума, чек|, серійн, трек',
  card:
    'card|, cards, cardnumber, creditcard, debit, credit, visa, mastercard, amex, american express, maestro, discover, diners, unionpay, ' +
    'jcb|, pan|, kartic, carta|, tarjeta, kart, kredit, карт',
  code:
    'cvv, cvc, cvn|, csc|, security code, card code, verification value, varnostna kod, varnostno kod, codice di sicurezza, ' +
    'código de seguridad, kod zabezpiecz, kod bezpiecz, код безпеки',
  expiry:
    'exp|, expir, expdate, valid thru, valid until, good thru, velja do, veljavn, scad, cad|, caduc, vence, venc|, ważn, wazn, ' +
    'термін, дійсн, діє до',
  until: 'until|, till|, thru|, through|, to|, do|, fino a|, fino al|, al|, a|, hasta|, hasta el|, bis|, до|, по|',
  ssn: 'ssn, social security, social sec|, soc sec, ss#, ss number, social #, my social, social is, itin|, taxpayer id',
};

interface Phrase {
  phrase: string;
  kind: CueKind;
  whole: boolean;
}

/** By their first two letters. */
const PHRASES = new Map<number, Phrase[]>();
for (const [kind, words] of Object.entries(WORDS) as [CueKind, string][]) {
  for (const word of words.split(', ')) {
    const phrase = flatten(word.replace('|', '')).text;
    const key = keyOf(phrase, 0);
    PHRASES.set(key, [...(PHRASES.get(key) ?? []), { phrase, kind, whole: word.endsWith('|') }]);
  }
}

function keyOf(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

const ANY_CODE = new RegExp(
  [...PHRASES.values()]
    .flat()
    .filter(({ kind }) => kind === 'code')
    .map(({ phrase }) => phrase)
    .join('|'),
);
