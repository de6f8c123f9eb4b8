/**
 * Which of the six languages a visitor writes, told from the alphabet and the small words; and those small words,
 * which say nothing about what is asked. Cheap: one look at each word.
 */
import { wordsOf } from '#core/word';
import { fold } from '#protocol/fold';
import { LANGUAGES, type Language } from './words.ts';

/** Folded, as `wordsOf` gives them. Words of asking, politeness and chat are among them. */
const SMALL_WORDS: Record<Language, Set<string>> = {
  en: set(`a an the and or but if then so than as at by for from in into of off on onto out over to up with within without about
    i me my mine we us our ours you u ur your yours he him his she her it its they them their this that these those there here
    am is are was were be been being r do does did doing done dont doesnt didnt have has had having havent hasnt can cant could
    couldnt will wont would wouldnt shall should may might must im ive id ill youre theyre its thats whats hows wheres whens theres
    what which who whom whose when where why how not no yes any some all every each other another else such only just also too very
    really still already yet ever never again now soon please pls plz bye goodbye thanks thank thx hi hello hey dear ok okay well
    want wanna need like wish know tell say said explain wondering wonder ask asking question questions info information details help
    possible able allowed get gets getting got give gives let lets make makes made sure thing things something anything someone somebody
    anyone go going goes come comes take takes taking think see look looking find work works working way case much many lot more most
    do offer offers offering sell sells provide have sir madam good morning afternoon evening bit kind mean means happen happens
    happened because since while during before after until till even policy use uses used using am pm myself yourself ourselves thing ones one
    actually currently maybe perhaps hoping hope supposed both own same per via im gonna gotta two`),
  sl: set(`a ali in pa ter da ce ker ko kot ki kje kdaj kako koliko kaj kdo kateri katera katero katere kaksen kaksna kaksno zakaj
    je sem si smo ste so sta bi bo bom bos bomo boste bodo biti bil bila bilo bili ni nisem nimam nimate imam imate ima imajo imeti
    lahko moram morate mora moramo zelim zelite hocem rad rada prosim hvala nasvidenje adijo lep lepa najlepsa zivjo pozdravljeni dober dan zdravo me mi mene meni moj
    moja moje moji mojo vas vam vi vase vas vasa vaso va jaz ti nas nam to ta te tega temu tem tisti tam tu sem na v za z s iz od do po pri
    o ob se si ga jo jih mu ji kar kam kateri vse vsi ves ze se samo tudi zelo bolj nazaj naj ne da ja kaksne mozno mogoce vprasanje
    zanima vem veste povejte povem pomoc ponujate prodajate nudite iscem dobim dobiti prisel prisla traja dolgo potem torej no ok
    cez med brez lahk kok kej mate rabim potrebujem koliksna`),
  uk: set(`а або і й та але чи що як коли де хто який яка яке які скільки чому для до з зі із від у в на по при про за через після під
    над без між це цей ця ці той та те ті там тут я ми ви він вона воно вони мені мене мій моя моє мої вам вас ваш ваша ваше ваші
    нас нам наш у себе є був була було були бути буде будуть не ні так можна можу можете може треба потрібно хочу хочете хотів
    хотіла маю маєте має мати дуже ще вже тільки лише також теж будь ласка дякую привіт вітаю добрий день доброго дня побачення скажіть
    підкажіть питання цікавить знаю знаєте якщо щоб бо коштує довго йде іде продаєте пропонуєте є-у яким якої умови які-небудь`),
  it: set(`a ad al allo alla ai agli alle di d del dello della dei degli delle dell da dal dallo dalla in nel nello nella nei nelle
    su sul sulla con per tra fra e ed o ma se che chi cui come dove quando quanto quanta quanti quante quale quali perche cosa cose
    il lo la i gli le l un uno una mio mia miei mie tuo tua vostro vostra vostri nostro suo sua io tu lui lei noi voi loro mi ti si
    ci vi ne questo questa questi quello quella li qui c ce e sono sei siamo siete era ero essere stato ho hai ha abbiamo avete
    hanno avere avuto posso puoi puo possiamo potete possono potrei vorrei voglio vuole devo deve dovrei fa fare fate faccio non no si anche
    ancora gia solo molto piu meno poi ora grazie mille arrivederci ciao buongiorno salve prego favore perfavore sapere domanda informazioni aiuto
    vendete offrite funziona dove-si dov cos quant com all`),
  es: set(`a al de del en con por para sin sobre entre desde hasta y e o u pero si que quien como donde cuando cuanto cuanta cuantos
    cuantas cual cuales porque el la los las lo un una unos unas mi mis tu tus su sus vuestro vuestra nuestro yo usted ustedes
    nosotros vosotros me te se nos os le les esto esta este eso esa ese estos estas ahi aqui alli es son soy eres somos sois era
    ser estar estoy esta estan estamos he has ha hemos habeis han hay haber tengo tienes tiene tenemos teneis tienen puedo puedes
    puede podemos podeis pueden podria quiero quieres quiere quisiera querria debo debe hace hacer hago haceis no tambien solo muy
    mas menos ya todavia ahora gracias adios luego muchas hola buenos buenas dias tardes favor saber pregunta informacion ayuda venden vendes vendeis
    ofrecen ofreceis tal humano humana`),
  pl: set(`a i oraz lub albo ale ze zeby czy co jak kiedy gdzie kto ktory ktora ktore jaki jaka jakie jakich jakim ile dlaczego po na w we
    z ze do od dla przy przez za o u pod nad bez przed to ten ta te tego tej tych tam tu ja my wy on ona ono oni mi mnie moj moja moje moich
    was wam wasz wasza wasze nas nam nasz pan pani panstwo panstwa jest sa jestes jestem jestescie jestesmy byc byl byla bylo byly bede bedzie nie tak
    mozna moge mozesz mozecie moze musze trzeba chce chcialbym chcialabym mam masz macie ma maja miec bardzo juz jeszcze tylko tez
    takze prosze dziekuje widzenia dzieki czesc witam dzien dobry pytanie wiedziec informacje pomoc jesli sie siebie sprzedajecie oferujecie dostane
    wiem wiecie`),
};

