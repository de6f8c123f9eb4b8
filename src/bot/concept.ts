/**
 * Words that mean the same on most sites, in the six languages together, so that `how do I send it back` finds
 * "Returns" and a question in one language finds an article in another. Folded; `*` stands for any ending.
 * A few have a sign besides: what a text that answers them looks like, a price for `how much`.
 */
import { fold } from '#protocol/fold';
import { isSmallWord } from './language.ts';

/** Whole words, and beginnings of words. */
export interface WordList {
  words: Set<string>;
  starts: string[];
}

export interface Concept extends WordList {
  name: string;
  /** Words that name it in a question, but in an article don't answer one: Italy is no answer about Austria. */
  asked: WordList;
  /** Word sequences; other words may stand between (`send it back`). */
  phrases: string[][];
  sign?: RegExp;
  /** Its words as the knowledge is searched by them. */
  patterns: string[];
  /** The longer words of its phrases, to find what may hold one. */
  inPhrases: string[];
  /** The most that a word of it weighs: it says what kind of answer is asked for rather than about what. */
  cap: number;
}

const DAYS =
  `monday tuesday wednesday thursday friday saturday sunday ponedelj\\S* tor[ek]k\\S* sred\\S* četrt\\S* pet[ek]k\\S* sobot\\S* nedelj\\S*
  понеділ\\S* вівтор\\S* серед\\S* четвер\\S* п.ятниц\\S* субот\\S* неділ\\S* luned\\S* marted\\S* mercoled\\S* gioved\\S* venerd\\S* sabato domenica
  lunes martes mi[eé]rcoles jueves viernes s[aá]bados? domingos? poniedz\\S* wtor\\S* środ\\S* czwart\\S* pi[aą]t\\S* niedziel\\S*`
    .split(/\s+/)
    .join('|');

