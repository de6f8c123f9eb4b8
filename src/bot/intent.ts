/**
 * What a message wants when it asks nothing that articles could answer: a greeting, thanks, who is speaking, a person.
 * A message that also asks something is none of these, except the wish for a person, which always counts.
 */
import { wordsOf } from '#core/word';
import { fold } from '#protocol/fold';
import { isSmallWord } from './language.ts';

export type Intent = 'greeting' | 'thanks' | 'goodbye' | 'fine' | 'yes' | 'identity' | 'ask' | 'person' | 'unclear';

/** The intent of a message, or null: it is a question. */
export function intentOf(text: string): Intent | null {
  const words = wordsOf(text);
  if (words.length === 0) return 'unclear';
  if (asksWhoSpeaks(words)) return 'identity';
  if (asksForPerson(text)) return 'person';
  if (words.length > 8) return null;
  const rest = words.filter((word) => !isSmallWord(word, null));
  for (const [intent, signs] of CHAT) {
    const chat = (word: string) => signs.has(word) || FILLERS.has(word) || (intent === 'greeting' && PERSON.has(word));
    if (words.some((word) => signs.has(word)) && rest.every(chat)) return intent;
  }
  if (rest.every((word) => ASKS.has(word)) && words.some((word) => ASKS.has(word))) return 'ask';
  return null;
}

/** Whether the visitor asks for a person, in any of the six languages. */
export function asksForPerson(text: string): boolean {
  const words = wordsOf(text).slice(0, 60);
  const people = words.flatMap((word, i) => (PERSON.has(word) ? [i] : []));
  const somebody = words.flatMap((word, i) => (SOMEBODY.has(word) ? [i] : []));
  const robot = words.some((word) => ROBOT.has(word));
  const nothingElse = words.every(
    (word) =>
      PERSON.has(word) ||
      REAL.has(word) ||
      ROBOT.has(word) ||
      WISH.has(word) ||
      FILLERS.has(word) ||
      reaches(word) ||
      isSmallWord(word, null),
  );
  for (const [i, word] of words.entries()) {
    const after = (at: number) => at > i && at - i <= 5;
    // `talk to a person about my order` is clear; `I need a person` only if nothing else is asked: `… to sign for it`.
    if (reaches(word) && (people.some(after) || (somebody.some(after) && !word.startsWith('transfer')))) return true;
    if (WISH.has(word) && nothingElse && people.some(after)) return true;
    if (NOT.has(word) && nothingElse && robot) return true;
  }
  // `human please`, `agent!`; whoever greets one (`hello agent`) takes the bot for it.
  const greets = words.some((word) => GREETINGS.has(word));
  return people.length > 0 && nothingElse && words.length <= 6 && !greets;
}

/** `are you a robot?`, `am I talking to a person?`, `who are you?`; not `I don't want a robot`, `can I talk to a person?` */
function asksWhoSpeaks(words: string[]): boolean {
  if (words.length > 10) return false;
  if (WHO_ARE_YOU.has(words.join(' '))) return true;
  const robot = words.some((word) => ROBOT.has(word));
  const named = robot || words.some((word) => PERSON.has(word) || REAL.has(word));
  const nothingElse = words.every(
    (word) => ROBOT.has(word) || PERSON.has(word) || REAL.has(word) || reaches(word) || isSmallWord(word, null),
  );
  if (!nothingElse || !named || words.some((word) => MAY.has(word) || NOT.has(word))) return false;
  return ASKING.has(words[0]!) || (robot && !words.some((word) => WISH.has(word) || reaches(word)));
}

function reaches(word: string): boolean {
  return REACH.some((start) => word.startsWith(start));
}

/** Words parted by spaces; within a phrase `joint` stands for the hyphen. */
function set(words: string, joint = '-'): Set<string> {
  return new Set(
    fold(words)
      .split(/\s+/)
      .map((word) => word.replaceAll('-', joint)),
  );
}