const LIGHT_WORDS =
  set(`today tomorrow yesterday last next week month year number numbers option options method methods way ways kinds type types
  near nearby close-by somewhere elsewhere else new other others another different user users person people guest guests customer customers
  max maximum minimum good best nice buy buys buying bought bring brings home house wrong right problem day days time times place
  add adding added set setup turn turning enable enabled disable activate create creating make making write writing start stop support supported
  supports include included includes including version access automatic automatically often later early apply check show choose select pick
  prepare require required available exist exists accept accepted receive received enter able special currently yearly extra full main
  wear put keep bit small big large long short old quick quickly fast online website page site app
  seem feel become begin talk turn hear play run move live believe hold happen sit stand lose meet continue learn lead understand watch follow
  speak read allow spend grow walk win remember love consider appear wait serve stay fall cut reach remain expect build stuff
  high great young different little important real sure low early late hard better strong possible whole true easy clear certain difficult likely
  single current past common similar ready simple general various entire close final huge popular already
  man woman friend friends family wife husband son daughter boy girl mother father parents partner
  moz zena sin hci prijatelj prijateljica fant punca дружина чоловік син дочка друг подруга moglie marito figlio figlia amico amica
  mujer marido esposa hijo hija amigo amiga maz zona syn corka przyjaciel
  danes jutri nov nova novo nove drug drugi druga drugo drugacen stevilka stevilko nacin nacini nacine vrsta dan dni cas kupil kupila kupiti dodati dodam nastaviti nastavim vklopiti izklopiti ustvariti ustvarim podpirate vkljuceno uporabiti uporabim narediti
  сьогодні завтра новий нова нове інший інша інше інші номер спосіб способи день дні час купив купила купити додати створити увімкнути вимкнути налаштувати підтримуєте включено зробити
  oggi domani nuovo nuova altro altra altri numero modo modi metodo metodi tipo giorno giorni comprato comprare cosa aggiungere creare attivare disattivare impostare supportate incluso inclusa
  hoy manana nuevo nueva otro otra otros numero forma formas modo metodo metodos tipo dia comprado comprar anadir crear activar desactivar configurar incluido incluida
  dzis jutro nowy nowa nowe inny inna inne numer metoda metody sposob sposoby rodzaj dzien dni kupilem kupilam kupic dodac utworzyc wlaczyc wylaczyc ustawic obsluguje obslugujecie zawiera`);