const CONCEPTS: Concept[] = [
  concept(
    'delivery',
    `deliver* delivry shipping shiping ship ships shipped shipment* dispatch* courier* postage send sends sending sent arriv*
     dostav* posilj* poslj* posiljanj* достав* відправ* надісл* надсил* consegn* spedi* envi* entreg* llegar llega dostaw* wysyl* wysl*`,
    'gets here, get here',
  ),
  concept('parcel', 'parcel* package* packet* paket* posiljk* посилк* pacco pacchi paquet* paczk* przesylk*', '', {
    cap: 0.4,
  }),
  concept(
    'return',
    'return* vrac* vrn* поверн* restitu* reso resi rend* devol* devuel* zwrot* zwroc* zwrac*',
    'send back, give back, bring back, take back, sending back',
  ),
  concept(
    'refund',
    'refund* reimburs* rimbors* reembols*',
    'money back, denar nazaj, vracilo denarja, гроші назад, devuelven dinero, zwrot pieniedzy, pieniadze zwracamy, поверну* гроші, повертаємо кошти, кошти поверта*',
  ),
  concept('money', 'money denar* гроші грош* кошти dinero soldi pieniad* pieniedz*'),
  concept('exchange', 'exchang* swap* zamenj* menjav* обмін* sostitu* cambi* wymian* wymien*'),
  concept('change', 'change* changing switch* modif* edit sprememb* spremen* змін* cambi* zmian* zmien*'),
  concept('warranty', 'warrant* guarant* garanc* jamstv* гарант* garanz* garant* gwaranc* rekojm*'),
  concept(
    'broken',
    `broken broke defect* fault* faulty pokvar* okvar* poskod* зламан* пошкодж* дефект* rotto rotta guast* difett* danneggi* roto rota averi*
     danad* zepsut* uszkodz* wada wady damag*`,
  ),
  concept(
    'open',
    `open opens opened opening close* closing hours odprt* odpir* odpr* zaprt* працю* графік* відчин* зачин* apert* aprit* apre aprite chius*
     orari* abren abre abris abrimos abiert* cerrad* cierr* horario* otwar* otwier* czynn* zamkn*`,
    'delovni cas, години роботи, business hours, godziny otwarcia, godziny pracy',
  ),
  concept(
    'price',
    `price* pricing cost costs costing fee fees expensive cheap* cena cene cen* stane stanejo strosk* цін* кошту* варт* вартіст* prezz* costo costi
     costa costano preci* cuest* coste* gastos koszt*`,
    'how much, koliko stane, quanto, cuanto, ile kosztuje',
    { sign: /[€$£¥₴₽]|\d\s?(?:eur|usd|zł|грн|円|kn|chf)(?![\p{L}])|円/iu, cap: 0.45 },
  ),
  concept(
    'free',
    'free gratis complimentary brezplac* zastonj безкоштовн* безплатн* gratuit* bezplatn* darmo*',
    'no cost, free of charge',
    {
      cap: 0.6,
    },
  ),
  concept(
    'pay',
    `pay pays paying paid payment* paymant placa* placi* placil* оплат* плати* платіж* сплат* pagare pagament* pagar pago pagos
     platnos* plac* zaplac*`,
  ),
  concept('cash', 'cash gotovin* готівк* contanti efectivo gotowk*'),
  concept('transfer', 'transfer* nakazil* predracun* переказ* bonifico transferencia przelew*'),
  concept(
    'instalment',
    'instalment* installment* monthly financing obrok* розстроч* rateizz* plazos cuotas raty rata ratach ratal*',
  ),
  concept('invoice', 'invoice* receipt* racun* рахун* накладн* fattur* factur* faktur*'),
  concept('cancel', 'cancel* preklic* odpoved* скасув* скасов* відмін* annull* disd* anul* odwol* rezygn*'),
  concept('order', 'order* orderd purchase* naroc* замовл* ordin* pedid* zamow*'),
  concept(
    'track',
    'track* sledenj* sledi* відстеж* tracciat* rastre* seguimiento sledz* status',
    'where is order, where is parcel, where is package, kje je narocilo, де замовлення, dove ordine, donde pedido, gdzie zamowienie',
  ),
  concept('phone', 'phone* telephone* call calling telefon* klic* телефон* дзвон* подзвон* chiam* llam* zadzwon*'),
  concept('email', 'email* mail* emails e-mail* e-posta* correo poczt* пошт*'),
  concept('address', 'address* adress location located directions naslov* адрес* indirizz* direccion* adres*', '', {
    cap: 0.7,
  }),
  concept(
    'where',
    `where wheres kje де dove dov donde gdzie address* adress location located directions naslov* адрес* indirizz* direccion* adres*`,
    'getting here, get to you, get there, find us, how to find, najdete nas, estamos en, siamo in, найти нас, знайти нас',
    {
      sign: /\b(?:street|road|avenue|cest[ai]|ulic[ai]|calle)\b|вул\.|ul\. |\bvia [A-Z]|徒歩/iu,
      cap: 0.3,
    },
  ),
  concept(
    'when',
    'when kdaj коли quando cuando kiedy',
    'what time, ob kateri uri, a che ora, a que hora, o ktorej, w jakich godzinach, о котрій',
    {
      sign: new RegExp(
        `\\d{1,2}[:.]\\d{2}|\\d ?(?:am|pm)\\b|\\d\\. ure|within \\d|(?<!\\p{L})(?:${DAYS})(?!\\p{L})|\\d+.{0,12}(?:days?|dn[ieí]|dneh|днів|giorni|días)(?!\\p{L})`,
        'iu',
      ),
      cap: 0.25,
    },
  ),
  concept(
    'duration',
    '',
    'how long, how many days, how many years, how many months, how quick, how fast, kako dolgo, koliko casa, koliko dneh, як довго, скільки часу, скільки днів, quanto tempo, quanto ci vuole, quanti giorni, cuanto tarda, cuantos dias, cuanto tiempo, ile trwa, jak dlugo, ile dni, ile mam dni',
    {
      sign: /(?:\d|one|two|three|four|five|seven|half)\S*.{0,14}(?:days?|hours?|weeks?|months?|minutes?|years?|dn[ieí]|dneh|dan|ur[ei]?|tedn\S*|mesec\S*|let[ia]?|годин\S*|дн[іяів]+|тижн\S*|місяц\S*|рок\S*|giorn\S*|or[ae]|settiman\S*|mes[ei]s?|ann[io]|d[ií]as?|horas?|semanas?|años?|godzin\S*|tygodni\S*|miesi\S*|lat[a]?|rok\S*)(?!\p{L})/iu,
      cap: 0.3,
    },
  ),
  concept('size', 'size* sizing velikost* розмір* taglia taglie misura misure talla* rozmiar*'),
  concept('fit', 'fit fits fitting ustreza* pasuj* підход*', 'too small, too big, too large, wrong size'),
  concept(
    'repair',
    'repair* fix fixes fixed fixing mend popravi* servis* ремонт* полагод* ripar* repar* arregl* napraw* serwis*',
  ),
  concept('book', 'book booking booked reserv* appointment* rezerv* termin* брон* запис* prenot* cita rezerw*'),
  concept(
    'child',
    'child* kid* toddler* baby babies otrok* otros* otroc* дит* діт* bambin* nino ninos nina ninas dzieci* dzieck*',
  ),
  concept(
    'try',
    'try trying tries tried test testing preizku* спроб* provare prova proviamo provar* probar prueba sprob* wyprob* przymierz*',
    'testride, test ride, trial',
  ),
  concept('shop', 'shop* store stores trgovin* poslovaln* магазин* negozi* tienda* sklep*', '', { cap: 0.1 }),
  concept('account', 'password* geslo gesla prijav* парол* contrasen* hasl* login accesso logow*', 'log in, sign in'),
  concept(
    'rent',
    'rent* renting hire lend* borrow* izposoj* najem* оренд* прокат* nolegg* affitt* alquil* wypozycz* wynaj*',
  ),
  concept('missing', 'missing lost manjka* brakuj* відсутн* mancant* falta* zgub*'),
  concept('pet', 'pet pets animal* zival* тварин* animali mascota* zwierz*'),
  concept('internet', 'internet* wifi wlan інтернет*'),
  concept(
    'leave',
    'leave* leaving depart* departure odhod* виїзд* partenza salida wyjazd*',
    'check-out, check out, checkout',
  ),
  concept('arrival', 'check-in checkin arriv* prihod* заїзд* arrivo llegada przyjazd*', 'check in'),
  concept('luggage', 'luggage baggage bag bags suitcase* prtljag* багаж* bagagl* valigi* equipaje maleta* bagaz*'),
  concept(
    'card',
    'card cards visa mastercard credit debit kartic* картк* carta carte tarjet* karta karty karte kart',
    '',
    { cap: 0.7 },
  ),
  concept(
    'distance',
    'range distance',
    'how far, kako dalec, як далеко, quanto dista, quanto lontano, a que distancia, jak daleko',
    {
      sign: /\d ?(?:km|miles?|m|metres?|meters?|minut\S*|хв\S*)(?!\p{L})|minutes on foot/iu,
      cap: 0.3,
    },
  ),
  concept('speed', 'speed*', 'how fast', { sign: /km\/h|mph/i, cap: 0.6 }),
  concept('mistake', 'mistake* error* correct* napak* помилк* errore errori sbagli* equivoc* blad* bledn*'),
  concept('colour', 'color* colour* barv* колір кольор* kolor*'),
  concept('tyre', 'tire tires tyre tyres gum* pnevmatik* шин* pneumatic* neumatic* opon*'),
  concept('uk', 'uk britain england scotland', 'united kingdom'),
  concept('bike', 'bike* bicycle* cycle kolo kolesa koles* велосипед* bici bicicl* rower*'),
  concept('abroad', '', '', {
    asked: `austria* avstrij* австрі* german* nemcij* німеччин* italy italij* італі* croatia* hrvask* хорваті* hungar* madzar* угорщин* france francij*
      франці* spain spanij* іспані* poland poljsk* польщ* czech* cesk* чехі* slovak* словач* netherlands nizozem* нідерланд* belgi* бельгі* ireland irsk*
      ірланді* portugal* denmark sweden finland greece romania bulgaria germania austria ungheria francia spagna polonia croazia alemania italia
      niemc* niemiec austrii wloch* wlochy francji hiszpan* chorwac* abroad overseas international* internationally worldwide tujin* кордон* estero extranjero
      zagranic*`,
    sign: /\bEU\b|\bUE\b|European Union|Evropsk\S+ unij|ЄС(?!\p{L})|Європейськ\S+ Союз|Unione europea|Unión Europea|Unii Europejskiej|worldwide|internationally|abroad|(?:other|all) countries|druge države/iu,
  }),
];