const PERSON = set(`human humans person agent agents operator operators representative advisor adviser consultant
  clovek clovekom cloveka operater operaterja operaterjem oseba osebo agentom agenta osebe zaposlenim svetovalec svetovalcem
  людина людиною людину оператор оператором оператора менеджер менеджером менеджера консультант консультантом консультанта
  persona umano umana operatore operatrice consulente agente humano humana operador operadora asesor
  czlowiek czlowiekiem czlowieka konsultant konsultantem konsultanta osoba pracownikiem`);
const SOMEBODY = set('someone somebody nekom nekoga kims kimkolwiek qualcuno alguien кимось кимсь');
/** Beginnings of the verbs for getting through to somebody. */
const REACH = fold(
  `talk speak chat connect transfer reach govor pogovor povez поговор говор спілку зєднай звяж переключ parla contatt passa hablar hablo
   contact comunic pasame rozmaw porozmaw polacz kontakt passi`,
).split(/\s+/);
const WISH =
  set(`want need get give like prefer zelim hocem rabim potrebujem bi poklicite хочу потрібен потрібна потрібно треба дайте покличте
  voglio vorrei serve quiero necesito quisiera chce potrzebuje poprosze prosze daj`);
const ROBOT =
  set(`robot robots robota roboti robotom chatbot chatbota chatbotem bot bota botem boti botom робот робота роботом чатбот бот бота
  ботом ai gpt chatgpt umetna inteligenca штучний інтелект ші intelligenza artificiale inteligencia artificial sztuczna`);
const REAL = set(
  'real live zivo zive zivim pravi prava pravim resnicen справжня справжній живою жива живий живим vera vero reale prawdziwy prawdziwa prawdziwym',
);
const NOT = set('no not dont without ne brez не без non senza sin nie bez');
const MAY = set('can could may lahko можу можна могу posso puedo moge mozna');
/** Words that begin a question about the one who speaks; `can` and `I want` begin others. */
const ASKING = set('am are is r ali ste si sem чи ви ти це я sei e sto parlo eres es estoy hablo czy jestes rozmawiam');
const WHO_ARE_YOU = set(
  'who-are-you who-r-u what-are-you who-is-this kdo-si kdo-ste хто-ти хто-ви chi-sei quien-eres kim-jestes',
  ' ',
);
const ASKS =
  set(`help question questions pomoc pomagate vprasanje допоможіть допомога допомогти питання запитання aiuto aiutarmi domanda
  ayuda ayudarme pregunta pomocy pomoze pytanie`);
const FILLERS = set(
  'please pls now directly live support there again very much so a lot great super perfect cool bye team day nice everyone guys lepa najlepsa lep muchas mil molte bardzo wielkie дуже велике за all',
);

const GREETINGS =
  set(`hi hello hey heya hiya yo greetings good morning afternoon evening zivjo zdravo pozdravljeni pozdravljen dober dan dobro jutro vecer hej
      привіт вітаю добрий доброго день дня ранок вечір вітання ciao salve buongiorno buonasera hola buenos buenas dias tardes noches
      czesc witam dzien dobry witaj hejka siema hallo`);

const CHAT: [Intent, Set<string>][] = [
  [
    'goodbye',
    set(
      `bye goodbye cya ciao-ciao nasvidenje adijo srecno лобачення побачення бувайте arrivederci adios chao luego widzenia pa-pa`,
    ),
  ],
  [
    'thanks',
    set(
      `thanks thank thx ty cheers appreciated hvala dekuji дякую дякую-вам спасибі grazie gracias dziekuje dzieki dzieki-wielkie`,
    ),
  ],
  ['greeting', GREETINGS],
  ['yes', set(`yes yeah yep sure yup ja seveda так авжеж si sì certo claro tak jasne`)],
  [
    'fine',
    set(
      `ok okay k fine great good super perfect cool nice got-it understood no nope nothing velja vredu prav добре гаразд зрозуміло ні bene perfetto capito vale perfecto entendido dobrze rozumiem nie ne`,
    ),
  ],
];