/** What only one of the six languages writes. */
const LETTERS: [RegExp, Language][] = [
  [/[ąęłśćźżń]/i, 'pl'],
  [/[ñ¿¡áíú]/i, 'es'],
  [/[čšž]/i, 'sl'],
  [/[èìòù]|(?<!\p{L})(?:l|d|c|un|dov|com|quant|dell|all|nell|sull)['’]\p{L}/iu, 'it'],
];
/** Letters of none of the six. Who writes them is told by no word that two languages share: Portuguese is no Spanish. */
const OTHERS = /[ãõçâêôûäëïöüßåøæыэъё]/i;
/** Addresses: their parts are no words of a language. */
const ADDRESS = /\S*(?:\/\/|@|\w\.\w)\S*/g;
/** How many small words more an article must have of its language than of any other. */
const SURE_WORDS = 3;

/** Whether a word is part of the matter but seldom what it turns on: `a new battery`, `phone number`, `last year`. */
export function isLightWord(word: string): boolean {
  return LIGHT_WORDS.has(word);
}

/** The language of the newest text that shows one, else that of the visit; English if neither does. */
export function languageOf(newestFirst: string[], visit: Language | null): Language {
  for (const text of newestFirst) {
    const language = toldBy(text);
    if (language !== null) return language;
  }
  return visit ?? 'en';
}

/** The bot's language for a tag such as `sl` or `en-GB`. */
export function spoken(tag: string): Language | null {
  return LANGUAGES.find((language) => language === tag.slice(0, 2).toLowerCase()) ?? null;
}

/** Whether a word says nothing about the matter. Where the language is not known, any language's small words do. */
export function isSmallWord(word: string, language: Language | null): boolean {
  if (language !== null) return SMALL_WORDS[language].has(word);
  return LANGUAGES.some((each) => SMALL_WORDS[each].has(word));
}

/** The language that a visitor's text shows by itself, or null: a word that two languages share, a size or a name shows none. */
export function toldBy(text: string): Language | null {
  const { best, score, next, words } = scoresOf(text);
  // One small word among many is a coincidence: Swedish has a "ni" too.
  return score > next && (score > 1 || words <= 3) ? best : null;
}

/** The language that an article is surely written in, or null. */
export function writtenIn(text: string): Language | null {
  const { best, score, next } = scoresOf(text);
  return score >= next + SURE_WORDS && score >= 2 * next ? best : null;
}

function scoresOf(text: string): { best: Language; score: number; next: number; words: number } {
  const bare = text.replace(ADDRESS, ' ');
  // Single letters are sizes and models as often.
  const words = wordsOf(bare)
    .slice(0, 60)
    .filter((word) => word.length > 1 || /\p{sc=Cyrillic}/u.test(word));
  const scores = LANGUAGES.map((language) => {
    const small = words.filter((word) => SMALL_WORDS[language].has(word)).length;
    return {
      language,
      score: small + (LETTERS.some(([letters, of]) => of === language && letters.test(bare)) ? 2 : 0),
    };
  }).sort((a, b) => b.score - a.score);
  const cyrillic = /\p{sc=Cyrillic}/u.test(bare);
  const other = OTHERS.test(bare) ? 2 : 0;
  if (cyrillic) return { best: 'uk', score: other ? 0 : 9, next: 0, words: words.length };
  const [first, second] = scores as [(typeof scores)[0], (typeof scores)[0]];
  return { best: first.language, score: first.score, next: Math.max(second.score, other), words: words.length };
}

function set(words: string): Set<string> {
  return new Set(fold(words).split(/\s+/));
}
