/**
 * What a message wants when it asks nothing that articles could answer: a greeting, thanks, who is speaking, a person.
 * A message that also asks something is none of these, except the wish for a person, which always counts.
 */
import { fold, wordsOf } from '../core/word.ts';
import { isSmallWord } from './language.ts';

export type Intent = 'greeting' | 'thanks' | 'goodbye' | 'fine' | 'yes' | 'identity' | 'person' | 'unclear';

/** The intent of a message, or null: it is a question. */
export function intentOf(text: string): Intent | null {
  const words = wordsOf(text);
  if (words.length === 0) return 'unclear';
  if (asksForPerson(text)) return 'person';
  if (asksWhoSpeaks(words)) return 'identity';
  if (words.length > 8) return null;
  const rest = words.filter((word) => !isSmallWord(word, null));
  for (const [intent, signs] of CHAT) {
    if (words.some((word) => signs.has(word)) && rest.every((word) => signs.has(word) || FILLERS.has(word)))
      return intent;
  }
  return null;
}

/** Whether the visitor asks for a person, in any of the six languages. */
export function asksForPerson(text: string): boolean {
  const words = wordsOf(text).slice(0, 60);
  const people = words.flatMap((word, i) => (PERSON_WORDS.has(word) || hasStart(PERSON_STARTS, word) ? [i] : []));
  const vague = words.flatMap((word, i) => (SOMEBODY.has(word) ? [i] : []));
  const rest = words.filter(
    (word, i) =>
      !people.includes(i) &&
      !isSmallWord(word, null) &&
      !FILLERS.has(word) &&
      !hasStart(REACH_STARTS, word) &&
      !WISHES.has(word),
  );
  const whole = fold(text);
  if (NOT_A_BOT.some((phrase) => whole.includes(phrase))) return true;
  for (const [i, word] of words.entries()) {
    const reaches = hasStart(REACH_STARTS, word);
    const near = (at: number) => at > i && at - i <= 5;
    if (reaches && (people.some(near) || vague.some(near))) return true;
    if (WISHES.has(word) && people.some(near) && rest.length === 0) return true;
  }
  // `human please`, `agent!`
  return people.length > 0 && rest.length === 0 && words.length <= 4 && !asksWhoSpeaks(words);
}

function asksWhoSpeaks(words: string[]): boolean {
  if (words.length > 12) return false;
  const robot = words.some((word) => hasStart(ROBOT_STARTS, word) || ROBOT_WORDS.has(word));
  const person = words.some((word) => PERSON_WORDS.has(word) || hasStart(PERSON_STARTS, word) || REAL.has(word));
  const you = words.some((word) => YOU.has(word));
  const rest = words.filter(
    (word) =>
      !isSmallWord(word, null) &&
      !hasStart(ROBOT_STARTS, word) &&
      !ROBOT_WORDS.has(word) &&
      !REAL.has(word) &&
      !PERSON_WORDS.has(word) &&
      !hasStart(PERSON_STARTS, word) &&
      !YOU.has(word) &&
      !hasStart(REACH_STARTS, word),
  );
  return you && (robot || person) && rest.length === 0;
}

function hasStart(starts: string[], word: string): boolean {
  return starts.some((start) => word.startsWith(start));
}

function set(words: string): Set<string> {
  return new Set(fold(words).split(/\s+/));
}

const PERSON_WORDS =
  set(`human humans person agent agents operator operators representative advisor adviser consultant employee
  clovek clovekom cloveka operater operaterja operaterjem oseba osebo agent agentom agenta zaposlenim svetovalec svetovalcem
  людина людиною людину оператор оператором оператора менеджер менеджером менеджера консультант консультантом консультанта
  persona umano umana operatore operatrice consulente agente humano humana operador operadora asesor
  czlowiek czlowiekiem czlowieka konsultant konsultantem konsultanta osoba osobe konsultantka pracownikiem`);
const PERSON_STARTS = ['menedzer'];
const SOMEBODY = set('someone somebody nekom nekoga kimś kimkolwiek qualcuno alguien кимось кимсь kims');
const REACH_STARTS = fold(
  `talk speak chat connect transfer reach govori pogovor povez поговор говор спілкув зв'яжі звязат зєднай з'єднай зв'язат переключ parla contatt passa hablar hablo
   contact comunic pasame rozmaw porozmaw polacz polaczyc kontakt`,
)
  .replaceAll("'", '')
  .split(/\s+/);
const WISHES =
  set(`want need get give like prefer zelim hocem rabim potrebujem bi хочу потрібен потрібна потрібно треба дайте покличте voglio vorrei
  serve quiero necesito quisiera chce potrzebuje poprosze prosze daj`);
const NOT_A_BOT = [
  'customer service rep',
  'живою людиною',
  'жива людина',
  'живий оператор',
  'real person please',
  'no bot please',
].map(fold);
const ROBOT_STARTS = ['robot', 'chatbot', 'робот', 'бот', 'чатбот'];
const ROBOT_WORDS = set(
  'bot ai machine computer gpt chatgpt umetna inteligenca штучний інтелект ші intelligenza artificiale inteligencia artificial sztuczna inteligencja bota stroj maszyna',
);
const REAL = set(
  'real pravi prava resnicen справжня справжній жива живий vera vero real prawdziwy prawdziwa prawdziwym',
);
const YOU = set(
  'you u youre this ste si vi ti ви ти це sei siete lei eres es usted esto jestes pan pani czy to talking govorim pisem розмовляю parlando hablando rozmawiam',
);
const FILLERS = set(
  'please pls now directly live support there again very much so a lot great super perfect cool bye team day nice everyone guys',
);

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
  [
    'greeting',
    set(`hi hello hey heya hiya yo greetings good morning afternoon evening zivjo zdravo pozdravljeni pozdravljen dober dan dobro jutro vecer hej
      привіт вітаю добрий доброго день дня ранок вечір вітання ciao salve buongiorno buonasera hola buenos buenas dias tardes noches
      czesc witam dzien dobry witaj hejka siema hallo`),
  ],
  ['yes', set(`yes yeah yep sure yup ja seveda так авжеж si sì certo claro tak jasne`)],
  [
    'fine',
    set(
      `ok okay k fine great good super perfect cool nice got-it understood no nope nothing velja vredu prav добре гаразд зрозуміло ні bene perfetto capito vale perfecto entendido dobrze rozumiem nie ne`,
    ),
  ],
];
