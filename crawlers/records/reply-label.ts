/** Whoever answers, and when: no sentence. */
const WHO = '(?:(?![.!?](?:\\s|$)|[:：]).){1,60}'

/**
 * What stands over a company's answer to a review. `Reply` alone is a button, so a label says whose answer it is:
 * "Response from the owner", "Antwort des Hoteliers", "商家回复".
 */
const LABEL_SOURCE = [
  "(?:official |seller(?:['’]s)? |owner(?:['’]s)? |store |shop |company |developer |merchant |host |vendor |manager |management |business )(?:reply|response|answer|comment)",
  `(?:reply|response|answer|comment) (?:from|by|of) ${WHO}`,
  '.{1,40} (?:replied|responded|answered)',
  `(?:antwort|stellungnahme|rückmeldung|reaktion) (?:von|vom|des|der) ${WHO}`,
  '(?:händler|hersteller|verkäufer|anbieter|shop)-?(?:antwort|kommentar)',
  'unsere (?:antwort|rückmeldung|stellungnahme)',
  `réponse (?:de |du |des |d['’])${WHO}`,
  `(?:respuesta|comentario) (?:del? |de la )${WHO}`,
  `(?:risposta|replica) (?:d[ai] |del |della |dell['’])${WHO}`,
  `(?:resposta|réplica) d[aoe] ${WHO}`,
  `(?:reactie|antwoord) van ${WHO}`,
  `odpowiedź (?:sprzedawcy|sklepu|producenta|firmy|właściciela|hotelu|obiektu|od ${WHO})`,
  '(?:ショップ|お店|店舗|オーナー|出品者|販売者|メーカー|デベロッパ|ストア).{0,8}(?:返信|返答|回答|コメント)',
  '(?:商家|卖家|賣家|店家|店主|开发者|開發者|客服|掌柜|官方)的?(?:回复|回覆|回應|解释|答复)',
  '(?:판매자|사장님|개발자|업체).{0,4}(?:답변|답글|댓글)',
].join('|')

const LABEL = new RegExp(`^\\s*(?:${LABEL_SOURCE})\\s*[:：]?\\s*$`, 'iu')
const LABEL_BEFORE = new RegExp(
  `^((?:<[a-z\\d]{1,10}>){0,6})\\s*(?:${LABEL_SOURCE})\\s*[:：]\\s*`,
  'iu',
)

const MAX_LABEL = 90

/** Whether a line says nothing but that an answer follows, and whose. */
export function labelsReply(line: string): boolean {
  return line.length <= MAX_LABEL && LABEL.test(line)
}

/** Whether a text begins with such a label and a colon. */
export function introducesReply(text: string): boolean {
  return LABEL_BEFORE.test(text.slice(0, 2 * MAX_LABEL).trimStart())
}

/** The markup of an answer without the label that it begins with ("Seller's response: …"). */
export function withoutReplyLabel(markup: string): string {
  const [label, tags] = LABEL_BEFORE.exec(markup.slice(0, 2 * MAX_LABEL)) ?? []
  return label === undefined ? markup : `${tags}${markup.slice(label.length)}`
}