const PHRASES = CONCEPTS.flatMap((concept) => concept.phrases.map((phrase) => ({ concept, phrase }))).sort(
  (a, b) => b.phrase.length - a.phrase.length,
);

/** The phrases in a text and where their words stand, longer ones before shorter; no word is in two. */
export function phrasesIn(words: string[]): { concept: Concept; at: number[] }[] {
  const taken = new Set<number>();
  const found: { concept: Concept; at: number[] }[] = [];
  for (const { concept, phrase } of PHRASES) {
    const at = phraseAt(words, phrase);
    if (at.length === 0 || at.some((i) => taken.has(i))) continue;
    for (const i of at) taken.add(i);
    found.push({ concept, at });
  }
  return found;
}

/** What a word of a question may mean. */
export function conceptsOf(word: string): Concept[] {
  return CONCEPTS.filter((concept) => names(concept, word) || names(concept.asked, word));
}

/** Whether one word, as the index or a question holds it, names the concept. */
export function names(concept: WordList, word: string): boolean {
  return concept.words.has(word) || concept.starts.some((start) => word.startsWith(start));
}

/** The places of a phrase's words, at most two others between each; none if it isn't there. */
export function phraseAt(words: string[], phrase: string[]): number[] {
  const [first, ...rest] = phrase;
  for (const [i, word] of words.entries()) {
    if (!fits(first!, word)) continue;
    const places = [i];
    for (const part of rest) {
      const from = places.at(-1)! + 1;
      const next = words.slice(from, from + 3).findIndex((each) => fits(part, each));
      if (next < 0) break;
      places.push(from + next);
    }
    if (places.length === phrase.length) return places;
  }
  return [];
}

function fits(pattern: string, word: string): boolean {
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

function concept(
  name: string,
  words: string,
  phrases = '',
  more: { sign?: RegExp; cap?: number; asked?: string } = {},
): Concept {
  return {
    name,
    ...list(words),
    asked: list(more.asked ?? ''),
    phrases: phrases === '' ? [] : phrases.split(', ').map((phrase) => fold(phrase).split(' ')),
    patterns: patternsOf(list(words)),
    inPhrases: fold(phrases).match(/\p{L}{4,}(?![*\p{L}])/gu) ?? [],
    cap: more.cap ?? 1,
    ...(more.sign === undefined ? {} : { sign: more.sign }),
  };
}

function patternsOf({ words, starts }: WordList): string[] {
  return [...words, ...starts.map((start) => `${start}*`)].filter(
    (word) => word.length > 2 && !isSmallWord(word, null),
  );
}

function list(words: string): WordList {
  const all = fold(words).split(/\s+/);
  return {
    words: new Set(all.filter((word) => word !== '' && !word.endsWith('*'))),
    starts: all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)),
  };
}
