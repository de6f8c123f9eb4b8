/**
 * Lines as visitors of shops write them, by hand, in six languages. What must be masked stands in brackets with its kind: `{card 4111…}`,
 * `{iban …}`, `{ssn …}`, `{email …}`, `{phone …}`. The letters before the colon are the site's country, `--` where it has told none.
 */
import { emailMasked, phoneMasked, type Sample, stars } from './positives.ts';

/** Each line as its text and what it becomes. */
export function chats(): Sample[] {
  return LINES.trim()
    .split('\n')
    .map((line) => {
      const [country, marked] = [line.slice(0, 2), line.slice(4)];
      return {
        country: country === '--' ? null : country,
        text: marked.replace(MARK, (_, _kind, secret: string) => secret),
        expected: marked.replace(MARK, (_, kind: keyof typeof MASKS, secret: string) => MASKS[kind](secret)),
      };
    });
}

const MARK = /\{(card|iban|ssn|email|phone) ([^}]*)\}/g;
const MASKS = { card: stars, iban: stars, ssn: stars, email: emailMasked, phone: phoneMasked };

const LINES = `
--: Hi, when do you open on Saturday?
--: my order 20481937 still hasn't arrived, it's been 12 days
--: Order #4021-88312, placed on 12/05/2024, total $1,249.99
US: can I pay by card? {card 4111 1111 1111 1111} exp {card 09/27} cvv {card 123}
US: the card is {card 5555-5555-5555-4444}, is that ok?
US: amex {card 3782 822463 10005}, cvv {card 1234}
US: You can reach me at {phone (415) 555-2671} after 5 pm
US: cell {phone 415.555.2671} or email {email joe.miller+shop@gmail.com}
US: call me {phone 4155552671} pls
US: my ssn is {ssn 536-22-1234} why do you need it??
US: SSN {ssn 536221234}
US: tracking 9400 1000 0000 0000 0000 00 says delivered but nothing here
US: UPS 1Z999AA10123456784 stuck in Chicago since 3/14
US: I live at 1600 Amphitheatre Pkwy, 94043-1351, does shipping work there?
US: It's {phone +1 415 555 2671}, ask for Sam
GB: my mobile is {phone 07911 123456} ring any time
GB: or landline {phone 020 7946 0958}, after 6
GB: Sort code 20-00-00, do you take that?
GB: please refund to {iban GB82 WEST 1234 5698 7654 32} thanks
GB: Ref 7723 9981, account name Smith
GB: iPhone 13 128gb, imei 490154203237518, screen cracked
--: it's {email melissa@gmail.com}
--: not that one, write to {email mel@example.co.uk}
--: the size 42-44 fits chest 104-108 cm?
--: do you have 2 x 500 ml and 3 x 250 ml left
--: I get error 0x80070057 on v2.14.3 build 20240512
--: meet @ 8 by the shop lol
--: 192.168.1.1 doesn't open, nor does 10.0.0.138:8080
--: EAN 5901234123457 says out of stock
--: ISBN 978-3-16-148410-0 in stock?
--: session 550e8400-e29b-41d4-a716-446655440000 crashed at 14:32:07
--: I've sent {phone +386 41 123 456} by sms already
--: voucher code 8842 1093 5567 doesn't work
--: from 2019-2023 we bought 1200 pieces every year
--: my customer number is 700012345
--: payment of 1.250.000,00 EUR was made on 2024-11-03
--: The bike weighs 23.5 kg and does 25 km/h, right?
--: my number is {phone 07700 900123}
--: {phone 0044 20 7946 0958} is the number of my office
--: gps 46.056946, 14.505751 - is it in your zone?
SI: Živjo, ali imate kolo v velikosti 54?
SI: naročilo 10023451 še ni prišlo
SI: pokličite me na {phone 041 123 456} po 16h
SI: moja številka je {phone 041/123-456}
SI: gsm: {phone 040123456}
SI: {phone 031 234 567}, Ana
SI: moj mail je {email ana.novak@siol.net}
SI: še enkrat: {email ana.novak@gmail.com}
SI: vračilo na {iban SI56 1910 0000 0123 438} prosim
SI: IBAN {iban SI56191000000123438}, Ana Novak
SI: kartica {card 4242 4242 4242 4242}, velja do {card 11/28}, cvc {card 321}
SI: davčna številka 12345678, račun 2024-00123
SI: pošta 1000 Ljubljana, Slovenska cesta 15
SI: odprto imate 8.00 - 16.00 ali do 18.00?
SI: sledenje RR123456789SI ne dela
SI: plačal sem 1.249,00 EUR dne 12. 5. 2024
SI: št. naročila 2024-118833, kdaj bo?
SI: telefon {phone 01 234 56 78} v Ljubljani
SI: lahko tudi {phone +38640111222}
SI: rabim 2 kom, šifra artikla 0038475621
SI: gume 205/55 R16 za 89,90 €
SI: serijska številka 35209900176148
SI: koda 4531 mi ne dela na blagajni
SI: Hvala, adijo!
IT: Buongiorno, il mio ordine 30018274 non è arrivato
IT: il mio cellulare è {phone 333 123 4567}
IT: chiamatemi al {phone 3331234567} dopo le 18
IT: tel. {phone 02 1234 5678} ufficio
IT: la mail è {email mario.rossi@libero.it}
IT: scrivete a {email m.rossi@pec.azienda.it}, grazie
IT: rimborso su {iban IT60 X054 2811 1010 0000 0123 456}
IT: iban {iban IT60X0542811101000000123456} intestato a Rossi
IT: carta {card 5555 5555 5555 4444} scadenza {card 03/27} cvv {card 456}
IT: fattura 2024/00981 del 12/05/2024, totale 1.249,00 €
IT: partita iva 01234567890
IT: codice fiscale RSSMRA85T10A562S va bene?
IT: spedizione BRT 0123456789012 ferma da 3 giorni
IT: siete aperti 9.00-12.30 e 15.00-19.00?
IT: taglia 42, prezzo 89,90, ne avete 2?
IT: pacco 1Z12345E0205271688 dove si trova
IT: {phone +39 333 123 4567} whatsapp
IT: ok grazie mille!!
IT: codice prodotto 8005121000123
ES: Hola, mi pedido 402-1234567-7654321 no ha llegado
ES: mi teléfono es {phone 612 34 56 78}
ES: llámame al {phone 612345678} por favor
ES: fijo {phone 91 123 45 67} Madrid
ES: mi correo: {email lucia.garcia@hotmail.es}
ES: devolución a {iban ES91 2100 0418 4502 0005 1332}
ES: {iban ES9121000418450200051332} es la cuenta
ES: tarjeta {card 4012888888881881} caduca {card 12/26} cvv {card 999}
ES: factura F-2024-001234 de 1.249,00 €
ES: número de seguimiento 12345678901234567890
ES: código postal 28013, Gran Vía 15, 3º
ES: horario de 10:00 a 14:00 y 17:00 a 20:30
ES: referencia 84410293, talla 38
ES: DNI 12345678Z hace falta?
ES: {phone +34 612 345 678} es mi número
ES: vale 15% hasta el 31.12.2025?
ES: el artículo 8412345678905 está agotado
ES: ¿tenéis 2 sillas y 1 mesa de 180x90?
PL: Dzień dobry, gdzie jest moja paczka?
PL: zamówienie nr 700123456 z 12.05.2024
PL: proszę dzwonić: {phone 501 234 567}
PL: mój numer {phone 501234567}
PL: tel. {phone 22 123 45 67} w Warszawie
PL: kom. {phone +48 501 234 567}
PL: mail {email jan.kowalski@wp.pl}
PL: zwrot na {iban PL61 1090 1014 0000 0712 1981 2874}
PL: konto {iban PL61109010140000071219812874} proszę o przelew
PL: karta {card 5105 1051 0510 5100}, ważna do {card 07/29}, kod cvv {card 111}
PL: NIP 526-025-02-74, REGON 012100784
PL: PESEL 44051401359 trzeba podać?
PL: faktura FV/2024/05/0123 na 1 249,00 zł
PL: kod pocztowy 00-950 Warszawa
PL: przesyłka 00359007738912345678 utknęła
PL: czy jest rozmiar 42, model 2023?
PL: kosztuje 2 499 zł czy 2 599 zł?
PL: lepiej na {email jan@poczta.pl}
PL: otwarte 10:00-18:00?
UA: Добрий день, де моє замовлення 30045821?
UA: мій телефон {phone 067 123 45 67}
UA: подзвоніть {phone 0671234567} після 18:00
UA: {phone +380 67 123 45 67} вайбер
UA: пошта {email olena.shevchenko@ukr.net}
UA: картка {card 4111111111111111} термін {card 12/27} cvv {card 123}
UA: поверніть на {iban UA21 3223 1300 0002 6007 2335 6600 1}
UA: рахунок {iban UA213223130000026007233566001}
UA: ТТН 20450812345678 не рухається
UA: ціна 12 499 грн чи 11 999 грн?
UA: накладна 59000123456789 від 12.05.2024
UA: розмір 42, артикул 100234567
UA: працюєте 9:00-18:00?
UA: тел. {phone (044) 123 45 67} Київ
UA: код 4821 не приходить
UA: ІПН 1234567890 потрібен?
UA: дякую, гарного дня!
IT: chiamami {phone 333/1234567} dopo le 18
IT: {phone 333/12 34 567}
IT: P.IVA 01234567890
IT: la nostra p. iva 01234567890, fattura per favore
SI: Ana,{phone 031 123 456}
SI: {phone 031.123.456} po 15h
SI: moj {phone 38631123456}
SI: kartica {card 4242424242424242} do {card 12/28}
SI: rezervni del 692-72-7518, ga imate?
SI: akcija je do 12/28
UA: {phone 067.123.45.67}
UA: {phone 380671234567} це мій
UA: {phone 380 67 123 45 67}
UA: картка {card 4111 1111 1111 1111} до {card 12/28}
UA: деталь 692-72-7518 є?
PL: przelew na {iban 61 1090 1014 0000 0712 1981 2874}
PL: {iban 61109010140000071219812874} to moje
PL: mamy budżet 100 000 000
PL: na rynku jest 250 000 000 takich
ES: tarjeta {card 4012 8888 8888 1881} hasta {card 12/28}
ES: NIF 12345678Z, o el 123456789
DE: Meine Nummer: {phone 0151 23456789}
DE: Bestellung 302-1234567-8901234, 89,90 EUR
DE: {iban DE89 3704 0044 0532 0130 00} bitte
FR: appelez-moi au {phone 06 12 34 56 78}
FR: commande 20240512-0099 du 12/05/2024
SI: tel.{phone 041123456}, Ana
SI: Tel:{phone 041123456}
SI: mob.{phone 040 123 456} po 16h
SI: gsm{phone 041123456}
SI: {phone 0 4 1 1 2 3 4 5 6} je moja
SI: {phone 0, 4, 1, 1, 2, 3, 4, 5, 6}
SI: naročilo.041123456 še ni prišlo
SI: ocene 5 4 5 5 3 4 5 5 2
PL: kom.{phone 501234567}
UA: тел.{phone 0671234567}
UA: т.{phone 0671234567} Олена
ES: tlf.{phone 612345678}
IT: cell.{phone 3331234567}
--: card {card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1}
--: we rated them 4, 5, 3, 5, 5, 1, 2
--: cheaper @ amazon.com, why?
--: 5 of them @ 5 € each
`;
